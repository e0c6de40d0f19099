using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Data;

/// <summary>Room is made for the samples that there are, however many are asked for at once.</summary>
public sealed class SampleBufferTests : IDisposable
{
    private const long Little = 4 << 20;

    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _data = Dataset.FromArrays(new float[40], [2], new float[40]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(100_000_000)]
    public void Batches_larger_than_the_data_cost_nothing(int batchSize)
    {
        foreach (IDataSource source in new[] { _data, Stream(20), _data.Prefetch(), Stream(20).Prefetch() })
        {
            var network = new EqualWeights();
            AssertLittle(() =>
            {
                History history = network.Fit(source, new FitOptions
                {
                    BatchSize = batchSize,
                    Epochs = 2,
                    Shuffle = false,
                    Verbose = false,
                    Validation = source,
                    Optimizer = EqualWeights.NewOptimizer(),
                    Metrics = [new MeanAbsoluteError()],
                });
                Assert.Equal(2, history.Epochs);
            });
            AssertLittle(() => network.Evaluate(source, new EvaluateOptions { BatchSize = batchSize }));
        }
    }

    [Fact]
    public void A_large_batch_of_a_stream_is_one_batch()
    {
        var sizes = new List<int>();
        var counted = new Counted(Stream(3000), sizes);
        long steps = 0;
        new EqualWeights().Fit(counted, new FitOptions
        {
            BatchSize = 2000,
            Shuffle = false,
            Verbose = false,
            Callbacks = [new LambdaCallback { TrainEnd = context => steps = context.TotalSteps }],
        });
        Assert.Equal(2, steps);
        Assert.Equal(3000, sizes.Sum());
    }

    [Fact]
    public void A_shuffle_buffer_larger_than_the_data_costs_nothing()
    {
        int[] order = [];
        AssertLittle(() => order = Numbered(600).Shuffle(100_000_000).Numbers(SourceReading.Shuffled()));
        Assert.Equal(Enumerable.Range(0, 600), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 600), order);

        // The same order as with a buffer of just that size.
        Assert.Equal(Numbered(600).Shuffle(600).Numbers(SourceReading.Shuffled()), order);
        AssertLittle(() => Assert.Equal(20, Numbered(20).MixUp(0.2f, 100_000_000).ReadAll(SourceReading.InOrder).Targets.Length));
    }

    [Fact]
    public void What_no_array_holds_is_refused_in_words()
    {
        IDataSource wide = Stream(20).Map([500_000_000], 1, (input, target, newInput, newTarget, random) => { });
        ArgumentException e = Assert.Throws<ArgumentException>(() => new SampleBuffer(500_000_000, 1, null).Fill(null!, 100));
        Assert.Contains("take a smaller batch, group or buffer", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => wide.Shuffle(100));
    }

    private static void AssertLittle(Action work)
    {
        long before = GC.GetTotalAllocatedBytes();
        work();
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Little * 16);
    }

    private static IDataSource Numbered(int samples) => SourceReading.Stream(SourceReading.Numbered(samples));

    /// <summary>Lines of a file, whose number nobody knows.</summary>
    private IDataSource Stream(int samples)
    {
        string path = _folder.Write($"{samples}.csv", "x,y,t,u\n" + string.Concat(Enumerable.Range(0, samples).Select(i => $"{i},0,{i},0\n")));
        return DataSource.FromCsv(path, new CsvOptions { TargetColumns = ["t", "u"] });
    }

    private sealed class Counted(IDataSource source, List<int> sizes) : IDataSource
    {
        public ReadOnlySpan<int> InputShape => source.InputShape;

        public int InputFloats => source.InputFloats;

        public int TargetFloats => source.TargetFloats;

        public long? Count => source.Count;

        public ISampleReader Read(DataPass pass) => new Reader(source.Read(pass), sizes);

        private sealed class Reader(ISampleReader reader, List<int> sizes) : ISampleReader
        {
            public int Read(Span<float> inputs, Span<float> targets, int count)
            {
                int read = reader.Read(inputs, targets, count);
                sizes.Add(read);
                return read;
            }

            public void Skip(long count) => reader.Skip(count);

            public void Dispose() => reader.Dispose();
        }
    }
}
