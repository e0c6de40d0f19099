namespace NetCompiler.Generator.Layers;

/// <summary>All axes into one, row-major: [...] to [product of the sizes].</summary>
internal sealed record FlattenOp : ReshapingLayer
{
    public static LayerCard Attribute { get; } = new("Flatten", "Flatten", InputRule.One, PenaltyRule.None, _ => LayerDraft.Of(new FlattenOp()));

    public override LayerCard Card => Attribute;

    public override ShapeResult Shape(LayerInputs inputs) => ShapeRules.Of([ShapeRules.Elements(inputs.First.Shape)]);
}
