using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>x Scale + Offset.</summary>
internal sealed record RescalingOp(float Scale, float Offset) : FreeLayer
{
    public static LayerCard Attribute { get; } = new("Rescaling", "Rescaling", InputRule.OneOrNumber, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override ImageOrder Order => ImageOrder.Kept;

    public override StepRule Steps => StepRule.Kept;

    private static LayerDraft Read(ILayerArguments arguments) =>
        LayerDraft.Of(new RescalingOp(arguments.Finite("scale", 1), arguments.Finite("offset", 0)));

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;

    public override int Build(BuildContext at) => at.Map(Add(Times(at.Same, Number(Scale)), Number(Offset)));
}
