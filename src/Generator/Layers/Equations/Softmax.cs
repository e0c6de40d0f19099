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
        (int shifted, int exponentials, int sum) = Parts(graph, name, input);
        int probabilities = graph.Map(name, input, Over(graph.Same(exponentials), graph.Same(sum)));
        return new(shifted, exponentials, sum, probabilities);
    }

    /// <summary>log(softmax(x)) = x - max - log(sum).</summary>
    public static int BuildLog(GraphBuilder graph, string name, int input)
    {
        (int shifted, int exponentials, int sum) = Parts(graph, name, input);
        int logarithm = Logarithm(graph, name, shifted, exponentials, sum);
        return graph.Map(name, input, Subtract(graph.Same(shifted), graph.Same(logarithm)));
    }

    /// <summary>
    /// log(sum) of each row. Where the largest value is alone, the sum is 1 and the others', and a float near 1 has lost most of theirs: then it is
    /// log1p of the others' sum. The slope is that of log(sum) in any case.
    /// </summary>
    public static int Logarithm(GraphBuilder graph, string name, int shifted, int exponentials, int sum)
    {
        Expr other = Where(Number(0), CompareKind.Greater, graph.Same(shifted), graph.Same(exponentials), Number(0));
        int others = graph.Reduce(name + ".others", shifted, Combine.Sum, other, gradientScale: 0);
        Expr logarithm = Apply(UnaryKind.Log, graph.Same(sum));
        Expr lost = Where(
            Number(2), CompareKind.Greater, graph.Same(sum), Subtract(Apply(UnaryKind.Log1p, graph.Same(others)), logarithm), Number(0));
        int correction = graph.Map(name + ".lost", sum, lost, gradientScale: 0);
        return graph.Map(name + ".log", sum, Add(logarithm, graph.Same(correction)));
    }

    private static (int Shifted, int Exponentials, int Sum) Parts(GraphBuilder graph, string name, int input)
    {
        int maximum = graph.Reduce(name + ".max", input, Combine.Max, graph.Same(input), gradientScale: 0);
        int shifted = graph.Map(name + ".shifted", input, Subtract(graph.Same(input), graph.Same(maximum)));
        int exponentials = graph.Map(name + ".exp", input, Apply(UnaryKind.Exp, graph.Same(shifted)));
        return (shifted, exponentials, graph.Reduce(name + ".sum", input, Combine.Sum, graph.Same(exponentials)));
    }
}
