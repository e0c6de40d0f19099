using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Each channel convolved with Multiplier kernels of its own; channels' kernels stand together. [..., channels] to [places along each axis, channels
/// Multiplier]. Kernel [KernelHeight, KernelWidth, channels, Multiplier], bias [channels Multiplier].
/// </summary>
internal sealed record DepthwiseConv2DOp(WindowRequest Window, int Multiplier, bool UseBias, InitializerKind Kernel, InitializerKind Bias)
    : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("DepthwiseConv2D", "DepthwiseConv2D", InputRule.One, PenaltyRule.KernelAndBias, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Dropped;

    public override ImageOrder Order => ImageOrder.OfImages;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        (WindowRequest window, int multiplier) = (arguments.KernelWindow(2), arguments.Size("DepthMultiplier"));
        (bool bias, (InitializerKind Kernel, InitializerKind Bias) initializers) = (arguments.Value("UseBias", true), arguments.Initializers());
        return new(new DepthwiseConv2DOp(window, multiplier, bias, initializers.Kernel, initializers.Bias), arguments.Activation());
    }

    public override ShapeResult Shape(LayerInputs inputs) => Depthwise.Shape(Card, inputs.First, Window, Multiplier);

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
    [
        LayerParameter.Depthwise("kernel", Window, inputs[0].Last(), Multiplier, Kernel, "weight"),
        .. LayerParameter.Bias(UseBias, inputs[0].Last() * Multiplier, Bias, Along.Neither),
    ];

    public override long Flops(OpShapes shapes) => Saturating.Of(2 * shapes.Outputs * Window.Area);

    public override int Build(BuildContext at)
    {
        string name = at.Bias is null ? at.Name : at.Name + ".conv";
        return BiasSum.Build(at.Graph, at.Name, Depthwise.Build(at, name, Window, Multiplier, at.Output), at.Bias);
    }

    public override OnnxValue Export(ExportContext at) => at.GiveImage(
        "Conv", [at.Image, Depthwise.Kernel(at, Window, Multiplier), .. UseBias ? new[] { at.Bias } : []],
        Depthwise.Attributes(at, Window, at.Output));
}
