using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Products with a matrix over the last axis.</summary>
internal static class Projection
{
    /// <summary>[..., in] and a kernel [in, outputs] to [..., outputs].</summary>
    public static int Build(GraphBuilder graph, string name, int input, int kernel) =>
        Build(graph, name, input, kernel, 0, graph[kernel].Shape[1]);

    /// <summary>The same by some columns of the kernel.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many, from there on.</param>
    public static int Build(GraphBuilder graph, string name, int input, int kernel, int first, int count)
    {
        EquatableArray<int> source = graph[input].Shape;
        int last = source.Count - 1;
        EquatableArray<int> shape = ShapeRules.WithChannels(source, count);
        IEnumerable<Axis> box =
            GraphBuilder.Box(shape).Select((axis, d) => d == last ? new Axis("o", count) : axis).Append(new Axis("k", source[last]));
        Expr body = Times(
            new LoadExpr(input, new(Windows.Indices(0, last).Append(Affine.Of(last + 1)))),
            new LoadExpr(kernel, new([Affine.Of(last + 1), Affine.Of(last, 1, first)])));
        return graph.Add(new NestNode(name, shape, new(box), GraphBuilder.Identity(source.Count), Combine.Sum, body));
    }
}
