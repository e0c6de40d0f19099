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
/// <remarks>
/// A job ends when its items are done, whoever did them; a thread that wakes up late finds none left. So a slow wake-up costs time but never
/// the answer. <see cref="_ticket"/> holds the job's number above and the items left to take below. An item is taken by exchanging the
/// whole ticket, which fails once another job has begun.
/// </remarks>
internal sealed class WorkerPool : IDisposable
{
    private const int Spins = 4000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private IParallelWork? _work;
    private Exception? _error;
    private long _ticket;
    private int _items;
    private int _unfinished;
    private int _parked;
    private bool _stopped;

    /// <summary>The caller's thread alone. It has no state, so any number of callers may use it.</summary>
    public static readonly WorkerPool Alone = new(1);

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

    /// <summary>Those of its own that have not ended.</summary>
    internal int AliveThreads => _threads.Count(thread => thread.IsAlive);

    /// <summary>Does the items 0 to <paramref name="items"/> - 1 and returns when all are done. For one caller at a time.</summary>
    /// <exception cref="AggregateException">An item failed.</exception>
    public void Run(IParallelWork work, int items)
    {
        if (_threads.Length == 0 || items <= 1)
        {
            for (int item = 0; item < items; item++)
            {
                work.Run(item);
            }

            return;
        }

        (_work, _items, _error) = (work, items, null);
        Volatile.Write(ref _unfinished, items);
        uint job = (uint)(Volatile.Read(ref _ticket) >> 32) + 1;
        Interlocked.Exchange(ref _ticket, ((long)job << 32) | (uint)items);
        int parked = Interlocked.Exchange(ref _parked, 0);
        if (parked > 0)
        {
            _wake.Release(parked);
        }

        TakeItems();
        var spinner = new SpinWait();
        while (Volatile.Read(ref _unfinished) > 0)
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
        _wake.Release(Threads);
    }

    private void Loop()
    {
        while (WaitForWork())
        {
            TakeItems();
        }
    }

    /// <summary>False when the pool has ended.</summary>
    private bool WaitForWork()
    {
        for (int spin = 0; !HasItems; spin++)
        {
            if (Volatile.Read(ref _stopped))
            {
                return false;
            }

            if (spin < Spins)
            {
                Thread.SpinWait(20);
            }
            else
            {
                Park();
                spin = 0;
            }
        }

        return true;
    }

    private bool HasItems => (uint)Volatile.Read(ref _ticket) > 0;

    /// <summary>Waits to be woken, unless work has come meanwhile. Who is counted as parked gets a release, and must take it.</summary>
    private void Park()
    {
        Interlocked.Increment(ref _parked);
        if ((HasItems || Volatile.Read(ref _stopped)) && Leave())
        {
            return;
        }

        _wake.Wait();
    }

    /// <summary>Withdraws from the parked threads; false when a job has already counted this one and releases it.</summary>
    private bool Leave()
    {
        for (int parked = Volatile.Read(ref _parked); parked > 0; parked = Volatile.Read(ref _parked))
        {
            if (Interlocked.CompareExchange(ref _parked, parked - 1, parked) == parked)
            {
                return true;
            }
        }

        return false;
    }

    private void TakeItems()
    {
        for (long ticket = Volatile.Read(ref _ticket); (uint)ticket > 0; ticket = Volatile.Read(ref _ticket))
        {
            if (Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket) == ticket)
            {
                // Until this item is done the job is not over, so its work and number of items stand.
                RunItem(_items - (int)(uint)ticket);
            }
        }
    }

    private void RunItem(int item)
    {
        try
        {
            _work!.Run(item);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _error, error, null);
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }
}
