using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Statistics of each row, that is over the last axis; the variance is the biased one, as everywhere in the field.</summary>
internal static class RowMeans
{
    /// <summary>The mean of a value of each element.</summary>
    /// <param name="like">A node of the elements' shape.</param>
    public static int Mean(GraphBuilder graph, string name, int like, Expr value)
    {
        EquatableArray<int> shape = graph[like].Shape;
        int sum = graph.Reduce(name + ".sum", like, Combine.Sum, value);
        return graph.Map(name, sum, Over(graph.Same(sum), Number(shape[shape.Count - 1])));
    }

    /// <summary>1 / sqrt(variance + epsilon).</summary>
    public static int Inverse(GraphBuilder graph, string name, int variance, float epsilon) => graph.Map(
        name + ".inverse", variance, Over(Number(1), Apply(UnaryKind.Sqrt, Add(graph.Same(variance), Number(epsilon)))));
}
