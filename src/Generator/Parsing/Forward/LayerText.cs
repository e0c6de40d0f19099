using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>A line on what a layer does, for hovering: <c>Conv2D: [28, 28, 1] to [26, 26, 32], 320 parameters.</c></summary>
internal static class LayerText
{
    public static string Of(GraphDraft graph, LayerReading layer, int input, int output)
    {
        var node = graph[output];
        var op = node.IsPart ? graph[node.Inputs[0]].Op : node.Op;
        var parameters = LayerParameters.Of(op, graph[input].OutputShape).Aggregate(0L, (sum, p) => sum + p.Shape.Aggregate(1L, (product, size) => product * size));
        return layer.Attribute.Name + ": " + Invariant.Text(graph[input].OutputShape) + " to " + Invariant.Text(node.OutputShape)
            + (parameters > 0 ? ", " + Invariant.Grouped(parameters) + " parameters." : ".");
    }
}
