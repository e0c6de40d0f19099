using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Layers with a table of rows -> drafts.</summary>
internal static class ReadTable
{
    public static LayerDraft Embedding(LayerArguments arguments)
    {
        var op = new EmbeddingOp(
            arguments.Size("inputDim"), arguments.Size("outputDim"), arguments.Choice("EmbeddingsInitializer", "Initializer", InitializerKind.RandomUniform));
        return new(input => ShapeResult.Of([.. input, op.Width]), _ => op) { TakesNumber = true };
    }

    public static LayerDraft Positions(LayerArguments arguments)
    {
        var op = new PositionEmbeddingOp(arguments.Size("sequenceLength"), arguments.Choice("EmbeddingsInitializer", "Initializer", InitializerKind.GlorotUniform));
        return new(input => ShapeRules.PositionEmbedding(input, op.Rows), _ => op);
    }

    public static LayerDraft Tied(LayerArguments arguments)
    {
        var bias = arguments.Attribute.Value("UseBias", false);
        var start = arguments.Choice("BiasInitializer", "Initializer", InitializerKind.Zeros);
        var activation = arguments.Choice<ActivationKind>("Activation", "Activation");
        return new(ShapeRules.Elementwise, _ => new TiedDenseOp("", 0, bias, start), activation) { Table = arguments.Attribute.Value<string>("layer") ?? "" };
    }
}
