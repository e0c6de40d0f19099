using NetCompiler.Generator.Export;

namespace NetCompiler.Generator.Layers;

/// <summary>In training, zeroes each value with probability Rate and scales the others by 1 / (1 - Rate).</summary>
internal sealed record DropoutOp(float Rate) : FreeLayer
{
    public static LayerCard Attribute { get; } = new(
        "Dropout", "Dropout", InputRule.One, PenaltyRule.None, arguments => LayerDraft.Of(new DropoutOp(arguments.Rate("rate"))));

    public override LayerCard Card => Attribute;

    public override ImageOrder Order => ImageOrder.Kept;

    public override StepRule Steps => StepRule.Kept;

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => new(DropoutMask.Range(range, Rate), "values scaled by a dropout");

    public override int Build(BuildContext at) => DropoutMask.Build(at, at.Name, at.Input, Rate, perChannel: false);

    public override OnnxValue Export(ExportContext at) => at.Input;
}
