using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A map that is the only reader of a sum or maximum, at the same place, becomes its epilogue: bias and activation then work on the accumulator.
/// A sum over the batch stays alone: a micro-batch knows its part of it only.
/// </summary>
internal sealed class FuseEpilogues
{
    private readonly Node[] _nodes;
    private readonly int[] _readers;
    private readonly bool[] _fused;

    private FuseEpilogues(TensorGraph graph) =>
        (_nodes, _readers, _fused) = ([.. graph.Nodes], GraphRewriter.CountReaders(graph), new bool[graph.Nodes.Count]);

    public static TensorGraph Run(TensorGraph graph) => new FuseEpilogues(graph).Apply(graph);

    private TensorGraph Apply(TensorGraph graph)
    {
        // What a map reads stands before it, and a fused nest stands in the map's place: one walk sees every chain from its beginning.
        for (int id = 0; id < _nodes.Length; id++)
        {
            if (_nodes[id] is NestNode { Combine: Combine.Assign } map && Producer(map) is { } producer)
            {
                Fuse(id, map, producer);
            }
        }

        return GraphRewriter.Keep(graph with { Nodes = new(_nodes) }, id => !_fused[id]);
    }

    /// <summary>The nest whose epilogue the map can be, or null.</summary>
    private int? Producer(NestNode map)
    {
        EquatableArray<Affine> identity = GraphBuilder.Identity(map.Shape.Count);
        if (map.Target != identity || map.Epilogue is not null || Expressions.SelfAndParts(map.Body).Any(e => e is IndexExpr))
        {
            return null;
        }

        foreach (int id in Expressions.Loads(map.Body).Select(l => l.Node).Distinct().OrderByDescending(n => n))
        {
            if (_nodes[id] is NestNode nest && nest.Combine is Combine.Sum or Combine.Max && _readers[id] == 1 && nest.Shape == map.Shape
                && nest.Loop == map.Loop
                && Expressions.Loads(map.Body).Where(l => l.Node == id).All(l => l.Access == identity)
                && Expressions.IsInjective(nest.Target, nest.Box)
                && Expressions.ReachesAll(nest.Target, nest.Box, nest.Shape) && !Expressions.ReducesBatch(nest))
            {
                return id;
            }
        }

        return null;
    }

    private void Fuse(int id, NestNode map, int producer)
    {
        var nest = (NestNode)_nodes[producer];
        NestNode fused = nest with { Name = map.Name, Epilogue = Move(map.Body, producer, nest) };
        _nodes[id] = fused;
        _fused[producer] = true;

        // What both have read has one reader less.
        foreach (int node in Operands(nest).Intersect(Operands(map)))
        {
            _readers[node]--;
        }
    }

    private static IEnumerable<int> Operands(NestNode nest) => Expressions.Loads(nest).Select(l => l.Node);

    /// <summary>The map's body over the nest's indices, the nest's own epilogue in place of its value.</summary>
    private static Expr Move(Expr body, int producer, NestNode nest) => Expressions.Rewrite(
        body, part => part is LoadExpr load && load.Node == producer ? nest.Epilogue ?? new AccumulatorExpr() : Expressions.Over(part, nest.Target));
}
