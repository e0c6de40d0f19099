using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>Losses of networks that are sure: small numbers that a difference of large ones would lose, and classes that are ruled out.</summary>
public sealed class ExactLossTests
{
    private const float Least = float.NegativeInfinity;

    private static readonly Lazy<CompiledCases> Compiled = new(() => new([
        Source("Logits", "Linear", 1, "BinaryCrossentropy, FromLogits = true"),
        Source("Sigmoids", "Sigmoid", 1, "BinaryCrossentropy"),
        Source("Smooth", "Linear", 1, "BinaryCrossentropy, FromLogits = true, LabelSmoothing = 0.5f"),
        Source("Shares", "HardSigmoid", 1, "BinaryCrossentropy"),
        Source("Classes", "Linear", 3, "CategoricalCrossentropy, FromLogits = true"),
        Source("SoftClasses", "Softmax", 3, "CategoricalCrossentropy"),
        Source("Numbers", "Linear", 3, "SparseCategoricalCrossentropy, FromLogits = true"),
    ]));

    /// <summary>log(1 + e^-|x|) where the answer is right, and |x| more where it is wrong, as far as it is.</summary>
    [Theory]
    [InlineData(16f, 1f)]
    [InlineData(10f, 1f)]
    [InlineData(-16f, 0f)]
    [InlineData(-10f, 0f)]
    [InlineData(25f, 1f)]
    [InlineData(80f, 1f)]
    [InlineData(16f, 0f)]
    [InlineData(-16f, 1f)]
    [InlineData(12f, 0.75f)]
    [InlineData(-12f, 0.75f)]
    [InlineData(0f, 1f)]
    [InlineData(0f, 0.25f)]
    public void A_logit_has_its_loss_and_slope(float x, float t)
    {
        double loss = MathReference.Softplus(-Math.Abs(x)) + (Math.Abs(x) * (x > 0 ? 1.0 - t : t));
        double slope = x > 0 ? 1.0 - t - (1 / (1 + Math.Exp(x))) : (1 / (1 + Math.Exp(-x))) - t;
        Check("Logits", [x], [t], loss, [slope]);
        Check("Sigmoids", [x], [t], loss, [slope]);
    }

    [Fact]
    public void Sure_and_right_costs_a_little()
    {
        Assert.Equal(1.12535e-7f, Loss("Logits", [16], [1]), 1e-12f);
        Assert.Equal(4.53989e-5f, Loss("Logits", [10], [1]), 1e-9f);
        Assert.Equal(1.12535e-7f, Loss("Numbers", [16, 0, Least], [0]), 1e-12f);
    }

    /// <summary>log(1 + sum of e^-d), d being how far the other classes are below the wanted one.</summary>
    [Theory]
    [InlineData("Classes", new[] { 16f, 0, -90 }, new[] { 1f, 0, 0 }, 0)]
    [InlineData("SoftClasses", new[] { 0f, 16, 0 }, new[] { 0f, 1, 0 }, 1)]
    [InlineData("Numbers", new[] { -3f, 0, 20 }, new[] { 2f }, 2)]
    [InlineData("Numbers", new[] { 0f, -1, -70 }, new[] { 0f }, 0)]
    [InlineData("Numbers", new[] { 5f, 5, -20 }, new[] { 1f }, 1)]
    [InlineData("Numbers", new[] { 7f, 7, 7 }, new[] { 1f }, 1)]
    public void A_class_that_is_sure_costs_a_little(string name, float[] x, float[] t, int wanted)
    {
        double others = x.Where((_, i) => i != wanted).Sum(value => Math.Exp((double)value - x[wanted]));
        double loss = MathReference.Log1p(others), sum = 1 + others;
        Assert.Equal(loss, Loss(name, x, t), 1e-6 * loss);
        Assert.All(Slopes(name, x, t).Zip(x), (pair, i) =>
            Assert.Equal((Math.Exp((double)pair.Second - x[wanted]) / sum) - (i == wanted ? 1 : 0), pair.First, 1.2e-7));
    }

