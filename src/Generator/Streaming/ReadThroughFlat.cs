using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Streaming;

/// <summary>
/// A reshape goes by way of a flat row, in which the steps are no axis. Where a dimension of the steps comes out of it as it went in, the copy from
/// the row reads what the row was made of.
/// </summary>
internal static class ReadThroughFlat
{
    public static TensorGraph Run(TensorGraph graph) => graph with
    {
        Nodes = new(graph.Nodes.Select(node => node is NestNode nest ? Through(graph, nest) ?? nest : node)),
    };

    private static NestNode? Through(TensorGraph graph, NestNode copy)
    {
        if (copy is not { Combine: Combine.Assign, Body: LoadExpr load, Loop: Node.NoLoop } || !IsIdentity(copy)
            || graph.Nodes[load.Node] is not NestNode { Combine: Combine.Assign, Body: LoadExpr source, Shape.Count: 2 } flat || IsIdentity(flat))
        {
            return null;
        }

        // The row's place as indices of what it was made of, or what it was made of as indices of the copy.
        if (Divide(load.Access[1], flat.Box.Skip(1).Select(axis => axis.Extent), copy.Box) is { } indices)
        {
            return copy with
            {
                Body = source with { Access = new(source.Access.Select(form => form.Substitute([Affine.Of(0), .. indices]))) },
            };
        }

        return load.Access[1] == GraphBuilder.RowMajor(copy.Shape) && Divide(flat.Target[1], copy.Shape.Skip(1), flat.Box) is { } target
            ? copy with { Box = flat.Box, Target = new(target.Prepend(Affine.Of(0))), Body = source } : null;
    }

    private static bool IsIdentity(NestNode nest) => nest.Target == GraphBuilder.Identity(nest.Shape.Count);

    /// <summary>A place in a row-major tensor as an index along each dimension; null where that is no sum of the box' indices.</summary>
    private static List<Affine>? Divide(Affine place, IEnumerable<int> sizes, EquatableArray<Axis> box)
    {
        (List<Affine> indices, Affine rest) = (new List<Affine>(), place);
        var dimensions = sizes.ToList();
        for (int d = 0; d < dimensions.Count; d++)
        {
            long stride = dimensions.Skip(d + 1).Aggregate(1L, (product, size) => product * size);
            var index = new Affine(
                new(rest.Terms.Where(term => term.Coefficient % stride == 0).Select(term => term with { Coefficient = term.Coefficient / stride })),
                rest.Constant / stride);
            rest += index * -stride;
            if (!IsWithin(index, dimensions[d], box) || !IsWithin(rest, stride, box))
            {
                return null;
            }

            indices.Add(index);
        }

        return indices;
    }

    private static bool IsWithin(Affine form, long size, EquatableArray<Axis> box) =>
        Expressions.Range(form, box) is var (low, high) && low >= 0 && high < size;
}
