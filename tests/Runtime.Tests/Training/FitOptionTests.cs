using NetCompiler.Runtime.Tests.Metrics;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Where runs begin and end, who is told of them, and predictions of whole sources.</summary>
public sealed class FitOptionTests
{
    private static readonly Dataset Ten = Dataset.FromArrays([.. Enumerable.Range(0, 10).Select(i => (float)i)], [1], new float[10]);

    [Fact]
    public void A_run_may_begin_with_a_later_epoch()
    {
        var epochs = new List<int>();
        using var output = new StringWriter();
        History history = Network().Fit(Ten, new FitOptions
        {
            Epochs = 5, InitialEpoch = 3, Output = output, Callbacks = [new LambdaCallback { EpochBegin = context => epochs.Add(context.Epoch) }],
        });
        Assert.Equal([3, 4], epochs);
        Assert.Equal(2, history.Epochs);
        Assert.StartsWith("Epoch 4/5", output.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Network().Fit(Ten, new FitOptions { Epochs = 3, InitialEpoch = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { InitialEpoch = -1 });
    }

    [Fact]
    public void A_later_epoch_has_its_own_order()
    {
        Assert.Equal(Order(new FitOptions { Epochs = 2, BatchSize = 1, Verbose = false })[10..],
            Order(new FitOptions { Epochs = 2, InitialEpoch = 1, BatchSize = 1, Verbose = false }));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(9, 5)]
    [InlineData(null, 5)]
    public void An_epoch_may_end_after_some_steps(int? stepsPerEpoch, int expected)
    {
        var steps = new List<long>();
        long? told = null;
        Network().Fit(Ten, new FitOptions
        {
            Epochs = 3, BatchSize = 2, StepsPerEpoch = stepsPerEpoch, Verbose = false, Callbacks = [new LambdaCallback
            {
                TrainBegin = context => told = context.StepsPerEpoch, EpochEnd = context => steps.Add(context.Step),
            }],
        });
        Assert.Equal([expected, expected, expected], steps);
        Assert.Equal(expected, told);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { StepsPerEpoch = 0 });
    }

    [Fact]
    public void Validation_may_be_rare()
    {
        var validated = new List<int>();
        History history = Network().Fit(Ten, new FitOptions
        {
            Epochs = 5, Validation = Ten, ValidationFrequency = 2, Verbose = false, Metrics = [new MeanAbsoluteError()],
            Callbacks = [new LambdaCallback
            {
                EpochEnd = context => validated.AddRange(context.Logs.ContainsKey("val_loss") ? [context.Epoch] : Array.Empty<int>()),
            }],
        });
        Assert.Equal([1, 3], validated);
        Assert.Equal([double.NaN, 1, double.NaN, 1, double.NaN], history["val_loss"]);
        Assert.Equal([double.NaN, 4.5, double.NaN, 4.5, double.NaN], history["val_mae"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { ValidationFrequency = 0 });
    }

    [Fact]
    public void Progress_is_told_at_the_end_of_each_epoch()
    {
        var told = new Recorder();
        Network().Fit(Ten, new FitOptions { Epochs = 2, BatchSize = 5, Verbose = false, Progress = told, Validation = Ten });
        FitProgress[] ends = [.. told.Reports.Where(progress => progress.IsEpochEnd)];
        Assert.Equal([(0, 2L, 0.5), (1, 2L, 1.0)], ends.Select(progress => (progress.Epoch, progress.Step, progress.Fraction)));
        Assert.All(ends, progress => Assert.Equal((2L, 1.0, 1.0), (progress.StepsPerEpoch, progress.Values["loss"], progress.Values["val_loss"])));
        Assert.Equal(0.375, new FitProgress(1, 4, 5, 10, ends[0].Values, false).Fraction);
    }

    /// <summary>The console of a test run is redirected, as a container's is.</summary>
    [Fact]
    public void A_redirected_console_gets_a_line_an_epoch()
    {
        using var output = new StringWriter();
        var line = new ProgressLine(output, 5, repaints: false, 0, "Epoch 2/3");
        for (int step = 1; step <= 5; step++)
        {
            line.Show(step, [("loss", 0.5)]);
        }

        line.Finish([KeyValuePair.Create("loss", 0.5)]);
        Assert.Matches("^Epoch 2/3 - 5 steps - 0s [0-9]+[mu]s/step - loss: 0.5000\r?\n$", output.ToString());

        TextWriter console = Console.Out;
        using var redirected = new StringWriter();
        try
        {
            Console.SetOut(TextWriter.Synchronized(redirected));
            Network().Fit(Ten, new FitOptions { Epochs = 2, Metrics = [new MeanAbsoluteError { Name = "of_this_test" }] });
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.True(!Console.IsOutputRedirected || redirected.ToString().Split('\n').Count(text => text.Contains("- of_this_test: 4.5000")) == 2);
    }

    [Fact]
    public async Task Training_goes_on_while_others_wait()
    {
        int thread = Environment.CurrentManagedThreadId;
        Task<History> training = Network().FitAsync(Ten, new FitOptions
        {
            Epochs = 2, Verbose = false,
            Callbacks = [new LambdaCallback { TrainBegin = _ => Assert.NotEqual(thread, Environment.CurrentManagedThreadId) }],
        });
        Assert.Equal(2, (await training).Epochs);
        History cancelled = await Network().FitAsync(Ten, new FitOptions { Verbose = false }, new CancellationToken(canceled: true));
        Assert.True(cancelled.IsCancelled);
        await Assert.ThrowsAsync<ArgumentException>(() => Network().FitAsync(Dataset.FromArrays(new float[2], [2], new float[1])));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Network().FitAsync(null!));
    }

    [Fact]
    public async Task Sources_are_predicted_whole()
    {
        float[] expected = [.. Enumerable.Range(0, 10).Select(i => (float)i)];
        Echo network = Network();
        Assert.Equal(expected, network.Predict(Ten, batchSize: 3));
        IDataSource unknown = new Uncounted(Ten);
        Assert.Equal(expected, network.Predict(unknown, batchSize: 4));
        Assert.Equal(expected, await network.PredictAsync(Ten.Map((_, _, _) => { })));
        await Assert.ThrowsAsync<TaskCanceledException>(() => network.PredictAsync(Ten, token: new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => network.Predict(Ten, token: new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(Ten, batchSize: 0));
        ArgumentException e = Assert.Throws<ArgumentException>(() => network.Predict(Dataset.FromArrays(new float[2], [2], new float[1])));
        Assert.Contains("expects samples of 1 input floats; the data has 2", e.Message, StringComparison.Ordinal);
    }

    private static Echo Network() => new(Loss.MeanSquaredError, false, [1]);

    /// <summary>The samples in the order in which they are trained on.</summary>
    private static List<double> Order(FitOptions options)
    {
        var order = new Order();
        Network().Fit(Ten, new FitOptions
        {
            Epochs = options.Epochs, InitialEpoch = options.InitialEpoch, BatchSize = 1, Verbose = false, Metrics = [order],
        });
        return order.Seen;
    }

    private sealed class Recorder : IProgress<FitProgress>
    {
        public List<FitProgress> Reports { get; } = [];

        public void Report(FitProgress value) => Reports.Add(value);
    }

    private sealed class Uncounted(Dataset data) : IDataSource
    {
        public ReadOnlySpan<int> InputShape => data.InputShape;

        public int InputFloats => data.InputFloats;

        public int TargetFloats => data.TargetFloats;

        public long? Count => null;

        public ISampleReader Read(DataPass pass) => data.Read(pass);
    }
}

/// <summary>A metric that only remembers.</summary>
internal sealed class Order() : CustomMetric("order")
{
    public List<double> Seen { get; } = [];

    public override double Result => Seen.Count;

    protected override bool HigherIsBetter => true;

    public override void Reset()
    {
    }

    protected override void Update(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int samples) => Seen.Add(predictions[0]);
}
