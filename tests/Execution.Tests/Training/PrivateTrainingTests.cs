using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Gradients of single samples, their limits and their noise.</summary>
public sealed class PrivateTrainingTests
{
    [Fact]
    public void Each_sample_by_itself()
    {
        const int Count = 11;
        var network = new PrivateClassifier(seed: 3);
        float[] inputs = Numbers(Count * network.InputFloats), targets = [.. Enumerable.Range(0, Count).Select(i => (float)(i % 3))];
        var gradients = new float[Count * network.GradientCount];
        Assert.Equal(network.Parameters.Where(p => p.Trainable).Sum(p => p.Count), network.GradientCount);
        float mean = network.ComputePerExampleGradients(inputs, targets, gradients);

        // Another network of the same seed draws the same masks, for the samples at the same places: so each takes part in a batch in which the
        // others weigh 0.
        for (int sample = 0; sample < Count; sample++)
        {
            var other = new PrivateClassifier(seed: 3);
            var weights = new float[Count];
            weights[sample] = Count;
            other.ComputeGradients(inputs, targets, default, default, weights);
            float[] expected = [.. other.Parameters.Where(p => p.Trainable).SelectMany(NetworkValues.Gradient)];
            float[] found = gradients[(sample * network.GradientCount)..((sample + 1) * network.GradientCount)];
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
            Assert.Contains(found, g => Math.Abs(g) > 1e-3f);
        }

        Assert.Equal(new PrivateClassifier(seed: 3).ComputeGradients(inputs, targets), mean, 1e-6f);
    }

    /// <summary>Each sample is a piece of its own here: those of a part of the batch are added in blocks, and not in one chain.</summary>
    [Fact]
    public void Many_equal_samples_have_the_gradient_of_one()
    {
        const int Count = 1 << 15, Parts = 8;
        var network = new PrivateRegression();
        network.Parameters[0].CopyFrom([0, 0]);
        network.Parameters[1].CopyFrom([0]);
        float[] x = [1.1f, 0.7f], inputs = [.. Enumerable.Range(0, 2 * Count).Select(i => x[i % 2])], targets = [.. Enumerable.Repeat(-1f, Count)];
        network.TrainStep(inputs, targets, new Sgd(1), new DifferentialPrivacy { ClipNorm = 1000, NoiseMultiplier = 0 });
        float[] kernel = network.Parameters[0].Values();
        for (int i = 0; i < 2; i++)
        {
            float chain = 0;
            for (int sample = 0; sample < Count / Parts; sample++)
            {
                chain += 2 * x[i];
            }

            double one = 2.0 * x[i], error = Math.Abs(kernel[i] + one);
            Assert.InRange(error, 0, Math.Abs((chain * Parts / Count) - one) / 8);
        }
    }

    /// <summary>
    /// Of y = w x + b the gradient of (y - t)^2 is 2 (y - t) (x, 1). With w = (1, 2), b = 0.5 it is for the three samples -2 (3, 4, 1), 10 (0, 2, 1)
    /// and 0.2 (1, 0, 1), of norms
    /// 2 sqrt(26), 10 sqrt(5) and 0.2 sqrt(2).
    /// </summary>
    [Theory, InlineData(null), InlineData(6.0)]
    public void Limited_gradients_by_hand(double? expectedBatchSize)
    {
        var network = new PrivateRegression();
        network.Parameters[0].CopyFrom([1, 2]);
        network.Parameters[1].CopyFrom([0.5f]);
        float[] inputs = [3, 4, 0, 2, 1, 0], targets = [12.5f, -0.5f, 1.4f];
        float loss = network.TrainStep(
            inputs, targets, new Sgd(1), new DifferentialPrivacy { ClipNorm = 2, NoiseMultiplier = 0, ExpectedBatchSize = expectedBatchSize });
        Assert.Equal((1 + 25 + 0.01) / 3, loss, 1e-5);

        double first = -2 / Math.Sqrt(26), second = 2 / Math.Sqrt(5), divisor = expectedBatchSize ?? 3;
        double[] sum = [(3 * first) + 0.2, (4 * first) + (2 * second), first + second + 0.2];
        float[] kernel = new float[2], bias = new float[1];
        network.Parameters[0].CopyTo(kernel);
        network.Parameters[1].CopyTo(bias);
        Assert.Equal(1 - (sum[0] / divisor), kernel[0], 1e-5);
        Assert.Equal(2 - (sum[1] / divisor), kernel[1], 1e-5);
        Assert.Equal(0.5 - (sum[2] / divisor), bias[0], 1e-5);
    }

