using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Ops.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// Cross-correlation of [N, height, width, channels] with a kernel [p, q, channels / groups, filters]: a contraction whose input's access is
/// <c>stride * y + dilation * p - pad</c>; places outside of the image read 0.
/// </summary>
internal static class Conv2DOps
{
    public static int Build(GraphBuilder graph, string name, Conv2DOp op, EquatableArray<int> output, int input, int kernel, int? bias)
    {
        var window = op.Window;
        var channels = graph[input].Shape[3];
        EquatableArray<int> shape = new([TensorGraph.Batch, output[0], output[1], output[2]]);
        var product = bias is null ? name : name + ".conv";
        var (perGroup, filters) = (channels / op.Groups, op.Filters / op.Groups);
        var isDepthwise = perGroup == 1 && filters == 1 && op.Groups > 1;
        var group = op.Groups > 1 && !isDepthwise ? 1 : 0;

        // n, y, x, [group,] o, p, q [, c]; a depthwise filter is its channel.
        var (o, p, q, c) = (3 + group, 4 + group, 5 + group, 6 + group);
        var box = new System.Collections.Generic.List<Axis> { new("n", TensorGraph.Batch), new("y", output[0]), new("x", output[1]) };
        if (group == 1)
        {
            box.Add(new("g", op.Groups));
        }

        box.AddRange([new(isDepthwise ? "c" : "o", isDepthwise ? channels : filters), new("p", window.KernelHeight), new("q", window.KernelWidth)]);
        if (!isDepthwise)
        {
            box.Add(new("c", perGroup));
        }

        var filter = group == 1 ? Affine.Of(3, filters) + Affine.Of(o) : Affine.Of(o);
        var channel = isDepthwise ? Affine.Of(o) : group == 1 ? Affine.Of(3, perGroup) + Affine.Of(c) : Affine.Of(c);
        var body = Times(
            new LoadExpr(input, new([Affine.Of(0), WindowOps.Row(window, 1, p), WindowOps.Column(window, 2, q), channel])),
            new LoadExpr(kernel, new([Affine.Of(p), Affine.Of(q), isDepthwise ? Affine.Number(0) : Affine.Of(c), filter])));
        var sum = graph.Add(new NestNode(
            product, shape, new(box), new([Affine.Of(0), Affine.Of(1), Affine.Of(2), filter]), Combine.Sum, body));
        return bias is { } b ? DenseOps.AddBias(graph, name, sum, b) : sum;
    }
}
