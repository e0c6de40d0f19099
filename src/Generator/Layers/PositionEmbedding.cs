using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>The first rows of a table [Rows, width], as many as the input [..., places, width] has places, the same for each sample.</summary>
internal sealed record PositionEmbeddingOp(int Rows, InitializerKind Initializer) : ComputingLayer, ITakesShapeOnly
{
    public static LayerCard Attribute { get; } = new("PositionEmbedding", "PositionEmbedding", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new PositionEmbeddingOp(
        arguments.Size("sequenceLength"), arguments.Initializer("EmbeddingsInitializer", InitializerKind.GlorotUniform)));

    /// <summary>There are at most as many places as rows.</summary>
    public override ShapeResult Shape(LayerInputs inputs)
    {
        EquatableArray<int> shape = inputs.First.Shape;
        return shape.Count < 2 || shape[shape.Count - 2] > Rows
            ? ShapeResult.Refuse(Descriptors.TooManyPlaces, [], Invariant.Text(Rows), inputs.First.Text, inputs.First.Name)
            : ShapeResult.Of(shape);
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        [LayerParameter.Table(Rows, inputs[0].Last(), Initializer)];

    public override long Flops(OpShapes shapes) => 0;

    public override int Build(BuildContext at)
    {
        int rank = at.InputRows.Count;
        return at.Map(new LoadExpr(at.Parameters[0], new([Affine.Of(rank - 2), Affine.Of(rank - 1)])));
    }

    /// <summary>The rows are the same for each sample.</summary>
    public override OnnxValue Export(ExportContext at)
    {
        int places = at.Output[at.Output.Count - 2];
        string rows = places == Rows ? at.Parameters[0]
            : at.Add("rows", "Slice", [at.Parameters[0], at.Graph.Ints(0), at.Graph.Ints(places), at.Graph.Ints(0)]);
        var table = new OnnxValue(at.Output, isBatched: false, at.Graph.Root) { Plain = rows };
        long[] shape = [.. at.Output.Select(size => (long)size)];
        return shape.Length == 2 ? table : at.Of(at.Add("each", "Expand", [rows, at.Graph.Ints(shape)]), isBatched: false);
    }
}
