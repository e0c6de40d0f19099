using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Sliding windows over [N, ..., channels], for any number of axes between.</summary>
internal static class Windows
{
    private static readonly string[] PlaceNames = ["x", "y", "z"];
    private static readonly string[] CellNames = ["p", "q", "r"];

    /// <summary>The indices over the places of an image, the outermost first: y, x.</summary>
    public static IEnumerable<Axis> Places(EquatableArray<int> image, int rank) =>
        image.Take(rank).Select((size, d) => new Axis(PlaceNames[rank - 1 - d], size));

    /// <summary>The indices over the cells of a window: p, q.</summary>
    public static IEnumerable<Axis> Cells(Window window) => window.Axes.Select((axis, d) => new Axis(CellNames[d], axis.Kernel));

    /// <summary>Neighbouring box indices, each alone.</summary>
    public static IEnumerable<Affine> Indices(int first, int count) => Enumerable.Range(first, count).Select(index => Affine.Of(index));

    /// <summary>What the windows meet of an image: [n, stride * place + dilation * cell - pad ..., channel].</summary>
    /// <param name="place">The box index of the first axis' places; the others follow.</param>
    /// <param name="cell">The box index of the first axis' cells; the others follow.</param>
    public static EquatableArray<Affine> Access(Window window, int place, int cell, Affine channel) => new(
        window.Axes.Select((axis, d) => Affine.Of(place + d, axis.Stride, -axis.Pad) + Affine.Of(cell + d, axis.Dilation))
            .Prepend(Affine.Of(0)).Append(channel));

    /// <summary>Combines the cells of each window, per channel.</summary>
    /// <param name="output">Without the batch.</param>
    /// <param name="fill">What stands outside of the image.</param>
    public static int Pool(GraphBuilder graph, string name, Window window, EquatableArray<int> output, int input, Combine combine, float fill)
    {
        int rank = window.Rank;
        Axis[] box = [new("n", TensorGraph.Batch), .. Places(output, rank), new("c", output[rank]), .. Cells(window)];
        var body = new LoadExpr(input, Access(window, 1, rank + 2, Affine.Of(rank + 1)), fill);
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), GraphBuilder.Identity(rank + 2), combine, body));
    }
}
