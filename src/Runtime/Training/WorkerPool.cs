namespace NetCompiler;

/// <summary>Work that falls into numbered items, each of which may run on any thread.</summary>
internal interface IParallelWork
{
    /// <summary>Does one item.</summary>
    void Run(int item);
}

/// <summary>
/// Threads that take items of work together with the caller. They spin for a moment between two jobs, because waking a parked thread takes
/// longer than a small training step, and park after that.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private const int Spins = 4000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private IParallelWork? _work;
    private Exception? _error;
    private int _items;
    private int _next;
    private int _busy;
    private int _generation;
    private int _parked;
    private bool _stopped;

    /// <param name="threads">Threads that work at once, the caller's included.</param>
    public WorkerPool(int threads)
    {
        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Loop) { IsBackground = true, Name = "NetCompiler worker" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads that work at once.</summary>
    public int Threads => _threads.Length + 1;

    /// <summary>Does the items 0 to <paramref name="items"/> - 1 and returns when all are done. For one caller at a time.</summary>
    /// <exception cref="AggregateException">An item failed.</exception>
    public void Run(IParallelWork work, int items)
    {
        if (_threads.Length == 0 || items == 1)
        {
            for (int item = 0; item < items; item++)
            {
                work.Run(item);
            }

            return;
        }

        (_work, _items, _error) = (work, items, null);
        Volatile.Write(ref _next, 0);
        Volatile.Write(ref _busy, _threads.Length);
        Interlocked.Increment(ref _generation);
        int parked = Volatile.Read(ref _parked);
        if (parked > 0)
        {
            _wake.Release(parked);
        }

        TakeItems();
        var spinner = new SpinWait();
        while (Volatile.Read(ref _busy) > 0)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        _work = null;
        if (_error is { } error)
        {
            throw new AggregateException(error);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _stopped, true);
        _wake.Release(_threads.Length + 1);
    }

    private void Loop()
    {
        int seen = 0;
        while (WaitForWork(ref seen))
        {
            TakeItems();
            Interlocked.Decrement(ref _busy);
        }
    }

    /// <summary>False when the pool has ended.</summary>
    private bool WaitForWork(ref int seen)
    {
        for (int spin = 0; Volatile.Read(ref _generation) == seen; spin++)
        {
            if (Volatile.Read(ref _stopped))
            {
                return false;
            }

            if (spin < Spins)
            {
                Thread.SpinWait(20);
                continue;
            }

            Interlocked.Increment(ref _parked);
            if (Volatile.Read(ref _generation) == seen && !Volatile.Read(ref _stopped))
            {
                _wake.Wait();
            }

            Interlocked.Decrement(ref _parked);
        }

        seen++;
        return true;
    }

    private void TakeItems()
    {
        try
        {
            for (int item = Interlocked.Increment(ref _next) - 1; item < _items; item = Interlocked.Increment(ref _next) - 1)
            {
                _work!.Run(item);
            }
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _error, error, null);
        }
    }
}
