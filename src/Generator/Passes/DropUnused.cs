using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>Drops the nests and masks that no output needs. Inputs and parameters stay: they are the caller's.</summary>
internal static class DropUnused
{
    public static TensorGraph Run(TensorGraph graph)
    {
        bool[] used = Used(graph, graph.Outputs);
        return GraphRewriter.Keep(WithoutCarries(graph, used), id => used[id] || graph.Nodes[id] is InputNode or ParameterNode);
    }

    /// <summary>The graph of the prediction alone.</summary>
    public static TensorGraph ForPrediction(TensorGraph graph)
    {
        TensorGraph predicting = graph with { Outputs = new(graph.Outputs.Where(o => o.Kind == OutputKind.Prediction)) };
        bool[] used = Used(predicting, predicting.Outputs);
        return GraphRewriter.Keep(WithoutCarries(predicting, used), id =>
            used[id] || graph.Nodes[id] is ParameterNode or InputNode { Kind: InputKind.Data });
    }

    /// <summary>The graph without the counts of places, which a driver of their own computes.</summary>
    public static TensorGraph WithoutPlaces(TensorGraph graph) => graph.Outputs.All(o => o.Kind != OutputKind.Places) ? graph
        : Run(graph with { Outputs = new(graph.Outputs.Where(o => o.Kind != OutputKind.Places)) });

    /// <summary>The graph of the counts of places alone; null where there are none.</summary>
    public static TensorGraph? ForPlaces(TensorGraph graph) => graph.Outputs.All(o => o.Kind != OutputKind.Places) ? null
        : Run(graph with { Outputs = new(graph.Outputs.Where(o => o.Kind == OutputKind.Places)) });

    /// <summary>
    /// Which nodes the given outputs need. What a loop carries needs what it was a step before, which stands behind: then once more.
    /// </summary>
    public static bool[] Used(TensorGraph graph, IEnumerable<GraphOutput> outputs)
    {
        bool[] used = new bool[graph.Nodes.Count];
        foreach (GraphOutput output in outputs)
        {
            used[output.Node] = true;
        }

        do
        {
            for (int id = used.Length - 1; id >= 0; id--)
            {
                foreach (int read in used[id] ? graph.Nodes[id].Reads : [])
                {
                    used[read] = true;
                }
            }
        }
        while (MarkOfLoops(graph, used));
        return used;
    }

    /// <summary>Marks the sources of carried nodes and the bounds of loops that are used; true when there are new ones.</summary>
    private static bool MarkOfLoops(TensorGraph graph, bool[] used)
    {
        bool found = false;
        for (int position = 0; position < graph.Loops.Count; position++)
        {
            LoopRegion loop = graph.Loops[position];
            IEnumerable<int> wanted = loop.Carries.Where(carry => used[carry.Carried]).Select(carry => carry.Source);
            bool isUsed = graph.Nodes.Where((node, id) => node.Loop == position && used[id]).Any();
            foreach (int id in isUsed && loop.Bound != LoopRegion.NoBound ? wanted.Append(loop.Bound) : wanted)
            {
                found |= !used[id];
                used[id] = true;
            }
        }

        return found;
    }

    /// <summary>The graph in which loops carry only what is read; a last node reads its carried node, too.</summary>
    private static TensorGraph WithoutCarries(TensorGraph graph, bool[] used) => graph.Loops.Count == 0 ? graph : graph with
    {
        Loops = new(graph.Loops.Select(loop => loop with { Carries = new(loop.Carries.Where(carry => used[carry.Carried])) })),
    };
}
