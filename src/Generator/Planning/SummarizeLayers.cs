using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>ModelSpec -> the rows of the layer table: a layer with an activation of its own is one row.</summary>
internal static class SummarizeLayers
{
    public static EquatableArray<LayerInfo> Run(ModelSpec spec)
    {
        var sources = new LayerSources(spec);
        return new(spec.Nodes.Where(IsRow).Select(node => Row(spec, node) with { Inputs = sources.Before(node.Name) }));
    }

    /// <summary>The row that a node belongs to; null for functions, inputs, and activations behind their layer.</summary>
    public static string? LayerOf(NodeSpec node) => IsRow(node) ? node.Name : node.Owner;

    /// <summary>Layers, each once, and the products of matrices that stand between them.</summary>
    private static bool IsRow(NodeSpec node) =>
        node.Op is MatMulOp || !(node.Op is InputOp or TargetOp || node.IsPart || node.IsFunction || node.Owner is not null);

    private static LayerInfo Row(ModelSpec spec, NodeSpec node)
    {
        var input = spec.Nodes[node.Inputs[0]].OutputShape;
        var parameters = LayerParameters.Of(node.Op, input).Sum(p => Count(p.Shape));
        return new(node.Name, KerasType(node.Op, input.Count - 1), node.OutputShape, parameters, Flops(node, input, spec.Nodes[node.Inputs[node.Inputs.Count > 1 ? 1 : 0]].OutputShape), LayerImages.Of(spec, node));
    }

    /// <summary>Two for each multiplication and addition of a contraction; other work is not counted.</summary>
    /// <param name="sources">The shape of what an attention looks at.</param>
    private static long Flops(NodeSpec node, EquatableArray<int> input, EquatableArray<int> sources)
    {
        var outputs = Count(node.OutputShape);
        return node.Op switch
        {
            DenseOp => 2 * outputs * input[input.Count - 1],
            ConvOp conv => 2 * outputs * conv.Window.Area * (input[input.Count - 1] / conv.Groups),
            DepthwiseConv2DOp conv => 2 * outputs * conv.Window.Area,
            SeparableConv2DOp conv =>
                2 * outputs / conv.Filters * input[2] * conv.Multiplier * (conv.Window.Area + conv.Filters),
            Conv2DTransposeOp conv => 2 * Count(input) * conv.Window.Area * conv.Filters,
            TiedDenseOp => 2 * outputs * input[input.Count - 1],
            MultiHeadAttentionOp attention => AttentionFlops(attention, input[0], sources[0]),
            MatMulOp product => 2 * outputs * input[input.Count - (product.TransposeLeft ? 2 : 1)],
            _ => 0,
        };
    }

    /// <summary>Projections of places and sources, and the products of each pair of them.</summary>
    private static long AttentionFlops(MultiHeadAttentionOp op, long places, long sources)
    {
        long keys = (long)op.SourceHeads * op.KeyDim, values = (long)op.SourceHeads * op.ValueDim;
        var projections = (places * op.Heads * (((long)op.QueryWidth * op.KeyDim) + ((long)op.ValueDim * op.Output))) + (sources * ((op.KeyWidth * keys) + (op.ValueWidth * values)));
        return 2 * (projections + (places * sources * op.Heads * (op.KeyDim + op.ValueDim)));
    }

    private static string KerasType(OpSpec op, int rank) => op switch
    {
        MaxPoolOp => OfRank("MaxPooling", rank),
        AveragePoolOp => OfRank("AveragePooling", rank),
        GlobalMaxPoolOp => OfRank("GlobalMaxPooling", rank),
        GlobalAveragePoolOp => OfRank("GlobalAveragePooling", rank),
        ConvOp or UpSamplingOp or ZeroPaddingOp or CroppingOp or SpatialDropoutOp => OfRank(TypeName(op), rank),
        RmsNormalizationOp => "RMSNormalization",
        PReluOp => "PReLU",
        _ => TypeName(op),
    };

    private static string OfRank(string type, int rank) => type + Invariant.Text(rank) + "D";

    private static string TypeName(OpSpec op) => op.GetType().Name.Substring(0, op.GetType().Name.Length - "Op".Length);

    private static long Count(IEnumerable<int> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
