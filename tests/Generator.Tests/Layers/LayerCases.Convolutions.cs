using NetCompiler.Generator.Tests.Functions;
using static NetCompiler.Generator.Tests.Layers.LayerFormulas;

namespace NetCompiler.Generator.Tests.Layers;

/// <content>Convolutions in one and two dimensions: strides, dilations, groups and every padding.</content>
internal static partial class LayerCases
{
    private const string Penalties = "KernelL1 = 0.1f, KernelL2 = 0.2f, BiasL1 = 0.3f, BiasL2 = 0.4f";

    private static Slide Plain => new();

    private static Slide Same(int stride = 1, int dilation = 1) => new(stride, dilation, Padding.Same);

    private static IEnumerable<LayerCase> Convolutions()
    {
        static LayerCase Case(string name, string layer, int[] input, Slide rows, Slide columns, int groups = 1) =>
            Of(name, $"Conv2D({layer})", input, (x, w) => Convolution(x, w["kernel"], w.Find("bias"), rows, columns, groups));
        LayerCase square = Case("ConvSquare", "5, 3", [5, 7, 3], Plain, Plain);
        yield return square;
        yield return square.Freeze();
        LayerCase bent = Case("ConvBent", "5, 2, 3, Strides = [2, 1], Padding = Padding.Same, Activation = Activation.Tanh", [5, 4, 3], Same(2),
            Same());
        yield return bent with { Value = (x, w) => bent.Value(x, w).Map(Math.Tanh) };
        yield return Case("ConvStrided", "4, 3, Strides = [2], Padding = Padding.Same, UseBias = false", [7, 6, 2], Same(2), Same(2));
        yield return Case("ConvEven", "3, 4, Padding = Padding.Same", [5, 3, 2], Same(), Same());
        yield return Case("ConvGroups", "6, 2, DilationRate = [2], Groups = 2", [5, 6, 4], new(1, 2), new(1, 2), 2);
        yield return Case("ConvDilated", "3, 2, 3, DilationRate = [1, 2], Padding = Padding.Same", [4, 7, 2], Same(), Same(1, 2));
        yield return Case("ConvSkipping", "9, 1, Strides = [3, 2]", [8, 7, 3], new(3), new(2));

        // Large enough for the way over tiles of 2 x 2 (Winograd), in every direction.
        yield return Case("ConvTiles", "18, 3, Padding = Padding.Same", [15, 17, 17], Same(), Same()) with { Every = 1201 };
        yield return Case("ConvPenalties", "3, 2, " + Penalties, [3, 3, 3], Plain, Plain) with { Penalty = KernelAndBias };

        static LayerCase Up(string name, string layer, int[] input, int strideY, int strideX, bool same = false) =>
            Of(name, $"Conv2DTranspose({layer})", input, (x, w) => Transposed(x, w["kernel"], w.Find("bias"), strideY, strideX, same));
        LayerCase grown = Up("TransposedSquare", "5, 3", [3, 4, 3], 1, 1);
        yield return grown;
        yield return grown.Freeze();
        LayerCase doubled = Up("TransposedDoubled", "4, 4, Strides = [2], Padding = Padding.Same, Activation = Activation.Tanh", [3, 2, 3], 2, 2,
            same: true);
        yield return doubled with { Value = (x, w) => doubled.Value(x, w).Map(Math.Tanh) };
        yield return Up("TransposedGaps", "3, 3, 2, Strides = [1, 3]", [3, 3, 5], 1, 3);
        yield return Up("TransposedSameGaps", "2, 1, 2, Strides = [3], Padding = Padding.Same, UseBias = false", [3, 2, 3], 3, 3, same: true);
        yield return Up("TransposedSame", "3, 3, 2, Strides = [2, 1], Padding = Padding.Same", [3, 3, 3], 2, 1, same: true);
        yield return Up("TransposedPenalties", "3, 2, " + Penalties, [2, 3, 3], 1, 1) with { Penalty = KernelAndBias };
    }

