using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Zeros around an image.</summary>
internal sealed record ZeroPaddingOp(EquatableArray<Margin> Sides) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new(
        "ZeroPadding1D", "ZeroPadding1D", InputRule.One, PenaltyRule.None,
        arguments => LayerDraft.Of(new ZeroPaddingOp(Margins.OfSteps(arguments, "padding"))));

    public static LayerCard TwoAxes { get; } = new(
        "ZeroPadding2D", "ZeroPadding2D", InputRule.One, PenaltyRule.None,
        arguments => LayerDraft.Of(new ZeroPaddingOp(Margins.OfImage(arguments, "padding"))));

    public override LayerCard Card => Sides.Count == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Dropped;

    public override ShapeResult Shape(LayerInputs inputs) =>
        ShapeRules.Resize(Card, inputs.First, Sides.Count, (size, d) => size + Sides[d].Before + Sides[d].After);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.WithoutSum(range);

    public override int Build(BuildContext at) => Margins.Shift(at, Sides.Select(side => -side.Before));

    public override OnnxValue Export(ExportContext at)
    {
        long[] pads = [0, 0, .. Sides.Select(side => (long)side.Before), 0, 0, .. Sides.Select(side => (long)side.After)];
        return at.GiveImage("Pad", [at.Image, at.Graph.Ints(pads)]);
    }
}
