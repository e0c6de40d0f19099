using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>An image without its sides.</summary>
internal sealed record CroppingOp(EquatableArray<Margin> Sides) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new(
        "Cropping1D", "Cropping1D", InputRule.One, PenaltyRule.None,
        arguments => LayerDraft.Of(new CroppingOp(Margins.OfSteps(arguments, "cropping"))));

    public static LayerCard TwoAxes { get; } = new(
        "Cropping2D", "Cropping2D", InputRule.One, PenaltyRule.None,
        arguments => LayerDraft.Of(new CroppingOp(Margins.OfImage(arguments, "cropping"))));

    public override LayerCard Card => Sides.Count == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Dropped;

    public override ShapeResult Shape(LayerInputs inputs) =>
        ShapeRules.Resize(Card, inputs.First, Sides.Count, (size, d) => size - Sides[d].Before - Sides[d].After);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Of(range);

    public override int Build(BuildContext at) => Margins.Shift(at, Sides.Select(side => side.Before));

    public override OnnxValue Export(ExportContext at)
    {
        string starts = at.Graph.Ints([.. Sides.Select(side => (long)side.Before)]);
        string ends = at.Graph.Ints([.. Sides.Select((side, d) => (long)side.Before + at.Output[d])]);
        return at.GiveImage("Slice", [at.Image, starts, ends, at.Graph.Ints([.. Sides.Select((_, d) => (long)d + 2)])]);
    }
}
