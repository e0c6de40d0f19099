using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>The rules of loops: that each step needs nothing but what it carries, what lies outside, and what it computes itself.</summary>
internal static class VerifyLoops
{
    /// <summary>The loops themselves.</summary>
    /// <exception cref="InvalidOperationException">A rule is broken.</exception>
    public static void Run(TensorGraph graph)
    {
        for (int position = 0; position < graph.Loops.Count; position++)
        {
            if (Fault(graph, graph.Loops[position], position) is { } fault)
            {
                throw new InvalidOperationException($"Loop {Invariant.Text(position)}: {fault}.\n{PrintGraph.Run(graph)}");
            }
        }
    }

    private static string? Fault(TensorGraph graph, LoopRegion loop, int position) =>
        loop.Axes.Count == 0 || loop.Axes.Select(axis => axis.Name).Distinct().Count() != loop.Axes.Count ? "it needs axes of different names"
        : loop.Axes.Count > 1 && (loop.Carries.Count > 0 || loop.Direction == LoopDirection.Backward)
        ? "several axes have no order in which something is carried"
        : loop.Bound != LoopRegion.NoBound && (loop.Axes.Count > 1 || !IsBound(graph, loop, position))
        ? "its bound is no node of shape [N] outside of it"
        : loop.Carries.Select(carry => CarryFault(graph, carry, position)).FirstOrDefault(fault => fault is not null);

    private static bool IsBound(TensorGraph graph, LoopRegion loop, int position) => loop.Bound >= 0 && loop.Bound < graph.Nodes.Count
        && graph.Nodes[loop.Bound].Shape == new EquatableArray<int>([TensorGraph.Batch]) && graph.Nodes[loop.Bound].Loop != position;

    private static string? CarryFault(TensorGraph graph, LoopCarry carry, int position)
    {
        bool IsHere(int id) => id >= 0 && id < graph.Nodes.Count && graph.Nodes[id].Loop == position;
        return !IsHere(carry.Carried) || graph.Nodes[carry.Carried] is not CarriedNode carried ? "it does not have the carried node that it names"
            : !IsHere(carry.Source) || graph.Nodes[carry.Source] is not NestNode source ? "it does not compute what it carries"
            : source.Shape != carried.Shape || LoopAxes.DimensionsOf(graph, carry.Source)[0] != carried.Axis
            ? "'" + carried.Name + "' has not the shape of '" + source.Name + "'"
            : null;
    }

    /// <summary>The first rule that a node of a loop breaks, or null.</summary>
    public static string? Fault(TensorGraph graph, int id) => graph.Nodes[id] switch
    {
        { Loop: Node.NoLoop } or CarriedNode => null,
        NestNode nest => NestFault(graph, nest, graph.Loops[nest.Loop]),
        _ => "a loop has nests and what it carries only",
    };

    private static string? NestFault(TensorGraph graph, NestNode nest, LoopRegion loop)
    {
        int[] indices = LoopAxes.IndicesOf(nest, loop);
        if (indices.Where((index, axis) => index < 0 || nest.Box[index].Extent != loop.Axes[axis].Extent).Any())
        {
            return "its box has not the axes of its loop";
        }

        if (Expressions.ReducesBatch(nest) && !loop.Axes.Any(axis => axis.Extent == TensorGraph.Batch))
        {
            return "it sums over the batch, whose parts are added when a phase has ended, and not in each step of a loop";
        }

        return TargetFault(nest, indices)
            ?? Expressions.Loads(nest).Select(load => LoadFault(graph, nest, load, indices)).FirstOrDefault(fault => fault is not null)
            ?? (Parts(nest).OfType<IndexExpr>().Any(index => indices.Any(i => index.Value[i] != 0))
            ? "a number of it is the step's, which only tensors may tell" : null);
    }

    private static IEnumerable<Expr> Parts(NestNode nest) =>
        Expressions.SelfAndParts(nest.Body).Concat(nest.Epilogue is null ? [] : Expressions.SelfAndParts(nest.Epilogue));

    /// <summary>Each step writes its own elements, or adds to a sum over all steps.</summary>
    private static string? TargetFault(NestNode nest, int[] indices)
    {
        bool isSum = nest.Combine == Combine.Sum && nest.Epilogue is null && indices.All(i => nest.Target.All(form => form[i] == 0));
        return isSum || nest.Combine == Combine.Assign || indices.All(i => IsAlone(nest.Target, i)) ? null
            : "a step writes elsewhere than in its own row, but for sums";
    }

    private static string? LoadFault(TensorGraph graph, NestNode nest, LoadExpr load, int[] indices)
    {
        Node source = graph.Nodes[load.Node];
        if (source.Loop != nest.Loop)
        {
            return null;
        }

        int[] dimensions = LoopAxes.DimensionsOf(graph, load.Node);
        return dimensions.Zip(indices, (dimension, index) =>
            dimension >= 0 && load.Access[dimension] == Affine.Of(index) && IsAlone(load.Access, index)).All(own => own)
            ? null : "it reads '" + source.Name + "', which its loop computes, at another step than its own";
    }

    private static bool IsAlone(EquatableArray<Affine> access, int index) =>
        access.Count(form => form[index] != 0) == 1 && access.Contains(Affine.Of(index));
}
