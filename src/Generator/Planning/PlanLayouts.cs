using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>Chooses where the elements of every tensor lie: padded rows, borders for padded convolutions, panels for weights.</summary>
internal static class PlanLayouts
{
    /// <summary>Half of the distance at which places share a set of a first-level cache.</summary>
    private const int SetFloats = 512;

    /// <summary>A layout per node. Inputs are as the caller has them; gradients lie as their parameters.</summary>
    public static TensorLayout[] Run(TensorGraph graph, IReadOnlyList<TensorLayout> parameters, KeptPlaces kept)
    {
        (long[][] before, long[][] after) = Borders(graph);
        (bool[] derived, HashSet<int> uncut) = (ParameterOnly.Nests(graph), Uncut(graph));
        var gradients = graph.Outputs.Where(o => o.Kind == OutputKind.ParameterGradient).ToDictionary(o => o.Node, o => o.Index);
        HashSet<int> locals = LocalsOf(graph);
        TensorLayout[] layouts = graph.Nodes.Select((node, id) => node switch
        {
            InputNode input => kept.Of(input)?.Layout ?? TensorLayout.Raw(node.Shape),

            // An element of a mask is drawn by its place in the tensor, which padding would move.
            RandomNode => TensorLayout.Raw(node.Shape),
            ParameterNode p => parameters[p.Index],
            ConstantNode when node.Shape.Count == 1 => Rank1(node.Shape),
            _ when kept.Target(graph, id) is { } place => place.Layout,
            _ when locals.Contains(id) => TensorLayout.OfStep(node.Shape, LoopAxes.DimensionsOf(graph, id), after[id]),
            _ when gradients.TryGetValue(id, out int index) => parameters[index],
            _ when derived[id] && node.Shape.Count > 1 => Weight(node.Shape, !uncut.Contains(id)),
            _ => TensorLayout.Padded(node.Shape, before[id], after[id]),
        }).ToArray();
        foreach ((LoopRegion loop, LoopCarry carry) in graph.Loops.SelectMany(loop => loop.Carries.Select(carry => (loop, carry))))
        {
            int indices = loop.BeginsAtBound ? 0 : loop.Direction == LoopDirection.Forward ? -1 : 1;
            layouts[carry.Carried] = layouts[carry.Source].Shifted(((CarriedNode)graph.Nodes[carry.Carried]).Axis, indices);
        }

        return layouts;
    }

    /// <summary>Nodes that nobody reads but the loop that computes them, step by step.</summary>
    public static HashSet<int> LocalsOf(TensorGraph graph)
    {
        var seen = new HashSet<int>(graph.Outputs.Select(output => output.Node)
            .Concat(graph.Loops.SelectMany(loop => loop.Carries.Select(carry => carry.Source))));
        foreach (Node node in graph.Nodes)
        {
            seen.UnionWith(node.Reads.Where(read => graph.Nodes[read].Loop != node.Loop));
        }

        return [.. Enumerable.Range(0, graph.Nodes.Count).Where(id =>
            graph.Nodes[id] is NestNode { Loop: not Node.NoLoop } && !seen.Contains(id) && LoopAxes.DimensionsOf(graph, id).All(d => d >= 0))];
    }

    /// <summary>The layouts of the parameters by their index.</summary>
    /// <param name="graphs">All of a model's, which have the same parameters but fuse differently.</param>
    public static TensorLayout[] Parameters(IReadOnlyList<TensorGraph> graphs)
    {
        var uncut = new HashSet<int>(graphs.SelectMany(graph =>
            Uncut(graph).Select(id => graph.Nodes[id]).OfType<ParameterNode>().Select(p => p.Index)));
        return graphs[0].Nodes.OfType<ParameterNode>().OrderBy(p => p.Index)
            .Select(p => p.Shape.Count < 2 ? Rank1(p.Shape) : p.SparseUpdates ? TensorLayout.WholeRows(p.Shape)
                : Weight(p.Shape, !uncut.Contains(p.Index))).ToArray();
    }

    /// <summary>The layout with a border that an input needs beside its raw one, or null.</summary>
    public static TensorLayout? Bordered(TensorGraph graph, int id)
    {
        (long[][] before, long[][] after) = Borders(graph);
        return before[id].Concat(after[id]).Any(b => b != 0) ? TensorLayout.Padded(graph.Nodes[id].Shape, before[id], after[id]) : null;
    }

    /// <summary>The nodes beyond whose borders some load goes.</summary>
    public static HashSet<int> BordersRead(TensorGraph graph) => [.. Uses(graph)
        .Where(uses => uses.Any(use => IsBorderRead(graph.Nodes[uses.Key].Shape, use.Nest, use.Access)))
        .Select(uses => uses.Key)];

