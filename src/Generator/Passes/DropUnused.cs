using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Passes;

/// <summary>Drops the nests and masks that no output needs. Inputs and parameters stay: they are the caller's.</summary>
internal static class DropUnused
{
    public static TensorGraph Run(TensorGraph graph)
    {
        var used = Used(graph, graph.Outputs);
        return GraphRewriter.Keep(graph, id => used[id] || graph.Nodes[id] is InputNode or ParameterNode);
    }

    /// <summary>The graph of the prediction alone.</summary>
    public static TensorGraph ForPrediction(TensorGraph graph)
    {
        var predicting = graph with { Outputs = new(graph.Outputs.Where(o => o.Kind == OutputKind.Prediction)) };
        var used = Used(predicting, predicting.Outputs);
        return GraphRewriter.Keep(predicting, id => used[id] || graph.Nodes[id] is ParameterNode or InputNode { Kind: InputKind.Data });
    }

    /// <summary>Which nodes the given outputs need.</summary>
    public static bool[] Used(TensorGraph graph, IEnumerable<GraphOutput> outputs)
    {
        var used = new bool[graph.Nodes.Count];
        foreach (var output in outputs)
        {
            used[output.Node] = true;
        }

        for (var id = used.Length - 1; id >= 0; id--)
        {
            foreach (var read in used[id] ? Expressions.Reads(graph.Nodes[id]) : [])
            {
                used[read] = true;
            }
        }

        return used;
    }
}
