namespace NetCompiler.Execution.Tests.Training;

/// <summary>When callbacks are called, and what they are told.</summary>
public sealed class CallbackTests
{
    [Fact]
    public void The_order_is_that_of_keras()
    {
        var calls = new List<string>();
        Fit(new FitOptions { Epochs = 2, BatchSize = 4, Callbacks = [new Recorder("a", calls), new Recorder("b", calls)] });
        string[] epoch0 = ["epoch begin 0", "batch begin 0.0", "batch end 0.0", "batch begin 0.1", "batch end 0.1", "epoch end 0"];
        string[] stages = ["train begin", .. epoch0, .. epoch0
            .Select(s => s.Replace(" 0.", " 1.").Replace("begin 0", "begin 1").Replace("epoch end 0", "epoch end 1")), "train end"];
        Assert.Equal(stages.SelectMany(stage => new[] { "a " + stage, "b " + stage }), calls);
    }

    [Fact]
    public void Logs_hold_loss_metrics_and_validation()
    {
        string[] batch = [], epoch = [];
        var callback = new Recorder
        {
            BatchEnd = context => batch = [.. context.Logs.Keys],
            EpochEnd = context =>
            {
                epoch = [.. context.Logs.Keys];
                context.Logs["extra"] = 7;
            },
        };
        History history = Fit(new FitOptions { BatchSize = 4, Callbacks = [callback], Metrics = [new MeanAbsoluteError()],
            Validation = TinyData.Sums(3) });
        Assert.Equal(["loss", "mae"], batch);
        Assert.Equal(["loss", "mae", "val_loss", "val_mae"], epoch);
        Assert.Equal(["loss", "mae", "val_loss", "val_mae", "extra"], history.Names);
        Assert.Equal([7], history["extra"]);
    }

    [Fact]
    public void Stopping_ends_the_step_and_its_epoch()
    {
        var calls = new List<string>();
        History history = Fit(new FitOptions
        {
            Epochs = 9,
            BatchSize = 2,
            Callbacks = [new Recorder("a", calls) { BatchEnd = context => context.StopAt(epoch: 1, step: 1) }],
        });
        Assert.Equal(2, history.Epochs);
        Assert.False(history.IsCancelled);
        Assert.Equal(["a batch end 1.1", "a epoch end 1", "a train end"], calls[^3..]);
    }

    [Fact]
    public void Stopping_before_the_first_step_trains_nothing()
    {
        Assert.Equal(0, Fit(new FitOptions { Callbacks = [new Recorder { EpochBegin = context => context.StopTraining() }] }).Epochs);
        Assert.Equal(0, Fit(new FitOptions { Callbacks = [new Recorder { TrainBegin = context => context.StopTraining() }] }).Epochs);
    }

    [Fact]
    public void An_exception_aborts_every_callback()
    {
        var calls = new List<string>();
        var failing = new Recorder("b", calls) { BatchEnd = _ => throw new InvalidOperationException("wanted") };
        Assert.Equal("wanted", Assert.Throws<InvalidOperationException>(() =>
            Fit(new FitOptions { Callbacks = [new Recorder("a", calls), failing] })).Message);
        Assert.Equal(["a train aborted", "b train aborted"], calls[^2..]);
        Assert.DoesNotContain("a train end", calls);
    }

    [Fact]
    public void Cancelling_ends_the_run_without_the_epoch()
    {
        var calls = new List<string>();
        using var source = new CancellationTokenSource();
        History history = Fit(new FitOptions { BatchSize = 2, Callbacks = [new Recorder("a", calls) { BatchEnd = _ => source.Cancel() }] },
            source.Token);
        Assert.True(history.IsCancelled);
        Assert.Equal(0, history.Epochs);
        Assert.Equal(["a batch end 0.0", "a train end"], calls[^2..]);
    }

    private static History Fit(FitOptions options, CancellationToken token = default) =>
        new TinyRegression().Fit(TinyData.Sums(8), options, token);
}
