using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes.Winograd;

/// <summary>
/// The gradient of a convolution's image adds to [y + p]: a scatter. With stride 1 the same sums are a convolution with the kernel turned round,
/// where an
/// element is one sum; those that <see cref="WinogradForm"/> takes are written so.
/// </summary>
internal static class GatherGradients
{
    public static TensorGraph Run(TensorGraph graph)
    {
        bool[] isDerived = ParameterOnly.Nests(graph);
        return graph with { Nodes = new(graph.Nodes.Select(node =>
            node is NestNode nest && Gather(graph, isDerived, nest) is { } gathered ? gathered : node)) };
    }

    private static NestNode? Gather(TensorGraph graph, bool[] isDerived, NestNode nest)
    {
        if (!Expressions.IsContraction(nest) || nest.Epilogue is not null || nest.Shape.Count != 4 || nest.Target[1].Terms.Count != 2
            || nest.Target[2].Terms.Count != 2)
        {
            return null;
        }

        Axis[] box = nest.Box.ToArray();
        Affine[] indices = Enumerable.Range(0, box.Length).Select(i => Affine.Of(i)).ToArray();
        Affine[] target = nest.Target.ToArray();
        foreach (int dimension in new[] { 1, 2 })
        {
            if (Pair(graph, nest, dimension) is not var (place, tap))
            {
                return null;
            }

            // The element y' = y + p + constant takes from y = y' + p' - (taps - 1) - constant, the taps p' being numbered from the other end.
            int taps = box[tap].Extent;
            indices[tap] = Affine.Of(tap, -1, taps - 1);
            indices[place] = Affine.Of(place) + Affine.Of(tap, 1, 1 - taps - nest.Target[dimension].Constant);
            box[place] = box[place] with { Extent = nest.Shape[dimension] };
            target[dimension] = Affine.Of(place);
        }

        NestNode gathered = nest with
        {
            Box = new(box),
            Target = new(target),
            Body = Expressions.Rewrite(nest.Body, part => Expressions.Over(part, indices)),
        };
        return WinogradForm.Of(graph, isDerived, gathered) is null ? null : gathered;
    }

    /// <summary>The index of the place and that of the tap in a sum of both: a tensor is read at the place, all along, and zero beyond it.</summary>
    private static (int Place, int Tap)? Pair(TensorGraph graph, NestNode nest, int dimension)
    {
        Affine form = nest.Target[dimension];
        if (form.Terms.Any(t => t.Coefficient != 1 || nest.Target.Count(other => other[t.Index] != 0) != 1))
        {
            return null;
        }

        foreach ((int place, int tap) in new[] { (form.Terms[0].Index, form.Terms[1].Index), (form.Terms[1].Index, form.Terms[0].Index) })
        {
            var uses = Uses(nest, place).ToList();
            if (uses.Count == 1 && uses[0].Load.Fill == 0 && uses[0].Load.Access[uses[0].Dimension] == Affine.Of(place)
                && graph.Nodes[uses[0].Load.Node].Shape[uses[0].Dimension] == nest.Box[place].Extent
                && Uses(nest, tap).All(use => use.Load.Access[use.Dimension] == Affine.Of(tap)))
            {
                return (place, tap);
            }
        }

        return null;
    }

    private static IEnumerable<(LoadExpr Load, int Dimension)> Uses(NestNode nest, int index) =>
        from load in Expressions.Loads(nest.Body)
        from dimension in Enumerable.Range(0, load.Access.Count)
        where load.Access[dimension][index] != 0
        select (load, dimension);
}