    private static IEnumerable<LayerCase> Depthwise()
    {
        static LayerCase Case(string name, string layer, int[] input, Slide rows, Slide columns) =>
            Of(name, $"DepthwiseConv2D({layer})", input, (x, w) => LayerFormulas.Depthwise(x, w["kernel"], w.Find("bias"), rows, columns));
        LayerCase square = Case("DepthwiseSquare", "3", [5, 4, 7], Plain, Plain);
        yield return square;
        yield return square.Freeze();
        LayerCase doubled = Case("DepthwiseDoubled", "2, 3, DepthMultiplier = 2, Padding = Padding.Same, Strides = [2], Activation = Activation.Tanh",
            [5, 6, 3], Same(2), Same(2));
        yield return doubled with { Value = (x, w) => doubled.Value(x, w).Map(Math.Tanh) };
        yield return Case("DepthwiseDilated", "3, 2, DilationRate = [1, 2], UseBias = false", [4, 5, 3], Plain, new(1, 2));
        yield return Case("DepthwisePenalties", "2, " + Penalties, [3, 3, 3], Plain, Plain) with { Penalty = KernelAndBias };

        static LayerCase Two(string name, string layer, int[] input, Slide rows, Slide columns) =>
            Of(name, $"SeparableConv2D({layer})", input, (x, w) =>
            Convolution(LayerFormulas.Depthwise(x, w["depthwise_kernel"], null, rows, columns), w["pointwise_kernel"], w.Find("bias"), Plain, Plain));
        LayerCase separable = Two("SeparableSquare", "5, 3", [4, 5, 3], Plain, Plain);
        yield return separable;
        yield return separable.Freeze();
        LayerCase tripled = Two("SeparableTripled", "4, 2, 3, DepthMultiplier = 3, Padding = Padding.Same, Strides = [2], Activation = "
            + "Activation.Tanh", [5, 4, 3], Same(2), Same(2));
        yield return tripled with { Value = (x, w) => tripled.Value(x, w).Map(Math.Tanh) };
        yield return Two("SeparableDilated", "3, 2, DilationRate = [2, 1], UseBias = false", [5, 3, 3], new(1, 2), Plain);
        yield return Two("SeparablePenalties", "3, 2, DepthwiseL1 = 0.1f, DepthwiseL2 = 0.2f, PointwiseL1 = 0.3f, PointwiseL2 = 0.4f, BiasL1 = "
            + "0.5f, BiasL2 = 0.6f", [3, 3, 3], Plain, Plain) with
        {
            Penalty = w => (0.1 * w.L1("depthwise_kernel")) + (0.2 * w.L2("depthwise_kernel")) + (0.3 * w.L1("pointwise_kernel"))
                + (0.4 * w.L2("pointwise_kernel"))
                + (0.5 * w.L1("bias")) + (0.6 * w.L2("bias")),
        };
    }

    private static IEnumerable<LayerCase> Sequences()
    {
        static LayerCase Case(string name, string layer, int[] input, Slide slide, int groups = 1) => Of(name, $"Conv1D({layer})", input, (x, w) =>
            Steps(Convolution(Tall(x), TallKernel(w["kernel"]), w.Find("bias"), slide, Plain, groups)));
        LayerCase plain = Case("ConvSteps", "5, 3", [7, 3], Plain);
        yield return plain;
        yield return plain.Freeze();
        LayerCase causal = Case("ConvCausal", "4, 3, DilationRate = 2, Padding = Padding.Causal, Activation = Activation.Tanh", [9, 3],
            new(1, 2, Padding.Causal));
        yield return causal with { Value = (x, w) => causal.Value(x, w).Map(Math.Tanh) };
        yield return Case("ConvCausalStrided", "3, 4, Strides = 3, Padding = Padding.Causal, UseBias = false", [11, 2], new(3, 1, Padding.Causal));
        yield return Case("ConvSameSteps", "3, 4, Strides = 2, Padding = Padding.Same", [9, 3], Same(2));
        yield return Case("ConvGroupedSteps", "6, 2, Groups = 3, Padding = Padding.Same", [5, 9], Same(), 3);
        yield return Case("ConvStepPenalties", "3, 2, " + Penalties, [5, 3], Plain) with { Penalty = KernelAndBias };
    }
}
