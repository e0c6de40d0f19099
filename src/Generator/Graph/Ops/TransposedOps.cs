using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// The transposed convolution: the contraction of a convolution with the roles of image and output exchanged, so that each pixel adds a kernel
/// at <c>stride * y + p - pad</c>. What falls outside of the output is dropped.
/// </summary>
internal static class TransposedOps
{
    public static int Build(GraphBuilder graph, string name, Conv2DTransposeOp op, EquatableArray<int> output, int input, int kernel, int? bias)
    {
        var (window, rank) = (op.Window, op.Window.Rank);
        var image = new EquatableArray<int>(graph[input].Shape.Skip(1));
        var (o, cell, c) = (rank + 1, rank + 2, (2 * rank) + 2);
        Axis[] box =
        [
            new("n", TensorGraph.Batch), .. WindowOps.Places(image, rank), new("o", op.Filters), .. WindowOps.Cells(window), new("c", image[rank]),
        ];
        var body = Times(
            new LoadExpr(input, new([.. WindowOps.Indices(0, rank + 1), Affine.Of(c)])),
            new LoadExpr(kernel, new([.. WindowOps.Indices(cell, rank), Affine.Of(o), Affine.Of(c)])));
        var sum = graph.Add(new NestNode(
            bias is null ? name : name + ".conv", new(output.Prepend(TensorGraph.Batch)), new(box), WindowOps.Access(window, 1, cell, Affine.Of(o)), Combine.Sum, body));
        return bias is { } b ? DenseOps.AddBias(graph, name, sum, b) : sum;
    }
}
