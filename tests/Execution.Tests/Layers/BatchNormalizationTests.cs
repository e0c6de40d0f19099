using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Layers;

/// <summary>Statistics over the whole batch, and their moving averages.</summary>
public sealed class BatchNormalizationTests
{
    /// <summary>More than one micro-batch.</summary>
    private const int Samples = 150;

    /// <summary>Two samples of two channels with means 3 and 10 and variances 9: with epsilon 7 the divisor is 4.</summary>
    private static readonly float[] Pair = [0, 13, 6, 7];

    [Fact]
    public void A_batch_is_normalised_by_itself()
    {
        var network = new BatchNormalised();
        network.Parameters[0].CopyFrom([2, 4]);
        network.Parameters[1].CopyFrom([1, 10]);
        var outputs = new float[4];
        network.ComputeGradients(Pair, new float[4], outputs);
        Assert.Equal([-0.5f, 13, 2.5f, 7], outputs);
    }

    /// <summary>
    /// The gradient of the loss is half the output; less its mean, and less what it has in common with the normalised input, only epsilon's share is
    /// left.
    /// </summary>
    [Fact]
    public void The_gradient_passes_through_the_statistics()
    {
        var network = new BatchNormalised();
        var inputGradients = new float[4];
        network.ComputeGradients(Pair, new float[4], default, inputGradients);

        // The outputs are -+3/4. d = 1/2 (1/4) (3/4) (1 - 9/16) at the larger input of a channel.
        const float D = 0.5f * 0.25f * 0.75f * 7 / 16;
        Assert.All(inputGradients.Zip([-D, D, D, -D]), pair => Assert.Equal(pair.Second, pair.First, 1e-7f));
        Assert.Equal([0.5f * 2 * 0.75f * 0.75f, 0.5f * 2 * 0.75f * 0.75f], network.Parameters[0].Gradient());
        Assert.Equal([0, 0], network.Parameters[1].Gradient());
        Assert.Equal([0, 0], network.Parameters[2].Gradient());
    }

    [Fact]
    public void A_step_moves_the_averages()
    {
        var network = new BatchNormalised();
        network.ComputeGradients(Pair, new float[4]);
        Assert.Equal([0, 0], network.Parameters[2].Values());
        network.TrainStep(Pair, new float[4], new Sgd(0) { WeightDecay = 0.5f });
        Assert.Equal([0.75f, 2.5f], network.Parameters[2].Values());
        Assert.Equal([3, 3], network.Parameters[3].Values());

        var outputs = new float[2];
        network.Predict([0.75f, 12.5f], outputs);
        Assert.Equal([0, 10 / MathF.Sqrt(10)], outputs);
    }

    /// <summary>Of two values, the unbiased variance is twice the biased one.</summary>
    [Fact]
    public void The_average_may_be_of_the_unbiased_variance()
    {
        var network = new BatchNormalisedAsTorch();
        network.TrainStep(Pair, new float[4], new Sgd(0));
        Assert.Equal([0.75f + 4.5f, 0.75f + 4.5f], network.Parameters[3].Values());
    }

    [Fact]
    public void Optimizers_leave_the_averages_alone()
    {
        TrainableNetwork plain = Trained(1, () => new Sgd(0.01f), 1);
        TrainableNetwork pulled = Trained(1, () => new Adam(0.01f) { WeightDecay = 0.5f, GlobalClipNorm = 0.1f, UseEma = true,
            EmaOverwriteFrequency = 1 }, 1);
        foreach (int average in plain.Description.TrainingStates.Take(2))
        {
            Assert.False(plain.Parameters[average].Trainable);
            Assert.Equal(plain.Parameters[average].Values(), pulled.Parameters[average].Values());
        }
    }

