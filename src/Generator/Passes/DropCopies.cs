using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// In a loop, what reads a copy of a nest of the same loop, element by element at its place, reads the nest itself. Outside of loops a plan gives the
/// copy the memory of what it copies.
/// </summary>
internal static class DropCopies
{
    public static TensorGraph Run(TensorGraph graph)
    {
        if (graph.Loops.Count == 0)
        {
            return graph;
        }

        var kept = new HashSet<int>(GraphRewriter.ReadByGraph(graph));
        int[] originals = Enumerable.Range(0, graph.Nodes.Count).ToArray();
        for (int id = 0; id < originals.Length; id++)
        {
            if (!kept.Contains(id) && Original(graph, id) is { } source)
            {
                originals[id] = originals[source];
            }
        }

        IEnumerable<Node> rereading = graph.Nodes.Select(node => node.WithReads(id => originals[id]));
        return GraphRewriter.Keep(graph with { Nodes = new(rereading) }, id => originals[id] == id);
    }

    private static int? Original(TensorGraph graph, int id) =>
        graph.Nodes[id] is NestNode { Combine: Combine.Assign, Epilogue: null, Body: LoadExpr load } copy && copy.Loop != Node.NoLoop
        && copy.Target == GraphBuilder.Identity(copy.Shape.Count) && load.Access == copy.Target
        && graph.Nodes[load.Node] is NestNode source && source.Loop == copy.Loop && source.Shape == copy.Shape
        ? load.Node : null;
}
