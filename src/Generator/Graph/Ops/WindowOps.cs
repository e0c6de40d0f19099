using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Sliding windows over [N, ..., channels], for any number of axes between, and pooling by them.</summary>
internal static class WindowOps
{
    private static readonly string[] PlaceNames = ["x", "y", "z"];
    private static readonly string[] CellNames = ["p", "q", "r"];

    /// <summary>The indices over the places of an image, the outermost first: y, x.</summary>
    public static IEnumerable<Axis> Places(EquatableArray<int> image, int rank) => image.Take(rank).Select((size, d) => new Axis(PlaceNames[rank - 1 - d], size));

    /// <summary>The indices over the cells of a window: p, q.</summary>
    public static IEnumerable<Axis> Cells(Window window) => window.Axes.Select((axis, d) => new Axis(CellNames[d], axis.Kernel));

    /// <summary>Neighbouring box indices, each alone.</summary>
    public static IEnumerable<Affine> Indices(int first, int count) => Enumerable.Range(first, count).Select(index => Affine.Of(index));

    /// <summary>What the windows meet of an image: [n, stride * place + dilation * cell - pad ..., channel].</summary>
    /// <param name="place">The box index of the first axis' places; the others follow.</param>
    /// <param name="cell">The box index of the first axis' cells; the others follow.</param>
    public static EquatableArray<Affine> Access(Window window, int place, int cell, Affine channel) => new(
        window.Axes.Select((axis, d) => Affine.Of(place + d, axis.Stride, -axis.Pad) + Affine.Of(cell + d, axis.Dilation)).Prepend(Affine.Of(0)).Append(channel));

    public static int MaxPool(GraphBuilder graph, string name, Window window, EquatableArray<int> output, int input) =>
        Pool(graph, name, window, output, input, Combine.Max, float.NegativeInfinity);

    /// <summary>The mean of the cells inside of the image; without padding their number is the same everywhere.</summary>
    public static int AveragePool(GraphBuilder graph, string name, Window window, EquatableArray<int> output, int input)
    {
        var sum = Pool(graph, name + ".sum", window, output, input, Combine.Sum, 0);
        var image = graph[input].Shape;
        var counts = window.Axes.Select((axis, d) => CellsInside(axis, 1 + d, output[d], image[1 + d])).ToList();
        return graph.Map(name, sum, counts.All(count => count is ConstExpr)
            ? Times(graph.Same(sum), Number(1.0 / counts.Aggregate(1.0, (product, count) => product * ((ConstExpr)count).Value)))
            : Over(graph.Same(sum), counts.Aggregate(Times)));
    }

    /// <summary>The largest value of each channel; the output is [channels], or has axes of 1 before.</summary>
    public static int GlobalMaxPool(GraphBuilder graph, string name, EquatableArray<int> output, int input) =>
        GlobalPool(graph, name, output, input, Combine.Max);

    /// <summary>The mean of each channel; the output is [channels], or has axes of 1 before.</summary>
    public static int GlobalAveragePool(GraphBuilder graph, string name, EquatableArray<int> output, int input)
    {
        var sum = GlobalPool(graph, name + ".sum", output, input, Combine.Sum);
        var image = graph[input].Shape;
        return graph.Map(name, sum, Times(graph.Same(sum), Number(1.0 / image.Skip(1).Take(image.Count - 2).Aggregate(1.0, (product, size) => product * size))));
    }

    private static int GlobalPool(GraphBuilder graph, string name, EquatableArray<int> output, int input, Combine combine)
    {
        var image = new EquatableArray<int>(graph[input].Shape.Skip(1));
        var rank = image.Count - 1;
        Axis[] box = [new("n", TensorGraph.Batch), new("c", image[rank]), .. Places(image, rank)];
        Affine[] target = [Affine.Of(0), .. Enumerable.Repeat(Affine.Number(0), output.Count - 1), Affine.Of(1)];
        var body = new LoadExpr(input, new([Affine.Of(0), .. Indices(2, rank), Affine.Of(1)]));
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), new(target), combine, body));
    }

    private static int Pool(GraphBuilder graph, string name, Window window, EquatableArray<int> output, int input, Combine combine, float fill)
    {
        var rank = window.Rank;
        Axis[] box = [new("n", TensorGraph.Batch), .. Places(output, rank), new("c", output[rank]), .. Cells(window)];
        var body = new LoadExpr(input, Access(window, 1, rank + 2, Affine.Of(rank + 1)), fill);
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), GraphBuilder.Identity(rank + 2), combine, body));
    }

    /// <summary>How many cells of the windows at a box index lie inside of the image.</summary>
    private static Expr CellsInside(WindowAxis axis, int place, int places, int size)
    {
        var start = Affine.Of(place, axis.Stride, -axis.Pad);
        return axis.Pad == 0 && ((places - 1) * axis.Stride) + axis.Kernel <= size
            ? Number(axis.Kernel)
            : Subtract(Min(Number(size), new IndexExpr(start + Affine.Number(axis.Kernel))), Max(Number(0), new IndexExpr(start)));
    }
}
