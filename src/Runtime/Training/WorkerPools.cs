namespace NetCompiler;

/// <summary>
/// The threads of the process, lent to whoever trains for a step at a time: as many pools as networks train at the same instant, however many
/// networks there are.
/// A pool that nobody wants for a while ends.
/// </summary>
internal static class WorkerPools
{
    private static readonly Lock Gate = new();

    /// <summary>The pools that nobody has, the longest idle first.</summary>
    private static readonly List<(WorkerPool Pool, long Since)> Idle = [];

    private static readonly Timer Clock = new(_ => EndIdle(), null, Timeout.Infinite, Timeout.Infinite);

    private static bool _isTicking;

    /// <summary>More threads than there are processors only take turns: no job uses more. Tests may say that there are others.</summary>
    internal static int Processors { get; set; } = Environment.ProcessorCount;

    /// <summary>How long a pool waits for work before it ends.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A pool for the caller alone until it is returned: the last one that became idle, whose threads are most likely awake.</summary>
    public static WorkerPool Take(int threads)
    {
        lock (Gate)
        {
            for (int i = Idle.Count - 1; i >= 0; i--)
            {
                if (Idle[i].Pool.Threads == threads)
                {
                    WorkerPool pool = Idle[i].Pool;
                    Idle.RemoveAt(i);
                    return pool;
                }
            }
        }

        return new WorkerPool(threads);
    }

    /// <summary>Gives a pool back, whose work is done.</summary>
    public static void Return(WorkerPool pool)
    {
        lock (Gate)
        {
            Idle.Add((pool, Environment.TickCount64));
            if (!_isTicking)
            {
                _isTicking = true;
                Clock.Change(Patience, Patience);
            }
        }
    }

    /// <summary>Pools of a size that nobody has.</summary>
    internal static int IdleOf(int threads)
    {
        lock (Gate)
        {
            return Idle.Count(entry => entry.Pool.Threads == threads);
        }
    }

    private static void EndIdle()
    {
        lock (Gate)
        {
            long latest = Environment.TickCount64 - (long)Patience.TotalMilliseconds;
            int ended = 0;
            for (; ended < Idle.Count && Idle[ended].Since <= latest; ended++)
            {
                Idle[ended].Pool.Dispose();
            }

            Idle.RemoveRange(0, ended);
            if (Idle.Count == 0)
            {
                _isTicking = false;
                Clock.Change(Timeout.Infinite, Timeout.Infinite);
            }
        }
    }
}
