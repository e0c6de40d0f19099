using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Ops.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// The transposed convolution: the contraction of a convolution with the roles of image and output exchanged, so that each pixel adds a kernel
/// at <c>stride * y + p - pad</c>. What falls outside of the output is dropped.
/// </summary>
internal static class TransposedOps
{
    public static int Build(GraphBuilder graph, string name, Conv2DTransposeOp op, EquatableArray<int> output, int input, int kernel, int? bias)
    {
        var (window, image) = (op.Window, graph[input].Shape);
        Axis[] box =
        [
            new("n", TensorGraph.Batch), new("y", image[1]), new("x", image[2]), new("o", op.Filters),
            new("p", window.KernelHeight), new("q", window.KernelWidth), new("c", image[3]),
        ];
        Affine[] target = [Affine.Of(0), WindowOps.Row(window, 1, 4), WindowOps.Column(window, 2, 5), Affine.Of(3)];
        var body = Times(
            new LoadExpr(input, new([Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(6)])),
            new LoadExpr(kernel, new([Affine.Of(4), Affine.Of(5), Affine.Of(3), Affine.Of(6)])));
        var sum = graph.Add(new NestNode(
            bias is null ? name : name + ".conv", new([TensorGraph.Batch, output[0], output[1], output[2]]), new(box), new(target), Combine.Sum, body));
        return bias is { } b ? DenseOps.AddBias(graph, name, sum, b) : sum;
    }
}
