using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Generator.Tests.Harness;
using static NetCompiler.Generator.Tests.Layers.LayerFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>Every layer with every option, with sizes that no vector has. A new one is added here: <see cref="CoverageTests"/> asks for it.</summary>
internal static partial class LayerCases
{
    public static IReadOnlyList<LayerCase> All { get; } =
    [
        .. Dense(), .. Convolutions(), .. Depthwise(), .. Sequences(), .. Pools(), .. SequencePools(), .. Resizing(),
        .. Normalizations(), .. BatchNormalizations(), .. Embeddings(), .. Attentions(), .. Recurrences(), .. Blocks(), .. Activations(), .. Slopes(),
    ];

    /// <summary>All of them.</summary>
    public static Lazy<CompiledCases> Compiled { get; } = new(() => new(All.Select(c => c.Source)));

    private static LayerCase Of(string name, string layer, int[] input, Func<Grid, Weights, Grid> value) =>
        LayerCase.Of(name, layer, [input], (inputs, w) => value(inputs[0], w));

    private static IEnumerable<LayerCase> Dense()
    {
        yield return Of("DenseRow", "Dense(5)", [7], (x, w) => LayerFormulas.Dense(x, w["kernel"], w["bias"]));
        LayerCase rows = Of("DenseRows", "Dense(17, Activation = Activation.Tanh)", [3, 5], (x, w) =>
            LayerFormulas.Dense(x, w["kernel"], w["bias"]).Map(Math.Tanh));
        yield return rows;
        yield return rows.Freeze();
        yield return Of("DenseSum", "Dense(1, UseBias = false)", [19], (x, w) => LayerFormulas.Dense(x, w["kernel"], null));
        yield return Of("DensePenalties", "Dense(3, KernelL1 = 0.1f, KernelL2 = 0.2f, BiasL1 = 0.3f, BiasL2 = 0.4f)", [5], (x, w) =>
            LayerFormulas.Dense(x, w["kernel"], w["bias"])) with
        {
            Penalty = KernelAndBias,
        };
    }

    private static IEnumerable<LayerCase> Resizing()
    {
        yield return Of("UpSamplingImage", "UpSampling2D()", [3, 2, 5], (x, _) => Enlarge(x, 2, 2));
        yield return Of("UpSamplingSquares", "UpSampling2D(3)", [2, 3, 1], (x, _) => Enlarge(x, 3, 3));
        yield return Of("UpSamplingBlocks", "UpSampling2D(2, 3)", [3, 1, 3], (x, _) => Enlarge(x, 2, 3));
        yield return Of("UpSamplingSteps", "UpSampling1D()", [5, 3], (x, _) => Steps(Enlarge(Tall(x), 2, 1)));
        yield return Of("UpSamplingThrice", "UpSampling1D(3)", [3, 7], (x, _) => Steps(Enlarge(Tall(x), 3, 1)));
        yield return Of("PaddingImage", "ZeroPadding2D()", [3, 2, 3], (x, _) => Border(x, 1, 1, 1, 1));
        yield return Of("PaddingAxes", "ZeroPadding2D(1, 2)", [3, 2, 3], (x, _) => Border(x, 1, 1, 2, 2));
        yield return Of("PaddingSides", "ZeroPadding2D(0, 1, 2, 3)", [3, 2, 3], (x, _) => Border(x, 0, 1, 2, 3));
        yield return Of("CroppingImage", "Cropping2D()", [5, 3, 3], (x, _) => Border(x, -1, -1, -1, -1));
        yield return Of("CroppingAxes", "Cropping2D(1, 2)", [3, 7, 1], (x, _) => Border(x, -1, -1, -2, -2));
        yield return Of("CroppingSides", "Cropping2D(0, 1, 2, 3)", [4, 8, 3], (x, _) => Border(x, 0, -1, -2, -3));
        yield return Of("PaddingSteps", "ZeroPadding1D()", [5, 3], (x, _) => Steps(Border(Tall(x), 1, 1, 0, 0)));
        yield return Of("PaddingEnds", "ZeroPadding1D(0, 3)", [3, 3], (x, _) => Steps(Border(Tall(x), 0, 3, 0, 0)));
        yield return Of("CroppingSteps", "Cropping1D()", [5, 3], (x, _) => Steps(Border(Tall(x), -1, -1, 0, 0)));
        yield return Of("CroppingEnds", "Cropping1D(2, 1)", [8, 3], (x, _) => Steps(Border(Tall(x), -2, -1, 0, 0)));
        yield return Of("Flattening", "Flatten()", [3, 5, 7], (x, _) => Grid.Of([105], x.Values));
        yield return Of("Reshaping", "Reshape(7, -1, 5)", [3, 5, 7], (x, _) => Grid.Of([7, 3, 5], x.Values));
        yield return Of("RescalingFactor", "Rescaling(0.25f)", [3, 5, 3], (x, _) => x.Map(v => v * 0.25));
        yield return Of("RescalingRange", "Rescaling(-2, 0.5f)", [19], (x, _) => x.Map(v => (v * -2) + 0.5));
    }

    /// <summary>The rates are those of the sources.</summary>
    private static double KernelAndBias(Weights w) => (0.1 * w.L1("kernel")) + (0.2 * w.L2("kernel")) + (0.3 * w.L1("bias")) + (0.4 * w.L2("bias"));
}
