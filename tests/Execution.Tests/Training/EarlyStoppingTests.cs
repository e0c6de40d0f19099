using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Early stopping on values whose course was followed by hand.</summary>
public sealed class EarlyStoppingTests
{
    /// <summary>With patience 0 the second value that is no better stops; never the first epoch.</summary>
    [Theory]
    [InlineData(0, 0.0, new[] { 1.0, 0.9, 0.9, 0.1 }, 3)]
    [InlineData(0, 0.0, new[] { double.NaN, 5, 6, 7 }, 3)]
    [InlineData(2, 0.0, new[] { 1.0, 1.1, 0.5, 0.6, 0.7, 0.1 }, 5)]
    [InlineData(2, 0.2, new[] { 1.0, 0.9, 0.81, 0.1 }, 3)]
    [InlineData(2, -0.2, new[] { 1.0, 0.9, 0.75, 0.7, 0.1 }, 5)]
    [InlineData(3, 0.0, new[] { 1.0, 2, 2, 0.5 }, 4)]
    public void Epochs_until_it_stops(int patience, double minDelta, double[] losses, int epochs)
    {
        var stopping = new EarlyStopping { Patience = patience, MinDelta = minDelta };
        Assert.Equal(epochs, ShortRun.Fit(losses.Length, null, new Scripted("val_loss", losses), stopping).History.Epochs);
    }

    [Fact]
    public void More_is_better_for_max()
    {
        var stopping = new EarlyStopping { Monitor = "score", Mode = MonitorMode.Max };
        Assert.Equal(4, ShortRun.Fit(5, null, new Scripted("score", 1, 2, 3, 2.5, 9), stopping).History.Epochs);
    }

    /// <summary>Better than before, but never than the baseline: the wait is not cut short.</summary>
    [Fact]
    public void A_baseline_must_be_beaten()
    {
        double[] losses = [1.0, 0.9, 0.8, 0.8, 0.7];
        Assert.Equal(4, ShortRun.Fit(5, null, new Scripted("val_loss", losses), new EarlyStopping { Patience = 2, Baseline = 0.5 }).History.Epochs);
        Assert.Equal(5, ShortRun.Fit(5, null, new Scripted("val_loss", losses), new EarlyStopping { Patience = 2, Baseline = 0.95 }).History.Epochs);
    }

    [Fact]
    public void Epochs_before_the_start_are_not_watched()
    {
        var stopping = new EarlyStopping { StartFromEpoch = 2 };
        Assert.Equal(4, ShortRun.Fit(6, null, new Scripted("val_loss", 0.1, 0.2, 0.3, 0.3, 0.3, 0.3), stopping).History.Epochs);
    }

    [Fact]
    public void The_best_weights_are_restored()
    {
        float[] best = [];
        var keeper = new Recorder { EpochEnd = context => best = context.Epoch == 1 ? context.Network.Weights() : best };
        var stopping = new EarlyStopping { Patience = 2, RestoreBestWeights = true, Verbose = true };
        (TinyRegression network, History history, string printed) = ShortRun.Fit(9, null, new Scripted("val_loss", 3, 1, 2, 2, 2), keeper, stopping);
        Assert.Equal(4, history.Epochs);
        Assert.Equal(best, network.Weights());
        Assert.Equal("Epoch 4: early stopping|Restoring model weights from the end of the best epoch: 2.", printed);
    }

    [Fact]
    public void Without_restoring_the_last_weights_stay()
    {
        float[] last = [];
        var keeper = new Recorder { EpochEnd = context => last = context.Network.Weights() };
        TinyRegression network = ShortRun.Fit(9, null, new Scripted("val_loss", 3, 1, 2, 2), keeper, new EarlyStopping()).Network;
        Assert.Equal(last, network.Weights());
    }

    [Fact]
    public void A_missing_metric_is_a_warning()
    {
        (_, History history, string printed) = ShortRun.Fit(3, null, new EarlyStopping { Monitor = "val_loss" });
        Assert.Equal(3, history.Epochs);
        Assert.Equal("Warning: Early stopping conditioned on metric `val_loss` which is not available. Available metrics are: loss", printed);
    }

    [Fact]
    public void An_unknown_direction_is_an_error_before_the_first_step()
    {
        var network = new TinyRegression();
        float[] before = network.Weights();
        var options = new FitOptions { Callbacks = [new EarlyStopping { Monitor = "score" }] };
        Assert.Contains("Set Mode = MonitorMode.Max", Assert.Throws<InvalidOperationException>(() => network.Fit(TinyData.Sums(4), options)).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, network.Weights());
    }

    [Fact]
    public void A_metric_knows_its_direction()
    {
        History history = new TinyClassifier().Fit(TinyData.Classes(8), new FitOptions
        {
            Epochs = 4,
            Metrics = [new Accuracy()],
            Callbacks = [new Scripted("val_accuracy", 0.5, 0.6, 0.4, 0.9), new EarlyStopping { Monitor = "val_accuracy" }],
        });
        Assert.Equal(3, history.Epochs);
    }

    [Fact]
    public void An_instance_may_serve_another_run()
    {
        var stopping = new EarlyStopping();
        for (int run = 0; run < 2; run++)
        {
            Assert.Equal(2, ShortRun.Fit(4, null, new Scripted("val_loss", 1, 1, 1, 1), stopping).History.Epochs);
        }
    }
}
