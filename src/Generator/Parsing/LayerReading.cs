using NetCompiler.Generator.Layers;

namespace NetCompiler.Generator.Parsing;

/// <summary>A layer's attribute with its arguments checked.</summary>
/// <param name="Card">The kind of layer; null for a class as a layer, and for one that is not known.</param>
/// <param name="Draft">What the attribute says; null when it is at fault, and for a class as a layer.</param>
internal sealed record LayerReading(LayerArguments Arguments, LayerCard? Card, LayerDraft? Draft)
{
    public AttributeReader Attribute => Arguments.Reader;
}
