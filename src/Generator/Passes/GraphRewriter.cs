using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>Builds a graph anew from another's nodes, with ids in the new order.</summary>
internal static class GraphRewriter
{
    /// <summary>The graph without the nodes for which <paramref name="keep"/> is false; none of the others may read one of them.</summary>
    public static TensorGraph Keep(TensorGraph graph, Func<int, bool> keep) =>
        Reorder(graph, [.. Enumerable.Range(0, graph.Nodes.Count).Where(keep)]);

    /// <summary>
    /// The graph of some nodes in a new order, in which each still stands behind those that it reads. A loop without nodes is gone.
    /// </summary>
    public static TensorGraph Reorder(TensorGraph graph, IReadOnlyList<int> order)
    {
        int[] ids = new int[graph.Nodes.Count];
        for (int position = 0; position < order.Count; position++)
        {
            ids[order[position]] = position;
        }

        var used = new HashSet<int>(order.Select(id => graph.Nodes[id].Loop));
        var kept = Enumerable.Range(0, graph.Loops.Count).Where(used.Contains).ToList();
        IEnumerable<Node> nodes = order.Select(id => graph.Nodes[id].WithReads(read => ids[read]))
            .Select(node => node.Loop == Node.NoLoop || kept.Count == graph.Loops.Count ? node : node with { Loop = kept.IndexOf(node.Loop) });
        return Rebuilt(graph with { Loops = new(kept.Select(loop => graph.Loops[loop])) }, nodes, id => ids[id]);
    }

    /// <summary>The graph with other nodes, whose reads are right already.</summary>
    /// <param name="id">The new place of a node that was in the graph.</param>
    public static TensorGraph Rebuilt(TensorGraph graph, IEnumerable<Node> nodes, Func<int, int> id) => new(
        new(nodes),
        new(graph.Outputs.Select(output => output with { Node = id(output.Node) })),
        new(graph.Loops.Select(loop => loop with
        {
            Bound = loop.Bound == LoopRegion.NoBound ? LoopRegion.NoBound : id(loop.Bound),
            Carries = new(loop.Carries.Select(carry => new LoopCarry(id(carry.Carried), id(carry.Source)))),
        })));

    /// <summary>What the graph itself names, which must stay whoever reads it: outputs, and what loops carry and are bounded by.</summary>
    public static IEnumerable<int> ReadByGraph(TensorGraph graph) => graph.Outputs.Select(output => output.Node)
        .Concat(graph.Loops.SelectMany(loop => loop.Carries.Select(carry => carry.Source).Append(loop.Bound)).Where(id => id >= 0));

    /// <summary>How often each node is read, an output and a loop counting as readers.</summary>
    public static int[] CountReaders(TensorGraph graph)
    {
        int[] readers = new int[graph.Nodes.Count];
        foreach (int node in graph.Nodes.SelectMany(n => n.Reads.Distinct()).Concat(ReadByGraph(graph)))
        {
            readers[node]++;
        }

        return readers;
    }
}
