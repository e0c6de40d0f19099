namespace NetCompiler.Execution.Tests.Training;

/// <summary>The CSV file, the guard against NaN, and callbacks made of lambdas.</summary>
public sealed class LoggingCallbackTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Epochs_are_lines_and_keys_are_sorted()
    {
        string first = "";
        var watcher = new Recorder { EpochEnd = context => first = context.Epoch == 1 ? File.ReadAllText(_path) : first };
        ShortRun.Fit(2, null, new Scripted("zeta", 0.5, double.NaN), new Scripted("alpha", 1e-7, double.PositiveInfinity), new Drop("loss"), watcher,
            new CsvLogger(_path));
        Assert.Equal("epoch,alpha,zeta\r\n0,1E-07,0.5\r\n1,inf,nan\r\n", File.ReadAllText(_path));
        Assert.Equal("epoch,alpha,zeta\r\n0,1E-07,0.5\r\n", first);
    }

    [Fact]
    public void What_is_missing_later_is_not_available()
    {
        var once = new Recorder
        {
            EpochEnd = context =>
            {
                if (context.Epoch == 0)
                {
                    context.Logs["b,c"] = 1;
                }
            },
        };
        ShortRun.Fit(2, null, once, new Drop("loss"), new CsvLogger(_path));
        Assert.Equal("epoch,\"b,c\"\r\n0,1\r\n1,NA\r\n", File.ReadAllText(_path));
    }

    [Fact]
    public void A_file_is_replaced_or_appended_to()
    {
        ShortRun.Fit(1, null, new Scripted("a", 1), new Drop("loss"), new CsvLogger(_path) { Separator = ";" });
        ShortRun.Fit(1, null, new Scripted("a", 2), new Drop("loss"), new CsvLogger(_path) { Separator = ";", Append = true });
        Assert.Equal("epoch;a\r\n0;1\r\n0;2\r\n", File.ReadAllText(_path));
        ShortRun.Fit(1, null, new Scripted("a", 3), new Drop("loss"), new CsvLogger(_path));
        Assert.Equal("epoch,a\r\n0,3\r\n", File.ReadAllText(_path));
    }

    [Fact]
    public void A_file_is_closed_when_the_run_fails()
    {
        var failing = new Recorder { EpochEnd = _ => throw new InvalidOperationException("wanted") };
        Assert.Throws<InvalidOperationException>(() => ShortRun.Fit(1, null, new CsvLogger(_path), failing));
        File.Open(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run()
    {
        (_, History history, string printed) = ShortRun.Fit(5, new Sgd(1e30f), new TerminateOnNaN());
        Assert.StartsWith("Training stopped at step ", printed, StringComparison.Ordinal);
        Assert.InRange(history.Epochs, 2, 4);
        Assert.False(double.IsFinite(history["loss"][^1]));
        Assert.All(history["loss"].SkipLast(1), loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void Or_raises_an_error() => Assert.StartsWith(
        "Training stopped at step ",
        Assert.Throws<NonFiniteException>(() => ShortRun.Fit(5, new Sgd(1e30f), new TerminateOnNaN { RaiseError = true })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Lambdas_are_called_at_their_stages()
    {
        var calls = new List<string>();
        ShortRun.Fit(1, null, new LambdaCallback
        {
            TrainBegin = _ => calls.Add("train begin"),
            EpochBegin = _ => calls.Add("epoch begin"),
            BatchBegin = _ => calls.Add("batch begin"),
            BatchEnd = _ => calls.Add("batch end"),
            EpochEnd = _ => calls.Add("epoch end"),
            TrainEnd = _ => calls.Add("train end"),
        });
        Assert.Equal(["train begin", "epoch begin", "batch begin", "batch end", "epoch end", "train end"], calls);
        ShortRun.Fit(1, null, new LambdaCallback());
    }

    private sealed class Drop(string name) : Callback
    {
        public override void OnEpochEnd(TrainingContext context) => context.Logs.Remove(name);
    }
}
