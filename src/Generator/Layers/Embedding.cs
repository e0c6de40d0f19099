using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A row of a table [Rows, Width] for each whole number: [...] to [..., Width].</summary>
internal sealed record EmbeddingOp(int Rows, int Width, InitializerKind Initializer) : LayerOp
{
    private static readonly EquatableArray<PenaltyRule> Penalties = new([new("embeddings", "Embeddings")]);

    public static LayerCard Attribute { get; } = new("Embedding", "Embedding", InputRule.OneOrNumber, Penalties, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new EmbeddingOp(
        arguments.Size("inputDim"), arguments.Size("outputDim"), arguments.Initializer("EmbeddingsInitializer", InitializerKind.RandomUniform)));

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape.Append(Width));

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        [LayerParameter.Table(Rows, Width, Initializer)];

    public override long Flops(OpShapes shapes) => 0;

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;

    public override WholeNumbers? Numbers(OpShapes shapes) => new(0, Rows);

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public override int Build(BuildContext at)
    {
        var output = at.Output;
        var places = (int)ShapeRules.Elements(output.Take(output.Count - 1));
        var rows = Reshaping.Build(at.Graph, at.Name + ".rows", new([places]), at.Input);
        var name = output.Count == 2 ? at.Name : at.Name + ".flat";
        var flat = at.Graph.Add(new GatherNode(name, new([TensorGraph.Batch, places, Width]), at.Parameters[0], rows));
        return Reshaping.Build(at.Graph, at.Name, output, flat);
    }
}