    /// <summary>Half of each target is spread over both answers: 1 becomes 3/4.</summary>
    [Fact]
    public void Smoothing_costs_what_it_spreads() => Check("Smooth", [16], [1], 4 + Math.Exp(-16), [0.25 - Math.Exp(-16)]);

    /// <summary>A share p of little has log(1 - p) near -p, which 1 - p does not hold.</summary>
    [Theory]
    [InlineData(-2.99994f)]
    [InlineData(-2.99f)]
    public void A_small_probability_costs_itself(float x)
    {
        float p = (x + 3) * (1f / 6);
        double expected = -MathReference.Log1p(-p);
        Assert.Equal(expected, Loss("Shares", [x], [0]), 1e-5 * expected);
    }

    [Theory]
    [InlineData("Classes", new[] { Least, 2, 3 }, new[] { 0f, 0, 1 }, 0.313262)]
    [InlineData("Classes", new[] { 2, Least, 3 }, new[] { 1f, 0, 0 }, 1.313262)]
    [InlineData("Classes", new[] { Least, Least, 3 }, new[] { 0f, 0, 1 }, 0)]
    [InlineData("Classes", new[] { Least, 2, 3 }, new[] { 0f, 0.5f, 0.5f }, 0.813262)]
    [InlineData("Classes", new[] { Least, 2, 3 }, new[] { 1f, 0, 0 }, double.PositiveInfinity)]
    [InlineData("SoftClasses", new[] { Least, 2, 3 }, new[] { 0f, 0, 1 }, 0.313262)]
    [InlineData("Numbers", new[] { Least, 2, 3 }, new[] { 2f }, 0.313262)]
    [InlineData("Logits", new[] { Least }, new[] { 0f }, 0)]
    [InlineData("Logits", new[] { float.PositiveInfinity }, new[] { 1f }, 0)]
    [InlineData("Sigmoids", new[] { Least }, new[] { 0f }, 0)]
    [InlineData("Logits", new[] { Least }, new[] { 1f }, double.PositiveInfinity)]
    public void A_class_that_is_ruled_out_costs_nothing_unless_it_is_wanted(string name, float[] x, float[] t, double loss)
    {
        float found = Loss(name, x, t);
        Assert.Equal(loss, found, double.IsInfinity(loss) ? 0 : 1e-6);
        Assert.All(Slopes(name, x, t), slope => Assert.InRange(slope, -1, 1));
    }

    [Theory]
    [InlineData("Classes", new[] { float.NaN, 2, 3 }, new[] { 0f, 0, 1 })]
    [InlineData("SoftClasses", new[] { 2, float.NaN, 3 }, new[] { 0f, 0, 1 })]
    [InlineData("Logits", new[] { float.NaN }, new[] { 0f })]
    [InlineData("Logits", new[] { float.NaN }, new[] { 1f })]
    public void What_is_no_number_stays_none(string name, float[] x, float[] t) => Assert.True(float.IsNaN(Loss(name, x, t)));

    private static string Source(string name, string last, int count, string loss) => $$"""
        #pragma warning disable NET042 // Probabilities without a softmax are meant.
        [Network(InputGradient = true), Input({{count}})]
        [Activation(Activation.{{last}})]
        [Loss(Loss.{{loss}})]
        public partial class {{name}};
        """;

    private static float Loss(string name, float[] x, float[] t) =>
        Compiled.Value.Create(name, 0).ComputeGradients(x, t, default, new float[x.Length]);

    private static float[] Slopes(string name, float[] x, float[] t)
    {
        float[] slopes = new float[x.Length];
        Compiled.Value.Create(name, 0).ComputeGradients(x, t, default, slopes);
        return slopes;
    }

    private static void Check(string name, float[] x, float[] t, double loss, double[] slopes)
    {
        Assert.Equal(loss, Loss(name, x, t), 1e-6 * loss);
        Assert.All(slopes.Zip(Slopes(name, x, t)), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Abs(pair.First)));
    }
}
