using System.Linq;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Rows of a table for whole numbers or places, and the product with a table.</summary>
internal static class EmbeddingOps
{
    /// <summary>[N, ...] and a table [rows, width] -> [N, ..., width].</summary>
    public static int Build(GraphBuilder graph, string name, EquatableArray<int> output, int input, int table)
    {
        var places = output.Take(output.Count - 1).Aggregate(1, (product, size) => product * size);
        var rows = ShapeOps.Reshape(graph, name + ".rows", new([places]), input);
        var width = graph[table].Shape[1];
        var flat = graph.Add(new GatherNode(output.Count == 2 ? name : name + ".flat", new([TensorGraph.Batch, places, width]), table, rows));
        return ShapeOps.Reshape(graph, name, output, flat);
    }

    /// <summary>The rows of a table by the place along the last axis but one, the same for every sample.</summary>
    public static int Positions(GraphBuilder graph, string name, int input, int table)
    {
        var rank = graph[input].Shape.Count;
        return graph.Map(name, input, new LoadExpr(table, new([Affine.Of(rank - 2), Affine.Of(rank - 1)])));
    }

    /// <summary>y[..., v] = sum of x[..., d] table[v, d].</summary>
    public static int Tied(GraphBuilder graph, string name, int input, int table, int? bias)
    {
        var source = graph[input].Shape;
        var rank = source.Count;
        var (units, width) = (graph[table].Shape[0], graph[table].Shape[1]);
        var shape = new EquatableArray<int>(source.Take(rank - 1).Append(units));
        var box = GraphBuilder.Box(shape).Select((axis, d) => d == rank - 1 ? new Axis("o", units) : axis).Append(new Axis("k", width));
        var body = Times(
            new LoadExpr(input, new(Enumerable.Range(0, rank - 1).Select(d => Affine.Of(d)).Append(Affine.Of(rank)))),
            new LoadExpr(table, new([Affine.Of(rank - 1), Affine.Of(rank)])));
        var product = graph.Add(new NestNode(bias is null ? name : name + ".matmul", shape, new(box), GraphBuilder.Identity(rank), Combine.Sum, body));
        return bias is { } b ? DenseOps.AddBias(graph, name, product, b) : product;
    }
}