    /// <summary>No sample moves the sum by more than the limit, however the others are.</summary>
    [Fact]
    public void A_sample_moves_the_sum_by_the_limit_at_most()
    {
        var privacy = new DifferentialPrivacy { ClipNorm = 0.01f, NoiseMultiplier = 0, ExpectedBatchSize = 1 };
        float[] Sum(int count)
        {
            var network = new PrivateClassifier(seed: 3);
            network.TrainStep(Numbers(count * network.InputFloats), [.. Enumerable.Range(0, count).Select(i => (float)(i % 3))], new Sgd(0f),
                privacy);
            return [.. network.Parameters.SelectMany(NetworkValues.Gradient)];
        }

        double moved = Math.Sqrt(Sum(8).Zip(Sum(9), (a, b) => Math.Pow(b - a, 2)).Sum());
        Assert.Equal(0.01, moved, 1e-4);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_same_for_any_number_of_threads(bool noise)
    {
        float[][] Train(int threads)
        {
            var network = new PrivateClassifier(seed: 3) { ComputeThreads = threads };
            var privacy = new DifferentialPrivacy { ClipNorm = 0.1f, NoiseMultiplier = noise ? 0.5f : 0, Seed = 7 };
            var optimizer = new Adam(0.01f);
            for (int step = 0; step < 3; step++)
            {
                network.TrainStep(Numbers(200 * network.InputFloats), [.. Enumerable.Range(0, 200).Select(i => (float)(i % 3))], optimizer, privacy);
            }

            return [.. network.Parameters.Select(NetworkValues.Values)];
        }

        Assert.True(new PrivateClassifier().Description.Layers.Sum(l => l.Flops) * 200 > 2e6);
        Assert.Equal(Train(1), Train(2));
    }

    /// <summary>
    /// Of 20,300 draws the mean's deviation is 0.7 percent of theirs, and that of their deviation 0.5 percent: six of them are allowed.
    /// </summary>
    [Fact]
    public void Noise_has_its_deviation()
    {
        double[] noise = [.. Noise(new DifferentialPrivacy { ClipNorm = 0.5f, NoiseMultiplier = 3, Seed = 1 }, steps: 1).Select(n => (double)n)];
        const double Deviation = 3 * 0.5 / 4;
        Assert.InRange(noise.Average(), -0.042 * Deviation, 0.042 * Deviation);
        Assert.InRange(Math.Sqrt(noise.Average(n => n * n)), 0.97 * Deviation, 1.03 * Deviation);
        Assert.InRange(noise.Count(n => Math.Abs(n) > 2 * Deviation) / (double)noise.Length, 0.0366, 0.0544);
    }

    [Fact]
    public void Noise_is_new_at_each_step_and_for_each_seed()
    {
        DifferentialPrivacy Seeded(int? seed) => new() { ClipNorm = 1, NoiseMultiplier = 1, Seed = seed };
        Assert.Equal(Noise(Seeded(1), 1), Noise(Seeded(1), 1));
        Assert.NotEqual(Noise(Seeded(1), 1), Noise(Seeded(1), 2));
        Assert.NotEqual(Noise(Seeded(1), 1), Noise(Seeded(2), 1));
        Assert.NotEqual(Noise(Seeded(null), 1), Noise(Seeded(null), 1));
    }

    /// <summary>A penalty's gradient is no sample's: neither limited nor divided.</summary>
    [Fact]
    public void Penalties_are_added_behind()
    {
        var network = new NoiseOnly();
        network.Parameters[0].CopyFrom([.. Enumerable.Repeat(3f, network.Parameters[0].Count)]);
        network.TrainStep(new float[400], new float[812], new Sgd(0f), new DifferentialPrivacy { ClipNorm = 0.1f, NoiseMultiplier = 0 });
        Assert.All(network.Parameters[0].Gradient(), g => Assert.Equal(3, g, 1e-6f));
    }

    [Fact]
    public void Fit_trains_privately()
    {
        var network = new PrivateRegression(seed: 1);
        float[] inputs = Numbers(400), targets = [.. Enumerable.Range(0, 200).Select(i => (2 * inputs[2 * i]) - inputs[(2 * i) + 1])];
        Dataset data = Dataset.FromArrays(inputs, [2], targets);
        network.Fit(data, new FitOptions
        {
            Epochs = 30, BatchSize = 20, Optimizer = new Sgd(0.2f), Verbose = false,
            DifferentialPrivacy = new DifferentialPrivacy { ClipNorm = 1, NoiseMultiplier = 0.2f, Seed = 4 },
        });
        Assert.InRange(network.Evaluate(data).Loss, 0, 0.05);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var network = new PrivateClassifier(seed: 3) { ComputeThreads = 1 };
        var privacy = new DifferentialPrivacy { ClipNorm = 1, NoiseMultiplier = 1 };
        var optimizer = new Sgd(0.01f);
        float[] inputs = Numbers(9 * network.InputFloats), targets = new float[9];
        void Step()
        {
            network.TrainStep(inputs, targets, optimizer, privacy);
        }

        Step();
        Assert.Equal(0, Allocations.Least(20, Step));
    }

    [Fact]
    public void Refuses_networks_without_them()
    {
        var network = new Plain();
        var privacy = new DifferentialPrivacy { ClipNorm = 1, NoiseMultiplier = 1 };
        Assert.Contains("add [PerExampleGradients]", Assert.Throws<InvalidOperationException>(() =>
            network.TrainStep(new float[5], new float[3], new Sgd(0.1f), privacy)).Message);
        Assert.Throws<InvalidOperationException>(() => network.ComputePerExampleGradients(new float[5], new float[3], new float[9]));
        Dataset data = Dataset.FromArrays(new float[5], [5], new float[3]);
        Assert.Throws<InvalidOperationException>(() => network.Fit(data, new FitOptions { DifferentialPrivacy = privacy }));
        Assert.Contains("3 floats for each of the 2 samples in 'gradients', 6 in all; got 5", Assert.Throws<ArgumentException>(
            () => new PrivateRegression().ComputePerExampleGradients(new float[4], new float[2], new float[5])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DifferentialPrivacy { ClipNorm = 0, NoiseMultiplier = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DifferentialPrivacy { ClipNorm = 1, NoiseMultiplier = -1 });
    }

    /// <summary>The gradients of the last step where samples have none: four samples of zeros.</summary>
    private static float[] Noise(DifferentialPrivacy privacy, int steps)
    {
        var network = new NoiseOnly();
        for (int step = 0; step < steps; step++)
        {
            network.TrainStep(new float[400], new float[812], new Sgd(0f), privacy);
        }

        double outside = 0;
        foreach (float value in network.Gradients!.Whole.Span)
        {
            outside += Math.Abs((double)value);
        }

        float[] gradients = network.Parameters[0].Gradient();
        Assert.Equal(gradients.Sum(g => Math.Abs((double)g)), outside, 1e-6);
        return gradients;
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.7f))];
}
