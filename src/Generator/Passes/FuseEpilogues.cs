using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Ops;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A map that is the only reader of a sum or maximum, at the same place, becomes its epilogue: bias and activation then work on the accumulator.
/// A sum over the batch stays alone: a micro-batch knows its part of it only.
/// </summary>
internal static class FuseEpilogues
{
    public static TensorGraph Run(TensorGraph graph)
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            var readers = GraphRewriter.CountReaders(graph);
            for (var id = 0; id < graph.Nodes.Count && !changed; id++)
            {
                if (graph.Nodes[id] is NestNode { Combine: Combine.Assign } map && Producer(graph, map, readers) is { } producer)
                {
                    graph = Fuse(graph, id, map, producer);
                    changed = true;
                }
            }
        }

        return graph;
    }

    /// <summary>The nest whose epilogue the map can be, or null.</summary>
    private static int? Producer(TensorGraph graph, NestNode map, int[] readers)
    {
        var identity = GraphBuilder.Identity(map.Shape.Count);
        if (map.Target != identity || map.Epilogue is not null || Expressions.SelfAndParts(map.Body).Any(e => e is IndexExpr))
        {
            return null;
        }

        foreach (var id in Expressions.Loads(map.Body).Select(l => l.Node).Distinct().OrderByDescending(n => n))
        {
            if (graph.Nodes[id] is NestNode nest && nest.Combine is Combine.Sum or Combine.Max && readers[id] == 1 && nest.Shape == map.Shape
                && Expressions.Loads(map.Body).Where(l => l.Node == id).All(l => l.Access == identity)
                && Expressions.IsInjective(nest.Target, nest.Box) && ReachesAll(nest) && !Expressions.ReducesBatch(nest))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Every element is the sum of some points: along each dimension one index as long as it, or blocks of them.</summary>
    private static bool ReachesAll(NestNode nest) => nest.Target.Zip(nest.Shape, (access, size) => size == TensorGraph.Batch
        || access.Terms.Aggregate(1, (points, t) => points * nest.Box[t.Index].Extent) == size).All(reached => reached);

    private static TensorGraph Fuse(TensorGraph graph, int id, NestNode map, int producer)
    {
        var nest = (NestNode)graph.Nodes[producer];
        var epilogue = Move(map.Body, producer, nest);
        var fused = nest with { Name = map.Name, Epilogue = epilogue };
        return GraphRewriter.Keep(GraphRewriter.Replace(graph, new System.Collections.Generic.Dictionary<int, Node> { [id] = fused }), node => node != producer);
    }

    /// <summary>The map's body over the nest's indices, the nest's own epilogue in place of its value.</summary>
    private static Expr Move(Expr expression, int producer, NestNode nest) => expression switch
    {
        LoadExpr load when load.Node == producer => nest.Epilogue ?? new AccumulatorExpr(),
        LoadExpr load => load with { Access = new(load.Access.Select(a => a.Substitute(nest.Target))) },
        UnaryExpr u => u with { Operand = Move(u.Operand, producer, nest) },
        BinaryExpr b => b with { Left = Move(b.Left, producer, nest), Right = Move(b.Right, producer, nest) },
        SelectExpr s => new SelectExpr(
            s.Kind, Move(s.Left, producer, nest), Move(s.Right, producer, nest), Move(s.Then, producer, nest), Move(s.Else, producer, nest)),
        _ => expression,
    };
}
