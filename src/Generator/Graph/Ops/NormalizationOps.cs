using System.Collections.Generic;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Normalisations of each row, that is over the last axis; the variance is the biased one, as everywhere in the field.</summary>
internal static class NormalizationOps
{
    /// <summary>(x - mean) / sqrt(variance + epsilon) * gamma + beta (Ba et al., 2016).</summary>
    public static int Layer(GraphBuilder graph, string name, LayerNormalizationOp op, int input, IReadOnlyList<int> parameters)
    {
        var mean = Mean(graph, name + ".mean", input, graph.Same(input));
        var centered = graph.Map(name + ".centered", input, Subtract(graph.Same(input), graph.Same(mean)));
        var variance = Mean(graph, name + ".variance", centered, Times(graph.Same(centered), graph.Same(centered)));
        Expr value = Times(graph.Same(centered), graph.Same(Inverse(graph, name, variance, op.Epsilon)));
        value = op.Scale ? Times(value, Channel(graph, input, parameters[0])) : value;
        return graph.Map(name, input, op.Center ? Add(value, Channel(graph, input, parameters[parameters.Count - 1])) : value);
    }

    /// <summary>x / sqrt(mean of squares + epsilon) * scale (Zhang and Sennrich, 2019).</summary>
    public static int RootMeanSquare(GraphBuilder graph, string name, RmsNormalizationOp op, int input, int scale)
    {
        var square = Mean(graph, name + ".square", input, Times(graph.Same(input), graph.Same(input)));
        var value = Times(graph.Same(input), graph.Same(Inverse(graph, name, square, op.Epsilon)));
        return graph.Map(name, input, Times(value, Channel(graph, input, scale)));
    }

    private static int Mean(GraphBuilder graph, string name, int like, Expr value)
    {
        var shape = graph[like].Shape;
        var sum = graph.Reduce(name + ".sum", like, Combine.Sum, value);
        return graph.Map(name, sum, Times(graph.Same(sum), Number(1.0 / shape[shape.Count - 1])));
    }

    /// <summary>1 / sqrt(variance + epsilon).</summary>
    private static int Inverse(GraphBuilder graph, string name, int variance, float epsilon) => graph.Map(
        name + ".inverse", variance, Over(Number(1), Apply(UnaryKind.Sqrt, Add(graph.Same(variance), Number(epsilon)))));

    private static LoadExpr Channel(GraphBuilder graph, int input, int parameter) =>
        new(parameter, new EquatableArray<Affine>([Affine.Of(graph[input].Shape.Count - 1)]));
}
