using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Sizes are counted in 64 bits, and what a thread needs for rows of samples is bounded.</summary>
public sealed class ScratchTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_negative_length_is_refused(int floats) => Assert.Throws<ArgumentOutOfRangeException>(() => new FloatArena(floats));

    /// <summary>64 samples of 40 million outputs: 2.56 billion, which an int takes for a negative number.</summary>
    [Theory]
    [InlineData(64L * 40_000_000)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue / 2)]
    public void More_than_an_array_holds_is_refused_in_words(long floats) =>
        Assert.Contains("more than an array can hold", Assert.Throws<InvalidOperationException>(() => new FloatArena(floats)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(17, 32)]
    public void Lengths_are_whole_lines(int floats, int length)
    {
        var arena = new FloatArena(floats);
        Assert.Equal((length, length), (arena.Length, arena.Span.Length));
    }

    /// <summary>Small samples go together as compiled; of 8 million floats each, two fill 64 MB.</summary>
    [Theory]
    [InlineData(64, 10, 64)]
    [InlineData(64, 1 << 18, 64)]
    [InlineData(64, 8_000_000, 2)]
    [InlineData(64, 40_000_000, 1)]
    [InlineData(1, 10, 1)]
    [InlineData(0, 0, 1)]
    public void Large_samples_go_few_at_a_time(int compiled, long floats, int samples) => Assert.Equal(samples, MicroBatch.Of(compiled, floats));

    /// <summary>However many networks are trained, one after the other they need the threads of one.</summary>
    [Fact]
    public void Networks_share_the_threads_of_the_process()
    {
        const int Threads = 7;
        int processors = WorkerPools.Processors;
        WorkerPools.Processors = Threads;
        (float[] inputs, float[] targets) = (new float[32], new float[32]);
        for (int i = 0; i < 20; i++)
        {
            var network = new EqualWeights { ComputeThreads = Threads };
            network.TrainStep(inputs, targets, EqualWeights.NewOptimizer());
            network.EvaluateLoss(inputs, targets);
        }

        WorkerPools.Processors = processors;
        Assert.Equal(1, WorkerPools.IdleOf(Threads));

        // Two at once need two.
        var both = new Barrier(2);
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            WorkerPool pool = WorkerPools.Take(Threads);
            both.SignalAndWait();
            WorkerPools.Return(pool);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(2, WorkerPools.IdleOf(Threads));
    }

    [Fact]
    public void Threads_that_nobody_wants_end()
    {
        const int Threads = 6;
        TimeSpan before = WorkerPools.Patience;
        WorkerPools.Patience = TimeSpan.FromMilliseconds(50);
        try
        {
            WorkerPool pool = WorkerPools.Take(Threads);
            pool.Run(new Nothing(), 20);
            WorkerPools.Return(pool);
            Assert.True(SpinWait.SpinUntil(() => WorkerPools.IdleOf(Threads) == 0, TimeSpan.FromSeconds(90)));
            Assert.True(SpinWait.SpinUntil(() => pool.AliveThreads == 0, TimeSpan.FromSeconds(30)));
        }
        finally
        {
            WorkerPools.Patience = before;
        }
    }

    private sealed class Nothing : IParallelWork
    {
        public void Run(int item)
        {
        }
    }
}
