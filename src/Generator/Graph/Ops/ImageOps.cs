using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Images [N, ..., channels] of another size: nothing is computed, only places change.</summary>
internal static class ImageOps
{
    /// <summary>Each pixel as a block of pixels.</summary>
    public static int UpSample(GraphBuilder graph, string name, EquatableArray<int> times, EquatableArray<int> output, int input)
    {
        var image = new EquatableArray<int>(graph[input].Shape.Skip(1));
        var rank = times.Count;
        var places = WindowOps.Places(image, rank).ToList();

        // n, y, p, x, q, c.
        var box = new List<Axis> { new("n", TensorGraph.Batch) };
        for (var d = 0; d < rank; d++)
        {
            box.Add(places[d]);
            box.Add(new(((char)('p' + d)).ToString(), times[d]));
        }

        box.Add(new("c", image[rank]));
        var channel = Affine.Of(1 + (2 * rank));
        var target = Enumerable.Range(0, rank).Select(d => Affine.Of(1 + (2 * d), times[d]) + Affine.Of(2 + (2 * d)));
        var pixel = Enumerable.Range(0, rank).Select(d => Affine.Of(1 + (2 * d)));
        return graph.Add(new NestNode(
            name, new(output.Prepend(TensorGraph.Batch)), new(box), new([Affine.Of(0), .. target, channel]), Combine.Assign,
            new LoadExpr(input, new([Affine.Of(0), .. pixel, channel]))));
    }

    /// <summary>The part of the image that begins at a pixel; outside of the image there are zeros.</summary>
    /// <param name="start">The pixel's place along each axis; it may be negative.</param>
    public static int Shift(GraphBuilder graph, string name, EquatableArray<int> output, IEnumerable<int> start, int input) =>
        graph.Map(name, new EquatableArray<int>(output.Prepend(TensorGraph.Batch)), new LoadExpr(
            input, new(start.Select((place, d) => Affine.Of(1 + d, constant: place)).Prepend(Affine.Of(0)).Append(Affine.Of(output.Count)))));
}
