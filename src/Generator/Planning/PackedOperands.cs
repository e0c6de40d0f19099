using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// Which weights a contraction needs in other panels than they lie in: when the index of the target's vectors runs along another dimension of them.
/// </summary>
internal static class PackedOperands
{
    /// <summary>Operand and the dimension its panels should have; none when a factor already has vectors along the target's.</summary>
    /// <param name="isDerived">Which nodes are weights, too: those that depend on parameters only.</param>
    public static IEnumerable<(int Operand, int Dimension)> Of(
        TensorGraph graph, int id, NestNode nest, IReadOnlyList<TensorLayout> layouts, bool[] isDerived)
    {
        if (!Expressions.IsContraction(nest) && !IsOfWeights(graph, nest, isDerived))
        {
            return [];
        }

        var loads = Expressions.Loads(nest.Body).ToList();
        var lanes = Along(nest.Target, layouts[id], nest).ToList();
        if (lanes.Any(lane => loads.Any(load => Along(load.Access, layouts[load.Node], nest).Contains(lane))))
        {
            return [];
        }

        IEnumerable<(int Node, int dimension)> packed =
            from lane in lanes
            from load in loads
            where (isDerived[load.Node] || graph.Nodes[load.Node] is ParameterNode)
                && loads.All(other => other == load || other.Access.All(a => a[lane] == 0) || other.Node == load.Node)
            from dimension in Enumerable.Range(0, load.Access.Count)
            where loads.Where(other => other.Node == load.Node).All(other => other.Access[dimension] == Affine.Of(lane))
                && nest.Box[lane].Extent == graph.Nodes[load.Node].Shape[dimension]
            select (load.Node, dimension);
        return packed.Take(1);
    }

    /// <summary>Whether the nest is a map of one such tensor: what is derived from it once, whose reads may be in its own order.</summary>
    private static bool IsOfWeights(TensorGraph graph, NestNode nest, bool[] isDerived) =>
        nest.Combine == Combine.Assign && Expressions.Loads(nest).Select(l => l.Node).Distinct().ToList() is { Count: 1 } nodes
        && (isDerived[nodes[0]] || graph.Nodes[nodes[0]] is ParameterNode)
        && nest.Box.All(axis => axis.Extent != TensorGraph.Batch);

    /// <summary>Box indices whose step is the next float.</summary>
    private static IEnumerable<int> Along(EquatableArray<Affine> access, TensorLayout layout, NestNode nest) =>
        access.Count == 0 ? [] : access[layout.PanelDimension >= 0 ? layout.PanelDimension : access.Count - 1].Terms
            .Where(t => t.Coefficient == 1 && nest.Box[t.Index].Extent > 1).Select(t => t.Index);
}
