using NetCompiler.Tests.Shared;

namespace NetCompiler.Runtime.Tests.Data.Stages;

public sealed class PrefetchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(50, 1)]
    [InlineData(50, 4)]
    [InlineData(49, 100)]
    public void Gives_the_samples_of_its_source(int count, int batches)
    {
        Dataset data = SourceReading.Numbered(count);
        SourceReading.AssertSame(data, data.Prefetch(batches));
        Assert.Equal(count, data.Prefetch(batches).Count);
        IDataSource stream = SourceReading.Stream(data).Shuffle(8);
        SourceReading.AssertSame(stream, stream.Prefetch(batches));
    }

    [Fact]
    public void Skipping_equals_reading_on()
    {
        SourceReading.AssertSkips(SourceReading.Numbered(17).Prefetch(2), SourceReading.InOrder);
        SourceReading.AssertSkips(SourceReading.Numbered(17).Shuffle(5).Prefetch(3), SourceReading.Shuffled());
    }

    [Fact]
    public void Reads_may_be_of_any_size()
    {
        using ISampleReader reader = SourceReading.Numbered(60).Prefetch(2).Read(SourceReading.InOrder);
        var found = new List<float>();
        foreach (int size in new[] { 7, 1, 20, 3, 8, 14, 30 })
        {
            var inputs = new float[2 * size];
            int read = reader.Read(inputs, new float[size], size);
            found.AddRange(Enumerable.Range(0, read).Select(i => inputs[2 * i]));
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => (float)i), found);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_comes_where_it_would_have_come_without(int readsBefore)
    {
        var probe = new Probe { FailingRead = readsBefore };
        using (ISampleReader reader = new PrefetchSource(probe, 3).Read(SourceReading.InOrder))
        {
            for (int i = 0; i < readsBefore; i++)
            {
                Assert.Equal(5, Read(reader));
            }

            for (int again = 0; again < 3; again++)
            {
                IOException e = Assert.Throws<IOException>(() => Read(reader));
                Assert.Equal("The disk is gone.", e.Message);
            }
        }

        Assert.True(probe.Disposed);
        Assert.Equal(readsBefore + 1, probe.Reads);
    }

    [Fact]
    public void An_exception_on_opening_comes_at_once() =>
        Assert.Throws<InvalidOperationException>(() => SourceReading.Stream(SourceReading.Numbered(3)).Prefetch().Read(SourceReading.Shuffled()));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Is_ahead_by_its_batches_and_no_more(int batches)
    {
        var probe = new Probe();
        using ISampleReader reader = new PrefetchSource(probe, batches).Read(SourceReading.InOrder);
        for (int taken = 1; taken <= 6; taken++)
        {
            Assert.Equal(5, Read(reader));
            Assert.True(SpinWait.SpinUntil(() => probe.Reads == taken + batches, Patience));
            for (int i = 0; i < 50; i++)
            {
                Thread.Yield();
                Assert.Equal(taken + batches, probe.Reads);
            }
        }
    }

    [Fact]
    public void Nothing_is_read_before_the_first_read()
    {
        var probe = new Probe();
        new PrefetchSource(probe, 2).Read(SourceReading.InOrder).Dispose();
        Assert.Equal(0, probe.Reads);
        Assert.True(probe.Disposed);
    }

    [Fact]
    public void A_slow_source_is_waited_for()
    {
        using var gate = new SemaphoreSlim(0);
        var probe = new Probe { Gate = gate };
        var source = new PrefetchSource(probe, 2);
        using ISampleReader reader = source.Read(SourceReading.InOrder);
        int samples = 0;
        var waiting = new Thread(() => samples = Read(reader));
        waiting.Start();
        Assert.True(SpinWait.SpinUntil(() => probe.Entered > 0 && waiting.ThreadState == System.Threading.ThreadState.WaitSleepJoin, Patience));
        gate.Release(100);
        Assert.True(waiting.Join(Patience));
        Assert.Equal(5, samples);
        Assert.Equal(5, source.Statistics.Samples);
        Assert.True(source.Statistics.Waited > TimeSpan.Zero);
        Assert.InRange(source.Statistics.Waited, TimeSpan.Zero, source.Statistics.Elapsed);
        Assert.InRange(source.Statistics.WaitShare, double.Epsilon, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Disposal_ends_the_thread_wherever_it_is(bool ringIsFull)
    {
        using var gate = new SemaphoreSlim(0);
        var probe = new Probe { Gate = ringIsFull ? null : gate };
        ISampleReader reader = new PrefetchSource(probe, 2).Read(SourceReading.InOrder);
        if (ringIsFull)
        {
            Read(reader);
            Assert.True(SpinWait.SpinUntil(() => probe.Reads == 3, Patience));
        }
        else
        {
            // One batch comes, then the source hangs in the next read.
            gate.Release();
            Read(reader);
            Assert.True(SpinWait.SpinUntil(() => probe.Entered == 2, Patience));
            gate.Release();
        }

        reader.Dispose();
        reader.Dispose();
        Assert.True(probe.Disposed);
        Assert.False(probe.ReadAfterDisposal);
        Assert.Throws<ObjectDisposedException>(() => Read(reader));
        Assert.Throws<ObjectDisposedException>(() => reader.Skip(1));
    }

    [Fact]
    public void Allocates_nothing_for_a_batch_on_either_thread()
    {
        var probe = new Probe();
        using ISampleReader reader = new PrefetchSource(probe, 2).Read(SourceReading.InOrder);
        var inputs = new float[10];
        var targets = new float[5];
        for (int i = 0; i < 20; i++)
        {
            reader.Read(inputs, targets, 5);
        }

        Assert.Equal(0, Allocations.Least(
            300, () => reader.Read(inputs, targets, 5), () => GC.GetAllocatedBytesForCurrentThread() + Volatile.Read(ref probe.Allocated)));
        Assert.NotEqual(Environment.CurrentManagedThreadId, probe.ReadingThread);
    }

    [Fact]
    public void Statistics_add_up_over_passes()
    {
        PrefetchSource source = SourceReading.Numbered(40).Prefetch();
        Assert.Equal(default, source.Statistics);
        Assert.Equal(0, source.Statistics.WaitShare);
        source.ReadAll(SourceReading.InOrder);
        source.ReadAll(SourceReading.Shuffled());
        Assert.Equal(80, source.Statistics.Samples);
        Assert.True(source.Statistics.Elapsed > TimeSpan.Zero);
    }

    [Fact]
    public void Several_passes_may_be_read_at_once()
    {
        PrefetchSource source = SourceReading.Numbered(2000).Shuffle(50).Prefetch(3);
        int[] expected = source.Numbers(SourceReading.Shuffled());
        Parallel.For(0, 6, _ => Assert.Equal(expected, source.Numbers(SourceReading.Shuffled())));
    }

    private static int Read(ISampleReader reader) => reader.Read(new float[10], new float[5], 5);

    /// <summary>An endless source that tells what happens to it.</summary>
    private sealed class Probe : IDataSource, ISampleReader
    {
        private int _entered;
        private int _reads;

        public long Allocated;

        public int ReadingThread { get; private set; }

        public int? FailingRead { get; init; }

        public SemaphoreSlim? Gate { get; init; }

        public int Entered => Volatile.Read(ref _entered);

        public int Reads => Volatile.Read(ref _reads);

        public bool Disposed { get; private set; }

        public bool ReadAfterDisposal { get; private set; }

        public ReadOnlySpan<int> InputShape => new[] { 2 };

        public int InputFloats => 2;

        public int TargetFloats => 1;

        public long? Count => null;

        public ISampleReader Read(DataPass pass) => this;

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            Volatile.Write(ref Allocated, GC.GetAllocatedBytesForCurrentThread());
            ReadingThread = Environment.CurrentManagedThreadId;
            Interlocked.Increment(ref _entered);
            Gate?.Wait();
            ReadAfterDisposal |= Disposed;
            return Interlocked.Increment(ref _reads) - 1 == FailingRead ? throw new IOException("The disk is gone.") : count;
        }

        public void Skip(long count)
        {
        }

        public void Dispose() => Disposed = true;
    }
}
