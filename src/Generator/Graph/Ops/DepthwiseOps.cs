using System.Collections.Generic;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Ops.Scalars;

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
        var channels = graph[input].Shape[3] * op.Multiplier;
        var depthwise = Convolve(graph, name + ".depthwise", op.Window, op.Multiplier, new([output[0], output[1], channels]), input, parameters[0]);
        Axis[] box = [new("n", TensorGraph.Batch), new("y", output[0]), new("x", output[1]), new("o", op.Filters), new("c", channels)];
        var body = Times(
            new LoadExpr(depthwise, new([Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(4)])),
            new LoadExpr(parameters[1], new([Affine.Number(0), Affine.Number(0), Affine.Of(4), Affine.Of(3)])));
        var sum = graph.Add(new NestNode(
            op.UseBias ? name + ".pointwise" : name, new([TensorGraph.Batch, output[0], output[1], op.Filters]), new(box), GraphBuilder.Identity(4), Combine.Sum, body));
        return op.UseBias ? DenseOps.AddBias(graph, name, sum, parameters[2]) : sum;
    }

    private static int Convolve(GraphBuilder graph, string name, Window2D window, int multiplier, EquatableArray<int> output, int input, int kernel)
    {
        Axis[] box =
        [
            new("n", TensorGraph.Batch), new("y", output[0]), new("x", output[1]), new("c", output[2] / multiplier), new("m", multiplier),
            new("p", window.KernelHeight), new("q", window.KernelWidth),
        ];
        Affine[] target = [Affine.Of(0), Affine.Of(1), Affine.Of(2), Affine.Of(3, multiplier) + Affine.Of(4)];
        var body = Times(
            new LoadExpr(input, new([Affine.Of(0), WindowOps.Row(window, 1, 5), WindowOps.Column(window, 2, 6), Affine.Of(3)])),
            new LoadExpr(kernel, new([Affine.Of(5), Affine.Of(6), Affine.Of(3), Affine.Of(4)])));
        return graph.Add(new NestNode(name, new([TensorGraph.Batch, output[0], output[1], output[2]]), new(box), new(target), Combine.Sum, body));
    }
}
