using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Generator.Tests.Harness;
using static NetCompiler.Generator.Tests.Layers.ModelFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>A network that drops at random: what it computes in training follows from the factors, which its outputs tell.</summary>
/// <param name="Layer">The network; its value is without dropping.</param>
/// <param name="Rate">The probability of a factor of 0; the others are 1 / (1 - rate).</param>
/// <param name="Together">The group of an output's index: one factor for each group of a sample.</param>
/// <param name="Dropped">The outputs of a sample by its inputs and a factor for each output.</param>
internal sealed record DropoutCase(LayerCase Layer, double Rate, Func<int[], int> Together, Func<Grid[], Weights, Grid, Grid> Dropped);

/// <summary>Everything that drops.</summary>
internal static class DropoutCases
{
    /// <summary>
    /// With value and output kernels that are the identity, and a value that is, attention's outputs are the shares of the sources.
    /// </summary>
    private const string Attend = "MultiHeadAttention(1, 3, ValueDim = 5, OutputDim = 5, UseBias = false, Dropout = 0.3f)";

    private const string Sums = "UseBias = false, Activation = Activation.Linear";

    public static IReadOnlyList<DropoutCase> All { get; } =
    [
        Elements(LayerCase.Of("DropLayer", "Dropout(0.4f)", [[3, 19]], (x, _) => x[0]), 0.4, i => (i[0] * 19) + i[1]),
        Elements(LayerCase.Of("DropFunction", "", [[3, 19]], "Dropout(a, 0.2f)", (x, _) => x[0]), 0.2, i => (i[0] * 19) + i[1]),
        Elements(LayerCase.Of("DropChannelsOfSteps", "SpatialDropout1D(0.3f)", [[5, 19]], (x, _) => x[0]), 0.3, i => i[1]),
        Elements(LayerCase.Of("DropChannelsOfImages", "SpatialDropout2D(0.5f)", [[3, 2, 19]], (x, _) => x[0]), 0.5, i => i[2]),
        // With kernels that are the identity, the last state is the sum of what the steps are given, and the factors of all steps are the same.
        Elements(LayerCase.Of("DropInputs", $"SimpleRNN(19, {Sums}, Dropout = 0.3f)", [[3, 19]], (x, _) => x[0].Along(0, false, v => v.Sum())), 0.3,
            i => i[0]) with
        {
            Dropped = (x, w, factors) => RecurrentFormulas.Vector(RecurrentFormulas.Run(
                x[0].With(factors, (v, factor) => v * factor), RecurrentFormulas.Simple(w, v => v), RecurrentFormulas.Zeros(1, 19))[^1][0]),
        },
        Elements(LayerCase.Of(
            "DropStates", $"[SimpleRNN(19, {Sums}, RecurrentDropout = 0.4f)] private static partial Tensor Layer(Tensor x, Tensor first);", [[19]],
            "Layer(Zeros(1, 19), a)", (x, _) => x[0]), 0.4, i => i[0]) with
        {
            Dropped = (x, w, factors) => RecurrentFormulas.Vector(RecurrentFormulas.Run(
                Grid.Of([1, 19], _ => 0), RecurrentFormulas.Simple(w, v => v), [x[0].With(factors, (v, factor) => v * factor).Values])[^1][0]),
        },
        new(
            LayerCase.Of("DropSources", Attend, [[7, 3], [5, 5]], (x, w) => Attention(x[0], x[1], x[1], w)), 0.3, i => (i[0] * 5) + i[1],
            (x, w, factors) => Attention(x[0], x[1], x[1], w, factors: Grid.Of([1, 7, 5], factors.Values))),
    ];

    /// <summary>All of them.</summary>
    public static Lazy<CompiledCases> Compiled { get; } = new(() => new(All.Select(c => c.Layer.Source)));

    private static DropoutCase Elements(LayerCase layer, double rate, Func<int[], int> together) =>
        new(layer, rate, together, (x, _, factors) => x[0].With(factors, (v, factor) => v * factor));
}
