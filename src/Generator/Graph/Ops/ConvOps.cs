using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// Cross-correlation of [N, ..., channels] with a kernel [..., channels / groups, filters], over any number of axes: a contraction whose input's access is
/// <c>stride * y + dilation * p - pad</c>; places outside of the image read 0.
/// </summary>
internal static class ConvOps
{
    public static int Build(GraphBuilder graph, string name, ConvOp op, EquatableArray<int> output, int input, int kernel, int? bias)
    {
        var (window, rank) = (op.Window, op.Window.Rank);
        var channels = graph[input].Shape[rank + 1];
        var (perGroup, filters) = (channels / op.Groups, op.Filters / op.Groups);
        var isDepthwise = perGroup == 1 && filters == 1 && op.Groups > 1;
        var group = op.Groups > 1 && !isDepthwise ? 1 : 0;

        // n, places, [group,] o, cells [, c]; a depthwise filter is its channel.
        var o = 1 + rank + group;
        var (cell, c) = (o + 1, o + 1 + rank);
        var box = new List<Axis> { new("n", TensorGraph.Batch) };
        box.AddRange(WindowOps.Places(output, rank));
        if (group == 1)
        {
            box.Add(new("g", op.Groups));
        }

        box.Add(new(isDepthwise ? "c" : "o", isDepthwise ? channels : filters));
        box.AddRange(WindowOps.Cells(window));
        if (!isDepthwise)
        {
            box.Add(new("c", perGroup));
        }

        var filter = group == 1 ? Affine.Of(1 + rank, filters) + Affine.Of(o) : Affine.Of(o);
        var channel = isDepthwise ? Affine.Of(o) : group == 1 ? Affine.Of(1 + rank, perGroup) + Affine.Of(c) : Affine.Of(c);
        var body = Times(
            new LoadExpr(input, WindowOps.Access(window, 1, cell, channel)),
            new LoadExpr(kernel, new(WindowOps.Indices(cell, rank).Concat([isDepthwise ? Affine.Number(0) : Affine.Of(c), filter]))));
        var sum = graph.Add(new NestNode(
            bias is null ? name : name + ".conv", new(output.Prepend(TensorGraph.Batch)), new(box), new(WindowOps.Indices(0, rank + 1).Append(filter)), Combine.Sum, body));
        return bias is { } b ? DenseOps.AddBias(graph, name, sum, b) : sum;
    }
}