    private static bool IsBorderRead(EquatableArray<int> shape, NestNode nest, EquatableArray<Affine> access) => access
        .Zip(shape, (form, size) => (Range: Expressions.Range(form, nest.Box), size))
        .Any(a => a.size != TensorGraph.Batch && (a.Range.Low < 0 || a.Range.High >= a.size));

    /// <summary>Tensors without a batch that some nest reads in a way that panels do not allow.</summary>
    private static HashSet<int> Uncut(TensorGraph graph) =>
    [
        .. from nest in graph.Nodes.OfType<NestNode>()
           from load in Expressions.Loads(nest)
           let shape = graph.Nodes[load.Node].Shape
           where shape.Count > 1 && shape[0] != TensorGraph.Batch && !CanCut(nest, load.Access[shape.Count - 1], shape[shape.Count - 1])
           select load.Node,
        .. graph.Nodes.OfType<GatherNode>().Select(gather => gather.Table),
    ];

    /// <summary>
    /// Weights lie in panels along their last dimension, so that a vector of outputs loads as one, wherever every use can be
    /// cut into whole panels; else as the user sees them.
    /// </summary>
    private static TensorLayout Weight(EquatableArray<int> shape, bool isCut) =>
        isCut ? TensorLayout.Panels(shape, shape.Count - 1) : TensorLayout.Raw(shape);

    private static TensorLayout Rank1(EquatableArray<int> shape) =>
        TensorLayout.Raw(shape) with { PaddedLast = TensorLayout.Round(shape[0]) };

    /// <summary>Whether the access is one index over the whole dimension, or blocks of whole panels plus an index within a block.</summary>
    private static bool CanCut(NestNode nest, Affine access, int size)
    {
        long width = Math.Min(TensorLayout.Pad(size), Processor.MostLanes);
        var units = access.Terms.Where(t => t.Coefficient == 1).ToList();
        bool alone = access.Terms.Count == 1 && units.Count == 1 && access.Constant == 0;
        return alone || (units.Count == 1 && access.Constant % width == 0 && nest.Box[units[0].Index].Extent % width == 0
            && access.Terms.All(t => t.Coefficient == 1 || t.Coefficient % width == 0));
    }

    private static ILookup<int, (NestNode Nest, EquatableArray<Affine> Access)> Uses(TensorGraph graph) =>
        (from nest in graph.Nodes.OfType<NestNode>()
         from load in Expressions.Loads(nest)
         select (nest, load)).ToLookup(use => use.load.Node, use => (use.nest, use.load.Access));

    /// <summary>
    /// A block writes a pixel's values far apart; at a power of two all of them would fall into the same few lines of the cache. A row between keeps
    /// them off.
    /// </summary>
    private static void Spread(EquatableArray<int> shape, long[] after)
    {
        int rows = shape.Count - 2;
        if (shape[rows] * TensorLayout.Pad(shape[rows + 1]) % SetFloats == 0)
        {
            after[rows]++;
        }
    }

    private static (long[][] Before, long[][] After) Borders(TensorGraph graph)
    {
        long[][] before = graph.Nodes.Select(n => new long[n.Shape.Count]).ToArray();
        long[][] after = graph.Nodes.Select(n => new long[n.Shape.Count]).ToArray();
        foreach ((NestNode? nest, int id) in graph.Nodes.Select((node, id) => (node as NestNode, id)))
        {
            if (nest is null || !(Expressions.IsContraction(nest) || nest.Loop != Node.NoLoop))
            {
                continue;
            }

            Widen(id, nest, nest.Target);
            foreach (LoadExpr load in Expressions.Loads(nest).Where(l => l.Fill == 0))
            {
                Widen(load.Node, nest, load.Access);
            }
        }

        foreach (int id in LocalsOf(graph).Where(id => graph.Loops[graph.Nodes[id].Loop].Axes.Count > 1))
        {
            Spread(graph.Nodes[id].Shape, after[id]);
        }

        foreach ((LoopRegion loop, LoopCarry carry) in graph.Loops.SelectMany(loop => loop.Carries.Select(carry => (loop, carry))))
        {
            (loop.Direction == LoopDirection.Forward ? before : after)[carry.Source][((CarriedNode)graph.Nodes[carry.Carried]).Axis] = 1;
        }

        return (before, after);

        void Widen(int node, NestNode nest, EquatableArray<Affine> access)
        {
            for (int d = 1; d < access.Count - 1; d++)
            {
                (long low, long high) = Expressions.Range(access[d], nest.Box);
                before[node][d] = Math.Max(before[node][d], -low);
                after[node][d] = Math.Max(after[node][d], high - graph.Nodes[node].Shape[d] + 1);
            }
        }
    }
}
