using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Sums of many terms: gradients are about as exact as floats with pairwise sums.</summary>
public sealed class GradientErrorTests
{
    /// <summary>Of a few numbers a careful computation may be right by luck; the worst of so many is not.</summary>
    private const int Seeds = 6;

    [Theory]
    [InlineData("[Input(9, 8, 3), BatchNormalization, ZeroPadding2D(2), BatchNormalization, Flatten, Dense(3)]", 33)]
    [InlineData("[Input(17, 19, 3), Conv2D(8, 3, Activation = Activation.Relu), BatchNormalization, GlobalAveragePool2D, Dense(3)]", 9)]
    [InlineData("[Input(700), Dense(600, Activation = Activation.Tanh), Dense(3)]", 5)]
    [InlineData("[Input(2100), Dense(17), Dense(3)]", 9)]
    [InlineData("[Input(5, 300), LayerNormalization, Flatten, Dense(2)]", 33)]
    [InlineData("[Input(40, 33, 2), SeparableConv2D(5, 3), PReLU(SharedAxes = [1, 2]), GlobalMaxPool2D, Dense(2)]", 7)]
    [InlineData("[Input(1000), Dense(1)]", 67)]
    public void Gradients_are_about_as_exact_as_pairwise_sums(string layers, int count)
    {
        GeneratorRun run = GeneratorRunner.Run(
            "[Network(InputGradient = true)] " + layers + " [Loss(Loss.MeanSquaredError)] public partial class Net;");
        Assert.Empty(run.Diagnostics);
        Type type = run.Load().GetType("Net")!;
        ModelSpec spec = run.Spec;
        var found = Enumerable.Range(0, Seeds).Select(seed =>
            GraphCheck.Errors((TrainableNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!, spec, count, seed)).ToList();
        Assert.All(found[0].Keys, gradient =>
        {
            double error = found.Max(of => of[gradient].Error), allowed = found.Max(of => of[gradient].Allowed);
            Assert.True(error <= allowed, $"{gradient.Kind} {gradient.Index}: the error is {error:E2}, allowed are {allowed:E2}.");
        });
    }
}
