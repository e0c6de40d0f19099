using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Callbacks that set the learning rate.</summary>
public sealed class LearningRateCallbackTests
{
    /// <summary>
    /// Patience 2, cooldown 1: reduced after the epochs 3, 5 and 7; the cooldown ends with the first epoch after, which counts again.
    /// </summary>
    [Fact]
    public void A_plateau_reduces_the_rate()
    {
        var reduce = new ReduceLROnPlateau { Patience = 2, Factor = 0.5, Cooldown = 1, Verbose = true };
        (_, History history, string printed) = ShortRun.Fit(8, new Sgd(0.5f), new Scripted("val_loss", 1, 1, 1, 1, 1, 1, 1, 1), reduce);
        Assert.Equal([0.5f, 0.5f, 0.25f, 0.25f, 0.125f, 0.125f, 0.0625f, 0.0625f], history.LearningRates);
        Assert.Equal([0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625], history["learning_rate"]);
        Assert.StartsWith("|Epoch 3: ReduceLROnPlateau reducing learning rate to 0.25.||Epoch 5: ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Improvements_hold_it_up()
    {
        var reduce = new ReduceLROnPlateau { Patience = 2, Factor = 0.5 };
        (_, History history, _) = ShortRun.Fit(7, new Sgd(0.5f), new Scripted("val_loss", 1, 1, 0.9, 0.89995, 0.8, 0.9, 0.9), reduce);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.25f], history.LearningRates);
    }

    [Fact]
    public void The_least_rate_holds()
    {
        var reduce = new ReduceLROnPlateau { Patience = 1, MinLearningRate = 0.02f };
        (_, History history, _) = ShortRun.Fit(4, new Sgd(0.1f), new Scripted("val_loss", 1, 1, 1, 1), reduce);
        Assert.Equal([0.1f, 0.02f, 0.02f, 0.02f], history.LearningRates);
    }

    [Fact]
    public void A_factor_of_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau { Factor = 1 });

    [Fact]
    public void The_scheduler_sets_the_rate_of_each_epoch()
    {
        float[] seen = new float[3];
        var watcher = new Recorder { BatchEnd = context => seen[context.Epoch] = context.LearningRate };
        var scheduler = new LearningRateScheduler((epoch, rate) => epoch == 0 ? rate : rate / 2) { Verbose = true };
        (_, History history, string printed) = ShortRun.Fit(3, new Sgd(0.5f), scheduler, watcher);
        Assert.Equal([0.5f, 0.25f, 0.125f], seen);
        Assert.Equal([0.5, 0.25, 0.125], history["learning_rate"]);
        Assert.Equal(
            "|Epoch 1: LearningRateScheduler setting learning rate to 0.5.||Epoch 2: LearningRateScheduler setting learning rate to 0.25.||"
            + "Epoch 3: LearningRateScheduler setting learning rate to 0.125.", printed);
    }

    /// <summary>At the beginning, and not when the plateau comes.</summary>
    [Fact]
    public void A_plateau_beside_a_schedule_is_refused_before_the_first_batch()
    {
        int batches = 0;
        var watcher = new Recorder { BatchBegin = _ => batches++ };
        var reduce = new ReduceLROnPlateau { Patience = 5 };
        Assert.Contains(nameof(ReduceLROnPlateau), Assert.Throws<InvalidOperationException>(
            () => ShortRun.Fit(1, new Sgd(new CosineDecay(0.1f, 10)), watcher, reduce)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(
            () => ShortRun.Fit(1, new Sgd(new CosineDecay(0.1f, 10)), watcher, new LearningRateScheduler((_, rate) => rate)));
        Assert.Equal(0, batches);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    public void A_scheduler_that_gives_no_rate_ends_the_run(float rate) => Assert.Throws<ArgumentOutOfRangeException>(
        () => ShortRun.Fit(1, new Sgd(0.1f), new LearningRateScheduler((_, _) => rate)));

    [Theory]
    [InlineData(3, 1f)]
    [InlineData(-1, 1f)]
    [InlineData(1, -2f)]
    [InlineData(0, float.NaN)]
    [InlineData(2, float.PositiveInfinity)]
    public void Weights_of_classes_are_of_classes(int index, float weight) => Assert.Contains("the classes 0 to 2",
        Assert.Throws<ArgumentException>(() => new TinyClassifier().Fit(TinyData.Classes(8), new FitOptions
        {
            ClassWeights = new Dictionary<int, float> { [index] = weight },
            Verbose = false,
        })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_rate_that_follows_a_schedule_cannot_be_set() => Assert.Throws<InvalidOperationException>(
        () => ShortRun.Fit(1, new Sgd(new CosineDecay(0.1f, 10)), new LearningRateScheduler((_, rate) => rate)));

    /// <summary>One step with the averaged weights at its end: the average is that step's weights; then two steps.</summary>
    [Fact]
    public void Fit_ends_with_the_average()
    {
        float[][] steps = new float[2][];
        var watcher = new Recorder { EpochEnd = context => steps[context.Epoch] = context.Network.Weights() };
        var optimizer = new Sgd(0.1f) { UseEma = true, EmaMomentum = 0.5f };
        TinyRegression network = ShortRun.Fit(2, optimizer, watcher).Network;
        Assert.NotEqual(steps[0], steps[1]);
        Assert.Equal([.. steps[0].Zip(steps[1], (first, second) => (first * 0.5f) + (second * 0.5f))], network.Weights());
    }
}
