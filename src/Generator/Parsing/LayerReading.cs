namespace NetCompiler.Generator.Parsing;

/// <summary>A layer's attribute with its arguments checked; the draft is null when they are at fault or the layer is unknown.</summary>
internal sealed record LayerReading(LayerArguments Arguments, LayerDraft? Draft)
{
    public AttributeReader Attribute => Arguments.Attribute;
}
