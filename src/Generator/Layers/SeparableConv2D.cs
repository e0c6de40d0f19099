using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// A depthwise convolution, then one of 1 x 1: [..., channels] to [places along each axis, Filters]. Kernels [KernelHeight, KernelWidth, channels,
/// Multiplier] and [1, 1, channels Multiplier, Filters], bias [Filters].
/// </summary>
internal sealed record SeparableConv2DOp(
    int Filters, WindowRequest Window, int Multiplier, bool UseBias,
    InitializerKind DepthwiseKernel, InitializerKind PointwiseKernel, InitializerKind Bias)
    : ComputingLayer
{
    private static readonly EquatableArray<PenaltyRule> Penalties =
        new([new("depthwise_kernel", "Depthwise"), new("pointwise_kernel", "Pointwise"), new("bias", "Bias")]);

    public static LayerCard Attribute { get; } = new("SeparableConv2D", "SeparableConv2D", InputRule.One, Penalties, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Dropped;

    public override ImageOrder Order => ImageOrder.OfImages;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        (int filters, WindowRequest window, int multiplier) =
            (arguments.Size("filters"), arguments.KernelWindow(2), arguments.Size("DepthMultiplier"));
        bool bias = arguments.Value("UseBias", true);
        InitializerKind depthwise = arguments.Initializer("DepthwiseInitializer", InitializerKind.GlorotUniform);
        InitializerKind pointwise = arguments.Initializer("PointwiseInitializer", InitializerKind.GlorotUniform);
        InitializerKind start = arguments.Initializer("BiasInitializer", InitializerKind.Zeros);
        return new(new SeparableConv2DOp(filters, window, multiplier, bias, depthwise, pointwise, start), arguments.Activation());
    }

    public override ShapeResult Shape(LayerInputs inputs)
    {
        ShapeResult inner = Depthwise.Shape(Card, inputs.First, Window, Multiplier);
        return inner.Fault is not null ? inner : ShapeResult.Of(ShapeRules.WithChannels(inner.Shape, Filters));
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        int channels = inputs[0].Last();
        var torch = TorchTensor.Of("pointwise.weight", Along.Neither, [3], [2], [0], [1]);
        return
        [
            LayerParameter.Depthwise("depthwise_kernel", Window, channels, Multiplier, DepthwiseKernel, "depthwise.weight"),
            new("pointwise_kernel", new([1, 1, channels * Multiplier, Filters]), PointwiseKernel, channels * Multiplier, Filters, torch),
            .. LayerParameter.Bias(UseBias, Filters, Bias, Along.Neither)
                .Select(bias => bias with { Torch = TorchTensor.Vector("pointwise.bias", Along.Neither) }),
        ];
    }

    public override long Flops(OpShapes shapes) =>
        Saturating.Of(2 * shapes.Outputs / Filters * shapes.Channels * Multiplier * (Window.Area + Filters));

    /// <summary>The depthwise part, and a dense layer over the channels.</summary>
    public override int Build(BuildContext at)
    {
        (int rank, int channels) = (Window.Rank, at.InputRows.Last() * Multiplier);
        int depthwise = Depthwise.Build(at, at.Name + ".depthwise", Window, Multiplier, ShapeRules.WithChannels(at.Output, channels));
        Axis[] box = [new("n", TensorGraph.Batch), .. Windows.Places(at.Output, rank), new("o", Filters), new("c", channels)];
        Expr body = Times(
            new LoadExpr(depthwise, new([.. Windows.Indices(0, rank + 1), Affine.Of(rank + 2)])),
            new LoadExpr(at.Parameters[1], new([.. Enumerable.Repeat(Affine.Number(0), rank), Affine.Of(rank + 2), Affine.Of(rank + 1)])));
        string name = UseBias ? at.Name + ".pointwise" : at.Name;
        int sum = at.Graph.Add(new NestNode(name, at.OutputRows, new(box), GraphBuilder.Identity(rank + 2), Combine.Sum, body));
        return BiasSum.Build(at.Graph, at.Name, sum, UseBias ? at.Parameters[2] : null);
    }

    public override OnnxValue Export(ExportContext at)
    {
        string depthwise = at.Add(
            "depthwise", "Conv", [at.Image, Depthwise.Kernel(at, Window, Multiplier)], Depthwise.Attributes(at, Window, at.Output));
        string pointwise = at.Transpose("pointwise", at.Parameters[1], 3, 2, 0, 1);
        return at.GiveImage("Conv", [depthwise, pointwise, .. UseBias ? new[] { at.Parameters[2] } : []]);
    }
}
