namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Every item runs exactly once, whatever the threads do between two jobs.</summary>
public sealed class WorkerPoolTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(8)]
    public void Every_item_runs_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int job = 0; job < 2_000; job++)
        {
            var work = new Counted(1 + (job % 9));
            pool.Run(work, work.Times.Length);
            Assert.All(work.Times, times => Assert.Equal(1, times));
        }
    }

    /// <summary>Gaps around the time at which threads park: here a wake-up can meet a thread that is about to sleep.</summary>
    [Theory, InlineData(2), InlineData(5)]
    public void Threads_that_park_are_woken(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int job = 0; job < 150; job++)
        {
            Thread.Sleep(job % 7);
            var work = new Counted(6);
            pool.Run(work, 6);
            pool.Run(work, 6);
            Assert.All(work.Times, times => Assert.Equal(2, times));
        }
    }

    [Fact]
    public void A_failed_item_is_reported_and_the_others_run()
    {
        using var pool = new WorkerPool(3);
        var work = new Counted(20) { Fails = 7 };
        Assert.IsType<InvalidOperationException>(Assert.Throws<AggregateException>(() => pool.Run(work, 20)).InnerException);
        Assert.All(work.Times, times => Assert.Equal(1, times));
        var next = new Counted(20);
        pool.Run(next, 20);
        Assert.All(next.Times, times => Assert.Equal(1, times));
    }

    private sealed class Counted(int items) : IParallelWork
    {
        public readonly int[] Times = new int[items];

        public int Fails { get; init; } = -1;

        public void Run(int item)
        {
            Interlocked.Increment(ref Times[item]);
            if (item == Fails)
            {
                throw new InvalidOperationException("wanted");
            }
        }
    }
}
