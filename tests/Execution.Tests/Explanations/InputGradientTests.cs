using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Explanations;

/// <summary>
/// Gradients of outputs with respect to the input, as users call for them; that they are right for every layer is judged by the graph's interpreter.
/// </summary>
public sealed class InputGradientTests
{
    [Fact]
    public void The_gradient_of_a_linear_map_is_its_weights()
    {
        LinearMap network = Linear();
        float[] gradient = new float[6], input = [5, -3, 2, 0, 1, 7];
        network.InputGradient(input, 1, gradient);
        Assert.Equal([2, 4, 6, 2, 4, 6], gradient);
        network.InputGradient(input, [1, 10, 0, -1], gradient);
        Assert.Equal([21, 43, 65, -2, -4, -6], gradient);
    }

    /// <summary>What a prediction refuses is no input of a gradient.</summary>
    [Theory]
    [InlineData(4f)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    public void A_number_that_no_row_has_is_refused(float number)
    {
        var network = new Rows(seed: 1);
        float[] input = [number, 1], gradient = new float[2];
        Assert.Equal(
            Assert.Throws<ArgumentException>(() => network.Predict(input, new float[6])).Message,
            Assert.Throws<ArgumentException>(() => network.InputGradient(input, 1, gradient)).Message);
        Assert.Throws<ArgumentException>(() => network.InputGradient(input, new float[6], gradient));
    }

    /// <summary>Against central differences of predictions; so dropout is not at work.</summary>
    [Theory, InlineData(1), InlineData(5), InlineData(130)]
    public void As_predictions_change(int count)
    {
        var network = new SmallClassifier(seed: 4);
        var random = new Random(2);
        float[] input = Uniform(random, count * network.InputFloats), weights = Uniform(random, count * network.OutputFloats);
        float[] gradient = new float[input.Length], direction = Uniform(random, input.Length);
        network.InputGradient(input, weights, gradient);
        double expected = gradient.Zip(direction, (g, d) => (double)g * d).Sum();

        const float Step = 1e-3f;
        double found = (Weighted(Step) - Weighted(-Step)) / (2 * Step);
        Assert.Equal(expected, found, 0.02 * Math.Sqrt(gradient.Sum(g => (double)g * g)) + 1e-3);

        double Weighted(float step)
        {
            var outputs = new float[weights.Length];
            network.Predict([.. input.Zip(direction, (x, d) => x + (step * d))], outputs);
            return outputs.Zip(weights, (y, w) => (double)y * w).Sum();
        }
    }

    [Fact]
    public void One_output_is_a_weight_of_one()
    {
        var network = new SmallClassifier(seed: 4);
        const int Count = 70;
        float[] input = Uniform(new Random(3), Count * network.InputFloats), one = new float[input.Length], weighted = new float[input.Length];
        network.InputGradient(input, 2, one);
        network.InputGradient(input, [.. Enumerable.Range(0, Count * 3).Select(i => i % 3 == 2 ? 1f : 0f)], weighted);
        Assert.Equal(weighted, one);
    }

    [Fact]
    public void Follows_the_weights()
    {
        LinearMap network = Linear();
        var gradient = new float[3];
        network.InputGradient([1, 1, 1], 0, gradient);
        network.Parameters[0].CopyFrom([7, 0, 8, 0, 9, 0]);
        network.InputGradient([1, 1, 1], 0, gradient);
        Assert.Equal([7, 8, 9], gradient);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var network = new SmallClassifier(seed: 4);
        float[] input = new float[3 * network.InputFloats], weights = new float[9], gradient = new float[input.Length];
        Assert.Equal(0, Allocations.Least(20, () =>
        {
            network.InputGradient(input, weights, gradient);
            network.InputGradient(input, 1, gradient);
        }));
    }

    [Fact]
    public void Many_threads_at_once()
    {
        var network = new SmallClassifier(seed: 4);
        float[] input = Uniform(new Random(3), 9 * network.InputFloats), expected = new float[input.Length];
        network.InputGradient(input, 1, expected);
        Parallel.For(0, 200, _ =>
        {
            var gradient = new float[input.Length];
            network.InputGradient(input, 1, gradient);
            Assert.Equal(expected, gradient);
        });
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        LinearMap network = Linear();
        Assert.Contains("3 floats each, at least one; got 4", Fault<ArgumentException>(() => network.InputGradient(new float[4], 0, new float[4])));
        Assert.Contains("room for 6", Fault<ArgumentException>(() => network.InputGradient(new float[3], 0, new float[6])));
        Assert.Contains("2 for the 1 samples of the input; got 3",
            Fault<ArgumentException>(() => network.InputGradient(new float[3], new float[3], new float[3])));
        Assert.Contains("outputs 0 to 1", Fault<ArgumentOutOfRangeException>(() => network.InputGradient(new float[3], 2, new float[3])));
        var both = new float[6];
        Assert.Contains("overlaps the input", Fault<ArgumentException>(() => network.InputGradient(both.AsSpan(0, 3), 0, both.AsSpan(2, 3))));
        Assert.Contains("overlaps the outputs' weights",
            Fault<ArgumentException>(() => network.InputGradient(new float[3], both.AsSpan(0, 2), both.AsSpan(1, 3))));
        Assert.Contains(
            "compiled without input gradients; set InputGradient = true",
            Fault<InvalidOperationException>(() => new Unexplained().InputGradient(new float[3], 0, new float[3])));
    }

    internal static LinearMap Linear()
    {
        var network = new LinearMap();
        network.Parameters[0].CopyFrom([1, 2, 3, 4, 5, 6]);
        network.Parameters[1].CopyFrom([0.5f, 0.25f]);
        return network;
    }

    internal static float[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];

    private static string Fault<T>(Action action)
        where T : Exception => Assert.Throws<T>(action).Message;
}
