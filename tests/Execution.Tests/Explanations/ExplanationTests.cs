namespace NetCompiler.Execution.Tests.Explanations;

public sealed class ExplanationTests
{
    [Fact]
    public void Saliency_is_the_size_of_the_gradient()
    {
        LinearMap network = InputGradientTests.Linear();
        network.Parameters[0].CopyFrom([1, -2, 3, 4, -5, 6]);
        var attribution = new float[3];
        new Saliency(network).Explain([1, 0, -2], 0, attribution);
        Assert.Equal([1, 3, 5], attribution);
        new Saliency(network) { TimesInput = true }.Explain([1, 0, -2], 0, attribution);
        Assert.Equal([1, 0, 10], attribution);
    }

    /// <summary>For a linear map the integral is exact whatever the steps: weight times distance from the baseline.</summary>
    [Theory, InlineData(1), InlineData(17)]
    public void Integrated_gradients_of_a_linear_map(int steps)
    {
        var attribution = new float[3];
        new IntegratedGradients(InputGradientTests.Linear(), [1, 1, 0]) { Steps = steps }.Explain([5, 0, 2], 1, attribution);
        Assert.Equal([8, -4, 12], attribution);
    }

    /// <summary>The attributions add up to the difference of the outputs; more steps come closer, with the square of their number.</summary>
    [Fact]
    public void Integrated_gradients_are_complete()
    {
        var network = new SmoothMap(seed: 6);
        var random = new Random(1);
        float[] input = InputGradientTests.Uniform(random, 6), baseline = InputGradientTests.Uniform(random, 6);
        float[] high = new float[3], low = new float[3];
        network.Predict(input, high);
        network.Predict(baseline, low);
        for (int output = 0; output < 3; output++)
        {
            Assert.Equal((double)high[output] - low[output], Sum(64, output), 1e-4);
            Assert.Equal((double)high[output] - low[output], Sum(4, output), 2e-2);
        }

        double Sum(int steps, int output)
        {
            var attribution = new float[6];
            new IntegratedGradients(network, baseline) { Steps = steps }.Explain(input, output, attribution);
            return attribution.Sum(a => (double)a);
        }
    }

    [Fact]
    public void Smooth_grad_of_a_linear_map_is_its_saliency()
    {
        var attribution = new float[3];
        new SmoothGrad(InputGradientTests.Linear()).Explain([5, 0, 2], 1, attribution);
        Assert.Equal([2, 4, 6], attribution);
    }

    [Fact]
    public void Smooth_grad_averages_over_noise()
    {
        var network = new SmoothMap(seed: 6);
        float[] input = InputGradientTests.Uniform(new Random(1), 6), saliency = new float[6];
        new Saliency(network).Explain(input, 0, saliency);
        float[] none = Smooth(0, 3), some = Smooth(0.3f, 3);
        Assert.All(saliency.Zip(none), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.NotEqual(none, some);
        Assert.Equal(some, Smooth(0.3f, 3));
        Assert.NotEqual(some, Smooth(0.3f, 4));

        float[] Smooth(float noise, int seed)
        {
            var attribution = new float[6];
            new SmoothGrad(network) { Noise = noise, Seed = seed, Samples = 40 }.Explain(input, 0, attribution);
            return attribution;
        }
    }

    [Fact]
    public void Wrong_use_is_named()
    {
        LinearMap network = InputGradientTests.Linear();
        Assert.Contains("one sample of 3 floats at a time; got 6",
            Assert.Throws<ArgumentException>(() => new Saliency(network).Explain(new float[6], 0, new float[6])).Message);
        Assert.Contains("expected a sample of 3", Assert.Throws<ArgumentException>(() => new IntegratedGradients(network, new float[2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients(network) { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothGrad(network) { Samples = 0 });
        Assert.Throws<InvalidOperationException>(() => new Saliency(new Unexplained()).Explain(new float[3], 0, new float[3]));
    }
}
