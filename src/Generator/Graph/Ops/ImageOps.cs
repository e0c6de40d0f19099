using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Images [N, height, width, channels] of another size: nothing is computed, only places change.</summary>
internal static class ImageOps
{
    /// <summary>Each pixel as a block of pixels.</summary>
    public static int UpSample(GraphBuilder graph, string name, UpSampling2DOp op, EquatableArray<int> output, int input)
    {
        var image = graph[input].Shape;
        Axis[] box =
        [
            new("n", TensorGraph.Batch), new("y", image[1]), new("p", op.Height), new("x", image[2]), new("q", op.Width), new("c", image[3]),
        ];
        Affine[] target = [Affine.Of(0), Affine.Of(1, op.Height) + Affine.Of(2), Affine.Of(3, op.Width) + Affine.Of(4), Affine.Of(5)];
        var body = new LoadExpr(input, new([Affine.Of(0), Affine.Of(1), Affine.Of(3), Affine.Of(5)]));
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), new(target), Combine.Assign, body));
    }

    /// <summary>The part of the image that begins at a row and a column; outside of the image there are zeros.</summary>
    public static int Shift(GraphBuilder graph, string name, EquatableArray<int> output, int row, int column, int input) =>
        graph.Map(name, new EquatableArray<int>(output.Prepend(TensorGraph.Batch)), new LoadExpr(
            input, new([Affine.Of(0), Affine.Of(1, constant: row), Affine.Of(2, constant: column), Affine.Of(3)])));
}
