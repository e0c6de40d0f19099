using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Convolutions that do not mix channels: output channel c multiplier + m is input channel c under its kernel m.</summary>
internal static class Depthwise
{
    /// <summary>[..., channels] to [places along each axis, channels multiplier].</summary>
    public static ShapeResult Shape(LayerCard card, LayerInput input, WindowRequest window, int multiplier) =>
        ShapeRules.NoImage(card, input, window.Rank) is { } fault ? fault
        : (long)input.Channels * multiplier > int.MaxValue ? ShapeRules.TooLarge()
        : window.Slide(card, input, input.Channels * multiplier, "kernel");

    /// <summary>The convolution by the layer's first parameter.</summary>
    /// <param name="output">Without the batch.</param>
    public static int Build(BuildContext at, string name, WindowRequest request, int multiplier, EquatableArray<int> output)
    {
        (Window window, int rank) = (request.Over(new(at.InputRows.Skip(1))), request.Rank);
        (int c, int m, int cell) = (rank + 1, rank + 2, rank + 3);
        Axis[] box =
        [
            new("n", TensorGraph.Batch), .. Windows.Places(output, rank),
            new("c", output[rank] / multiplier), new("m", multiplier), .. Windows.Cells(window),
        ];
        Affine[] target = [.. Windows.Indices(0, rank + 1), Affine.Of(c, multiplier) + Affine.Of(m)];
        Expr body = Times(
            new LoadExpr(at.Input, Windows.Access(window, 1, cell, Affine.Of(c))),
            new LoadExpr(at.Parameters[0], new([.. Windows.Indices(cell, rank), Affine.Of(c), Affine.Of(m)])));
        return at.Graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), new(target), Combine.Sum, body));
    }

    /// <summary>The kernel in ONNX: [channels Multiplier, 1, cells].</summary>
    public static string Kernel(ExportContext at, WindowRequest window, int multiplier)
    {
        int rank = window.Rank;
        string kernel = at.Transpose("kernel.first", at.Parameters[0], [rank, rank + 1, .. Enumerable.Range(0, rank)]);
        long[] shape = [(long)at.InputShape.Last() * multiplier, 1, .. window.Axes.Select(axis => (long)axis.Kernel)];
        return at.Add("kernel", "Reshape", [kernel, at.Graph.Ints(shape)]);
    }

    /// <summary>A group for each channel.</summary>
    public static OnnxAttribute[] Attributes(ExportContext at, WindowRequest window, EquatableArray<int> output) =>
        [.. window.Attributes(at.InputShape, output), OnnxAttribute.Int("group", at.InputShape.Last())];
}
