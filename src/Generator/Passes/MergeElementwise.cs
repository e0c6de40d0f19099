using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>A map that only another map reads, at the same place, becomes part of it: its tensor is neither written nor read.</summary>
internal static class MergeElementwise
{
    /// <summary>Larger bodies would need more registers, and more of the just-in-time compiler, than a pass over memory costs.</summary>
    private const int MostParts = 64, MostLoads = 12, LargestTree = 128;

    public static TensorGraph Run(TensorGraph graph)
    {
        Node[] nodes = graph.Nodes.ToArray();
        int[] readers = GraphRewriter.CountReaders(graph);
        var merged = new HashSet<int>();
        for (int id = 0; id < nodes.Length; id++)
        {
            // Those before have taken in theirs.
            while (nodes[id] is NestNode map && IsMap(map) && map.Body is not LoadExpr && Operand(nodes, map, readers) is { } operand)
            {
                Expr body = Expressions.Rewrite(map.Body, part =>
                    part is LoadExpr load && load.Node == operand ? ((NestNode)nodes[operand]).Body : part);
                nodes[id] = map with { Body = body };
                merged.Add(operand);
            }
        }

        return GraphRewriter.Keep(graph with { Nodes = new(nodes) }, id => !merged.Contains(id));
    }

    /// <summary>A node that the map can take in, or null.</summary>
    private static int? Operand(Node[] nodes, NestNode map, int[] readers)
    {
        EquatableArray<Affine> identity = GraphBuilder.Identity(map.Shape.Count);
        foreach (IGrouping<int, LoadExpr> loads in Expressions.Loads(map.Body).GroupBy(load => load.Node))
        {
            if (nodes[loads.Key] is NestNode operand && IsMap(operand) && readers[loads.Key] == 1 && operand.Shape == map.Shape
                && operand.Loop == map.Loop
                && loads.All(load => load.Access == identity) && IsSmall(map, operand))
            {
                return loads.Key;
            }
        }

        return null;
    }

    private static bool IsMap(NestNode nest) =>
        nest is { Combine: Combine.Assign, Epilogue: null } && nest.Target == GraphBuilder.Identity(nest.Shape.Count)
            && nest.Box.Count == nest.Shape.Count;

    private static bool IsSmall(NestNode map, NestNode operand)
    {
        // A value that is used twice stands twice in the tree, but is computed once.
        var parts = Expressions.SelfAndParts(map.Body).Concat(Expressions.SelfAndParts(operand.Body)).ToList();
        var different = new HashSet<Expr>(parts);
        return parts.Count <= LargestTree && different.Count <= MostParts && different.OfType<LoadExpr>().Count() <= MostLoads;
    }
}
