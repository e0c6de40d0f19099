using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Ops.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Sliding windows over [N, height, width, channels], and pooling by them.</summary>
internal static class WindowOps
{
    /// <summary>The image's row that output row index <paramref name="y"/> and kernel row index <paramref name="p"/> meet.</summary>
    public static Affine Row(Window2D window, int y, int p) =>
        Affine.Of(y, window.StrideHeight, -window.PadTop) + Affine.Of(p, window.DilationHeight);

    public static Affine Column(Window2D window, int x, int q) =>
        Affine.Of(x, window.StrideWidth, -window.PadLeft) + Affine.Of(q, window.DilationWidth);

    public static int MaxPool(GraphBuilder graph, string name, Window2D window, EquatableArray<int> output, int input) =>
        Pool(graph, name, window, output, input, Combine.Max, float.NegativeInfinity);

    /// <summary>The mean of the cells inside of the image; without padding their number is the same everywhere.</summary>
    public static int AveragePool(GraphBuilder graph, string name, Window2D window, EquatableArray<int> output, int input)
    {
        var sum = Pool(graph, name + ".sum", window, output, input, Combine.Sum, 0);
        var image = graph[input].Shape;
        var rows = Cells(Affine.Of(1, window.StrideHeight, -window.PadTop), window.KernelHeight, output[0], window.StrideHeight, window.PadTop, image[1]);
        var columns = Cells(Affine.Of(2, window.StrideWidth, -window.PadLeft), window.KernelWidth, output[1], window.StrideWidth, window.PadLeft, image[2]);
        return graph.Map(name, sum, rows is ConstExpr r && columns is ConstExpr c
            ? Times(graph.Same(sum), Number(1.0 / ((double)r.Value * c.Value)))
            : Over(graph.Same(sum), Times(rows, columns)));
    }

    /// <summary>The largest value of each channel; the output is [channels] or [1, 1, channels].</summary>
    public static int GlobalMaxPool(GraphBuilder graph, string name, EquatableArray<int> output, int input) =>
        GlobalPool(graph, name, output, input, Combine.Max);

    /// <summary>The mean of each channel; the output is [channels] or [1, 1, channels].</summary>
    public static int GlobalAveragePool(GraphBuilder graph, string name, EquatableArray<int> output, int input)
    {
        var sum = GlobalPool(graph, name + ".sum", output, input, Combine.Sum);
        return graph.Map(name, sum, Times(graph.Same(sum), Number(1.0 / ((double)graph[input].Shape[1] * graph[input].Shape[2]))));
    }

    private static int GlobalPool(GraphBuilder graph, string name, EquatableArray<int> output, int input, Combine combine)
    {
        var image = graph[input].Shape;
        Axis[] box = [new("n", TensorGraph.Batch), new("c", image[3]), new("y", image[1]), new("x", image[2])];
        var target = output.Count == 1 ? new[] { Affine.Of(0), Affine.Of(1) } : [Affine.Of(0), Affine.Number(0), Affine.Number(0), Affine.Of(1)];
        var body = new LoadExpr(input, new([Affine.Of(0), Affine.Of(2), Affine.Of(3), Affine.Of(1)]));
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), new(target), combine, body));
    }

    private static int Pool(
        GraphBuilder graph, string name, Window2D window, EquatableArray<int> output, int input, Combine combine, float fill)
    {
        Axis[] box =
        [
            new("n", TensorGraph.Batch), new("y", output[0]), new("x", output[1]), new("c", output[2]),
            new("p", window.KernelHeight), new("q", window.KernelWidth),
        ];
        var body = new LoadExpr(input, new([Affine.Of(0), Row(window, 1, 4), Column(window, 2, 5), Affine.Of(3)]), fill);
        return graph.Add(new NestNode(
            name, new([TensorGraph.Batch, output[0], output[1], output[2]]), new(box), GraphBuilder.Identity(4), combine, body));
    }

    /// <summary>How many cells of a window that begins at <paramref name="start"/> lie inside.</summary>
    private static Expr Cells(Affine start, int kernel, int outputs, int stride, int pad, int size) =>
        pad == 0 && ((outputs - 1) * stride) + kernel <= size
            ? Number(kernel)
            : Subtract(Min(Number(size), new IndexExpr(start + Affine.Number(kernel))), Max(Number(0), new IndexExpr(start)));
}
