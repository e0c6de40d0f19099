using NetCompiler.Runtime.Tests.Data;
using NetCompiler.Runtime.Tests.Metrics;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Weights of samples, in data sets and sources. Each sample's loss here is 1, so that a run's is the mean of the weights.</summary>
public sealed class SampleWeightTests
{
    private static readonly Dataset Four = Dataset.FromArrays([0f, 1, 2, 3], [1], [0f, 1, 0, 1]);
    private static readonly Dataset Weighted = Four.WithWeights([1, 0, 2, 5]);

    [Fact]
    public void Losses_are_weighted_and_metrics_are_not()
    {
        var options = new FitOptions { BatchSize = 3, Verbose = false, Validation = Weighted, Metrics = [new MeanAbsoluteError()] };
        History history = Network().Fit(Weighted, options);
        Assert.Equal((2.0, 2.0), (history["loss"][0], history["val_loss"][0]));
        Assert.Equal(Network().Fit(Four, options)["mae"], history["mae"]);
        Assert.Equal(2, Network().Evaluate(Weighted, new EvaluateOptions { BatchSize = 3 }).Loss);
        Assert.Equal(1, Network().Evaluate(Four).Loss);
    }

    [Fact]
    public void Weights_of_classes_and_of_samples_are_multiplied()
    {
        var network = new Echo(Loss.BinaryCrossentropy, false, [1]);
        var options = new FitOptions { Verbose = false, ClassWeights = new Dictionary<int, float> { [1] = 3 } };
        Assert.Equal((1 + 0 + 2 + 15) / 4.0, network.Fit(Weighted, options)["loss"][0]);
    }

    [Fact]
    public void Stages_and_parts_keep_the_weights()
    {
        double Loss(IDataSource data) => Network().Fit(data, new FitOptions { BatchSize = 2, Verbose = false })["loss"][0];
        Assert.Equal(2, Loss(Weighted.Shuffle(3).Map((input, _, _) => input[0]++).Repeat(2).Prefetch()));
        Assert.Equal(1.5, Loss(Weighted.Slice(1, 3).Split(0.5).Last.Concat(Weighted.Slice(0, 1)).Subset([0, 2, 0, 2])));
        Assert.Equal(1.5, Loss(Weighted.Slice(0, 3).Subset([0, 2])));
        Assert.True(Weighted.Split(0.5, seed: 1, stratify: true).Last.HasWeights);
        Assert.False(Weighted.Map([1], 1, (input, target, newInput, newTarget, _) => newTarget[0] = target[0]).HasWeights);
    }

    [Fact]
    public void Sources_are_weighed_sample_by_sample()
    {
        IDataSource weighed = SourceReading.Stream(Four).Weigh((input, target) => input[0] + target[0]);
        Assert.Equal((true, 2), (weighed.HasWeights, weighed.TargetFloats));
        Assert.Equal(2, Network().Fit(weighed, new FitOptions { Shuffle = false, Verbose = false })["loss"][0]);
        Assert.Throws<ArgumentException>(() => weighed.Weigh((_, _) => 1));
        IDataSource wrong = Four.Weigh((_, _) => -1);
        Assert.Throws<InvalidOperationException>(() => Network().Fit(wrong, new FitOptions { Verbose = false }));
    }

    [Fact]
    public void Weights_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Four.WithWeights([1, 2]));
        Assert.Contains("Weight 2 is -1", Assert.Throws<ArgumentException>(() => Four.WithWeights([1, 2, -1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Four.WithWeights([1, 2, float.NaN, 1]));
        Assert.Throws<ArgumentException>(() => Four.Concat(Weighted));
        Assert.Equal([0f, 6, 1, 7], Weighted.WithWeights([0, 0, 6, 7]).Targets(2, 2).ToArray());
        Assert.Equal((2, 1), (Weighted.TargetFloats, Four.TargetFloats));
    }

    private static Echo Network() => new(Loss.MeanSquaredError, false, [1]);
}
