using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>The nodes of a softmax over the last axis; the losses go on from them.</summary>
/// <param name="Shifted">x less the row's maximum.</param>
/// <param name="Sum">The row's sum of exp(Shifted), at least 1.</param>
internal sealed record SoftmaxNodes(int Shifted, int Exponentials, int Sum, int Probabilities);

/// <summary>
/// Softmax by exp(x - max): no overflow. The maximum takes no part in the gradient, because it changes nothing in the result.
/// </summary>
internal static class Softmax
{
    public static SoftmaxNodes Build(GraphBuilder graph, string name, int input)
    {
        var (shifted, exponentials, sum) = Parts(graph, name, input);
        var probabilities = graph.Map(name, input, Over(graph.Same(exponentials), graph.Same(sum)));
        return new(shifted, exponentials, sum, probabilities);
    }

    /// <summary>log(softmax(x)) = x - max - log(sum).</summary>
    public static int BuildLog(GraphBuilder graph, string name, int input)
    {
        var (shifted, _, sum) = Parts(graph, name, input);
        var logarithm = graph.Map(name + ".log", sum, Apply(UnaryKind.Log, graph.Same(sum)));
        return graph.Map(name, input, Subtract(graph.Same(shifted), graph.Same(logarithm)));
    }

    private static (int Shifted, int Exponentials, int Sum) Parts(GraphBuilder graph, string name, int input)
    {
        var maximum = graph.Reduce(name + ".max", input, Combine.Max, graph.Same(input), gradientScale: 0);
        var shifted = graph.Map(name + ".shifted", input, Subtract(graph.Same(input), graph.Same(maximum)));
        var exponentials = graph.Map(name + ".exp", input, Apply(UnaryKind.Exp, graph.Same(shifted)));
        return (shifted, exponentials, graph.Reduce(name + ".sum", input, Combine.Sum, graph.Same(exponentials)));
    }
}
