using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>y = x W + b over the last axis.</summary>
internal static class DenseOps
{
    public static int Build(GraphBuilder graph, string name, DenseOp op, int input, int kernel, int? bias)
    {
        var source = graph[input].Shape;
        var rank = source.Count;
        var shape = new EquatableArray<int>(source.Take(rank - 1).Append(op.Units));
        var box = GraphBuilder.Box(shape).Select((axis, d) => d == rank - 1 ? new Axis("o", op.Units) : axis).Append(new Axis("k", source[rank - 1]));
        var places = Enumerable.Range(0, rank - 1).Select(d => Affine.Of(d));
        var body = Times(
            new LoadExpr(input, new(places.Append(Affine.Of(rank)))),
            new LoadExpr(kernel, new([Affine.Of(rank), Affine.Of(rank - 1)])));
        var product = graph.Add(new NestNode(
            bias is null ? name : name + ".matmul", shape, new(box), GraphBuilder.Identity(rank), Combine.Sum, body));
        return bias is { } b ? AddBias(graph, name, product, b) : product;
    }

    /// <summary>Adds a vector along the last axis.</summary>
    public static int AddBias(GraphBuilder graph, string name, int input, int bias) =>
        graph.Map(name, input, Add(graph.Same(input), new LoadExpr(bias, new([Affine.Of(graph[input].Shape.Count - 1)]))));
}
