using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// In training, zeroes each sample's channel with probability Rate and scales the others by 1 / (1 - Rate). Images have Rank axes beside the
/// channels.
/// </summary>
internal sealed record SpatialDropoutOp(int Rank, float Rate) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new(
        "SpatialDropout1D", "SpatialDropout1D", InputRule.One, PenaltyRule.None,
        arguments => LayerDraft.Of(new SpatialDropoutOp(1, arguments.Rate("rate"))));

    public static LayerCard TwoAxes { get; } = new(
        "SpatialDropout2D", "SpatialDropout2D", InputRule.One, PenaltyRule.None,
        arguments => LayerDraft.Of(new SpatialDropoutOp(2, arguments.Rate("rate"))));

    public override LayerCard Card => Rank == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.Kept;

    public override StepRule Steps => StepRule.Kept;

    public override ShapeResult Shape(LayerInputs inputs) => ShapeRules.NoImage(Card, inputs.First, Rank) ?? ShapeResult.Of(inputs.First.Shape);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Of(DropoutMask.Range(range, Rate));

    public override int Build(BuildContext at) => DropoutMask.Build(at, at.Name, at.Input, Rate, perChannel: true);

    public override OnnxValue Export(ExportContext at) => at.Input;
}