    [Fact]
    public void The_weight_of_a_sample_is_no_part_of_the_statistics()
    {
        (float[] inputs, float[] targets) = Batch(Samples);
        TrainableNetwork network = new NormalisedTwice(1), weighted = new NormalisedTwice(1);
        float[] outputs = new float[Samples * 3], others = new float[Samples * 3];
        float loss = network.ComputeGradients(inputs, targets, outputs);
        float twice = weighted.ComputeGradients(inputs, targets, others, default, [.. Enumerable.Repeat(2f, Samples)]);
        Assert.Equal(outputs, others);
        Assert.Equal(2 * loss, twice, 1e-6f);
        Assert.All(network.Parameters.Zip(weighted.Parameters), pair =>
            Assert.Equal(pair.First.Gradient().Select(value => 2 * value), pair.Second.Gradient()));
    }

    [Fact]
    public void Threads_change_nothing()
    {
        TrainableNetwork one = Trained(threads: 1, () => new Adam(0.01f), 5);
        foreach (int threads in new[] { 2, 3 })
        {
            TrainableNetwork several = Trained(threads, () => new Adam(0.01f), 5);
            Assert.All(one.Parameters.Zip(several.Parameters), pair => Assert.Equal(pair.First.Values(), pair.Second.Values()));
        }
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_step_allocates_nothing(int threads)
    {
        (float[] inputs, float[] targets) = Batch(Samples);
        var network = new NormalisedTwice(1) { ComputeThreads = threads };
        var optimizer = new Adam(0.01f);
        for (int i = 0; i < 3; i++)
        {
            network.TrainStep(inputs, targets, optimizer);
        }

        Assert.Equal(0, Allocations.Least(10, () => network.TrainStep(inputs, targets, optimizer)));
    }

    [Fact]
    public void A_training_state_has_the_averages()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-");
        string path = Path.Combine(folder.FullName, "run.state");
        try
        {
            (float[] inputs, float[] targets) = Batch(Samples);
            TrainableNetwork network = new NormalisedTwice(1), other = new NormalisedTwice(2);
            Optimizer optimizer = new Adam(0.01f) { UseEma = true }, otherOptimizer = new Adam(0.01f) { UseEma = true };
            network.TrainStep(inputs, targets, optimizer);
            network.SaveTrainingState(path, optimizer);
            other.LoadTrainingState(path, otherOptimizer);
            network.TrainStep(inputs, targets, optimizer);
            other.TrainStep(inputs, targets, otherOptimizer);
            Assert.All(network.Parameters.Zip(other.Parameters), pair => Assert.Equal(pair.First.Values(), pair.Second.Values()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory, InlineData(WeightLayout.Keras, "moving_variance"), InlineData(WeightLayout.PyTorch, "running_var")]
    public void Files_have_the_averages(WeightLayout layout, string name)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netcompiler-");
        string path = Path.Combine(folder.FullName, "weights.safetensors");
        try
        {
            TrainableNetwork network = Trained(1, () => new Sgd(0.1f), 2), other = new NormalisedTwice(7);
            network.Save(path, layout);
            Assert.Contains(other.InspectWeights(path, layout).Entries, entry => entry.Tensor!.EndsWith(name, StringComparison.Ordinal));
            other.LoadWeights(path, layout);
            Assert.All(network.Parameters.Zip(other.Parameters), pair => Assert.Equal(pair.First.Values(), pair.Second.Values()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_summary_tells_what_is_not_trained()
    {
        string summary = new NormalisedTwice().Summary();
        Assert.Contains(" Total params: 2,181 (8.52 KB)\n Trainable params: 2,127 (8.31 KB)\n Non-trainable params: 54 (216.00 B)\n", summary,
            StringComparison.Ordinal);
    }

    private static NormalisedTwice Trained(int threads, Func<Optimizer> optimizer, int steps)
    {
        var network = new NormalisedTwice(1) { ComputeThreads = threads };
        Optimizer one = optimizer();
        (float[] inputs, float[] targets) = Batch(Samples);
        for (int step = 0; step < steps; step++)
        {
            network.TrainStep(inputs, targets, one);
        }

        return network;
    }

    private static (float[] Inputs, float[] Targets) Batch(int samples)
    {
        var random = new Random(3);
        return ([.. Enumerable.Range(0, samples * 6 * 6 * 3).Select(_ => (2 * random.NextSingle()) + 1)],
            [.. Enumerable.Range(0, samples).Select(_ => (float)random.Next(3))]);
    }
}
