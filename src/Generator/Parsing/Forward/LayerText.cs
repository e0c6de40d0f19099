using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A line on what a layer does, for hovering: <c>Conv2D: [28, 28, 1] to [26, 26, 32], 320 parameters.</c></summary>
internal static class LayerText
{
    public static string Of(GraphDraft graph, LayerReading layer, int? input, int output)
    {
        NodeSpec node = graph[output];
        NodeSpec owner = node.IsPart ? graph[node.Inputs[0]] : node;
        long parameters = LayerParameters.Of(owner.Op, owner.Shapes(graph.Nodes).Inputs)
            .Aggregate(0L, (sum, p) => sum + p.Shape.Aggregate(1L, (product, size) => product * size));
        return layer.Attribute.Name + ": " + (input is { } from ? Invariant.Text(graph[from].OutputShape) + " to " : "")
            + Invariant.Text(node.OutputShape)
            + (parameters > 0 ? ", " + Invariant.Grouped(parameters) + " parameters." : ".");
    }

    /// <summary>The same for a class as a layer: <c>4 x Residual: [28, 28, 16] to [28, 28, 16].</c></summary>
    public static string OfBlock(GraphDraft graph, LayerReading layer, int copies, IReadOnlyList<int> inputs, int output) =>
        (copies > 1 ? Invariant.Text(copies) + " x " : "") + layer.Attribute.TypeArgument!.Name + ": "
        + string.Join(" and ", inputs.Select(input => Invariant.Text(graph[input].OutputShape))) + " to " + Invariant.Text(graph[output].OutputShape)
        + ".";
}
