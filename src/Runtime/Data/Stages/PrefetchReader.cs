using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NetCompiler;

/// <summary>
/// A ring of batches between the thread that fills them and the one that reads. <see cref="_filled"/> of them, from <see cref="_first"/> on, belong
/// to the reader, the
/// others to the filling thread; both numbers change under the lock only.
/// </summary>
internal sealed class PrefetchReader(PrefetchSource source, ISampleReader reader, int batches) : ISampleReader
{
    private readonly object _lock = new();
    private readonly Batch[] _ring = new Batch[batches];
    private Thread? _thread;
    private int _batchSize;
    private int _first;
    private int _filled;
    private int _taken;
    private bool _ended;
    private bool _disposed;
    private ExceptionDispatchInfo? _error;
    private long _lastRead;

    public int Read(Span<float> inputs, Span<float> targets, int count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ReadCheck.Room(inputs, targets, count, source.InputFloats, source.TargetFloats);
        if (_thread is null)
        {
            Start(count);
        }

        int done = 0;
        long waited = 0;
        while (done < count && WaitForBatch(ref waited))
        {
            ref Batch batch = ref _ring[_first];
            int samples = Math.Min(count - done, batch.Count - _taken);
            Copy(batch.Inputs, inputs, done, samples, source.InputFloats);
            Copy(batch.Targets, targets, done, samples, source.TargetFloats);
            done += samples;
            Take(samples, batch.Count);
        }

        long now = Stopwatch.GetTimestamp();
        source.AddRead(done, waited, now - _lastRead);
        _lastRead = now;
        return done;
    }

    /// <summary>Before the first read the source skips; after it, what has been read ahead is passed over.</summary>
    public void Skip(long count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ReadCheck.Skipped(count);
        if (_thread is null)
        {
            reader.Skip(count);
            return;
        }

        long waited = 0;
        while (count > 0 && WaitForBatch(ref waited))
        {
            int samples = (int)Math.Min(count, _ring[_first].Count - _taken);
            count -= samples;
            Take(samples, _ring[_first].Count);
        }
    }

    /// <summary>Waits for the read at work to end.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        lock (_lock)
        {
            _disposed = true;
            Monitor.PulseAll(_lock);
        }

        _thread?.Join();
        reader.Dispose();
    }

    /// <summary>The first read tells how large the batches are.</summary>
    private void Start(int count)
    {
        // No larger than what there is, nor than two arrays hold.
        long most = Array.MaxLength / Math.Max(source.InputFloats, source.TargetFloats);
        _batchSize = count = (int)Math.Min(count, Math.Min(source.Count ?? count, most));
        for (int i = 0; i < _ring.Length; i++)
        {
            _ring[i] = new Batch(new float[count * source.InputFloats], new float[count * source.TargetFloats], 0);
        }

        _lastRead = Stopwatch.GetTimestamp();
        _thread = new Thread(Fill) { IsBackground = true, Name = "NetCompiler prefetch" };
        _thread.Start();
    }

    /// <summary>False at the end of the pass.</summary>
    private bool WaitForBatch(ref long waited)
    {
        lock (_lock)
        {
            if (_filled == 0 && !_ended)
            {
                long start = Stopwatch.GetTimestamp();
                while (_filled == 0 && !_ended)
                {
                    Monitor.Wait(_lock);
                }

                waited += Stopwatch.GetTimestamp() - start;
            }

            if (_filled == 0)
            {
                _error?.Throw();
            }

            return _filled > 0;
        }
    }

    /// <summary>Goes on within the first batch, and gives it back when nothing is left of it.</summary>
    private void Take(int samples, int of)
    {
        _taken += samples;
        if (_taken < of)
        {
            return;
        }

        lock (_lock)
        {
            _taken = 0;
            _first = (_first + 1) % _ring.Length;
            _filled--;
            Monitor.PulseAll(_lock);
        }
    }

    private void Fill()
    {
        try
        {
            bool more = true;
            for (int next = 0; more && WaitForRoom(); next = (next + 1) % _ring.Length)
            {
                ref Batch batch = ref _ring[next];
                int count = reader.Read(batch.Inputs, batch.Targets, _batchSize);
                batch = batch with { Count = count };
                more = count == _batchSize;
                Hand(count > 0 ? 1 : 0, !more, null);
            }
        }
        catch (Exception error)
        {
            Hand(0, true, ExceptionDispatchInfo.Capture(error));
        }
    }

    /// <summary>False when nobody reads any more.</summary>
    private bool WaitForRoom()
    {
        lock (_lock)
        {
            while (_filled == _ring.Length && !_disposed)
            {
                Monitor.Wait(_lock);
            }

            return !_disposed;
        }
    }

    private void Hand(int filled, bool ended, ExceptionDispatchInfo? error)
    {
        lock (_lock)
        {
            _filled += filled;
            _ended = ended;
            _error = error;
            Monitor.PulseAll(_lock);
        }
    }

    private void Copy(float[] batch, Span<float> to, int done, int samples, int floats) =>
        batch.AsSpan(_taken * floats, samples * floats).CopyTo(to[(done * floats)..]);

    private readonly record struct Batch(float[] Inputs, float[] Targets, int Count);
}
