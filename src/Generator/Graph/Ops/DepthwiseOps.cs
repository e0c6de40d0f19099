using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Convolutions that do not mix channels: output channel c Multiplier + m is input channel c under its kernel m.</summary>
internal static class DepthwiseOps
{
    public static int Build(GraphBuilder graph, string name, DepthwiseConv2DOp op, EquatableArray<int> output, int input, int kernel, int? bias)
    {
        var sum = Convolve(graph, bias is null ? name : name + ".conv", op.Window, op.Multiplier, output, input, kernel);
        return bias is { } b ? DenseOps.AddBias(graph, name, sum, b) : sum;
    }

    /// <summary>The depthwise part, and a dense layer over the channels.</summary>
    public static int BuildSeparable(
        GraphBuilder graph, string name, SeparableConv2DOp op, EquatableArray<int> output, int input, IReadOnlyList<int> parameters)
    {
        var rank = op.Window.Rank;
        var channels = graph[input].Shape[rank + 1] * op.Multiplier;
        var depthwise = Convolve(graph, name + ".depthwise", op.Window, op.Multiplier, new(output.Take(rank).Append(channels)), input, parameters[0]);
        Axis[] box = [new("n", TensorGraph.Batch), .. WindowOps.Places(output, rank), new("o", op.Filters), new("c", channels)];
        var body = Times(
            new LoadExpr(depthwise, new([.. WindowOps.Indices(0, rank + 1), Affine.Of(rank + 2)])),
            new LoadExpr(parameters[1], new([.. Enumerable.Repeat(Affine.Number(0), rank), Affine.Of(rank + 2), Affine.Of(rank + 1)])));
        var sum = graph.Add(new NestNode(
            op.UseBias ? name + ".pointwise" : name, new(output.Prepend(TensorGraph.Batch)), new(box), GraphBuilder.Identity(rank + 2), Combine.Sum, body));
        return op.UseBias ? DenseOps.AddBias(graph, name, sum, parameters[2]) : sum;
    }

    private static int Convolve(GraphBuilder graph, string name, Window window, int multiplier, EquatableArray<int> output, int input, int kernel)
    {
        var rank = window.Rank;
        var (c, m, cell) = (rank + 1, rank + 2, rank + 3);
        Axis[] box =
        [
            new("n", TensorGraph.Batch), .. WindowOps.Places(output, rank), new("c", output[rank] / multiplier), new("m", multiplier), .. WindowOps.Cells(window),
        ];
        Affine[] target = [.. WindowOps.Indices(0, rank + 1), Affine.Of(c, multiplier) + Affine.Of(m)];
        var body = Times(
            new LoadExpr(input, WindowOps.Access(window, 1, cell, Affine.Of(c))),
            new LoadExpr(kernel, new([.. WindowOps.Indices(cell, rank), Affine.Of(c), Affine.Of(m)])));
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), new(target), Combine.Sum, body));
    }
}
