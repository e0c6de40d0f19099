using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;
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
        node.Op.Row.Kind == RowKind.Always || (node.Op.Row.Kind == RowKind.Layer && !node.IsPart && !node.IsFunction && node.Owner is null);

    private static LayerInfo Row(ModelSpec spec, NodeSpec node)
    {
        OpShapes shapes = node.Shapes(spec.Nodes);
        long parameters = LayerParameters.Of(node.Op, shapes.Inputs).Sum(p => Count(p.Shape));
        return new(node.Name, node.Op.Row.Type, node.OutputShape, parameters, node.Op.Flops(shapes));
    }

    private static long Count(IEnumerable<int> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
