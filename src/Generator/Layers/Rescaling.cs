using NetCompiler.Generator.Export;

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

    public override OnnxValue Export(ExportContext at) => at.Each(x =>
    {
        string scaled = Scale == 1 ? x : at.Graph.Add(Offset == 0 ? at.Name : at.Name + ".scaled", "Mul", [x, at.Graph.Float(Scale)]);
        return Offset == 0 ? scaled : at.Graph.Add(at.Name, "Add", [scaled, at.Graph.Float(Offset)]);
    });
}
