using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>The bias behind a contraction.</summary>
internal static class BiasSum
{
    /// <summary>Adds a vector along the last axis, where there is one.</summary>
    public static int Build(GraphBuilder graph, string name, int input, int? bias) => bias is not { } vector ? input
        : graph.Map(name, input, Add(graph.Same(input), new LoadExpr(vector, new([Affine.Of(graph[input].Shape.Count - 1)]))));
}
