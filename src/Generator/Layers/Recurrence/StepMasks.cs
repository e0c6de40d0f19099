using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Tensors [N, steps] that say of each step whether it counts: 1, or 0. No gradient passes through them.</summary>
internal static class StepMasks
{
    /// <summary>One more than the number of the last step that counts, of each sample: [N].</summary>
    public static int Lengths(GraphBuilder graph, string name, int mask) => graph.Reduce(
        name + ".length", mask, Combine.Max, Times(graph.Same(mask), new IndexExpr(Affine.Of(1, 1, 1))), gradientScale: 0);

    /// <summary>1 where a value of the step is another one than the given, over all axes behind the steps; NaN is another.</summary>
    public static int Differs(GraphBuilder graph, string name, int input, float value)
    {
        EquatableArray<int> shape = graph[input].Shape;
        Expr differs = Where(graph.Same(input), CompareKind.Equal, Number(value), Number(0), Number(1));
        return shape.Count == 2 ? graph.Map(name + ".mask", input, differs, gradientScale: 0)
            : graph.Reduce(name + ".mask", input, Combine.Max, differs, shape.Count - 2, gradientScale: 0);
    }

    /// <summary>1 where both count.</summary>
    public static Expr Both(GraphBuilder graph, int first, int second) => Times(graph.Same(first), graph.Same(second));

    /// <summary>1 for as many first steps as a number of each sample says, in [N] or [N, 1, ...].</summary>
    public static int Until(GraphBuilder graph, string name, int lengths, int steps)
    {
        Expr counts = Where(new IndexExpr(Affine.Of(1)), CompareKind.Less, OfSample(graph, lengths), Number(1), Number(0));
        return graph.Map(name + ".mask", new EquatableArray<int>([TensorGraph.Batch, steps]), counts, gradientScale: 0);
    }

    /// <summary>The one number of each sample, of a tensor [N] or [N, 1, ...].</summary>
    public static LoadExpr OfSample(GraphBuilder graph, int numbers) =>
        new(numbers, new(graph[numbers].Shape.Select((_, d) => d == 0 ? Affine.Of(0) : Affine.Number(0))));

    /// <summary>In a step: the next state where the step counts, else the one before it.</summary>
    public static int Hold(GraphBuilder graph, int mask, int next, int before) =>
        graph.Map(graph[next].Name + ".held", next, Choose(graph.Same(mask), graph.Same(next), graph.Same(before)));

    /// <summary>How many steps count, at least 1, of each sample: [N].</summary>
    public static int Count(GraphBuilder graph, string name, int mask)
    {
        int sum = Sum(graph, name, mask);
        return graph.Map(name + ".count", sum, Max(graph.Same(sum), Number(1)), gradientScale: 0);
    }

    /// <summary>How many places of a mask count, of each sample: [N].</summary>
    public static int Sum(GraphBuilder graph, string name, int mask) => graph[mask].Shape.Count == 1 ? mask
        : graph.Reduce(name + ".steps", mask, Combine.Sum, graph.Same(mask), graph[mask].Shape.Count - 1, gradientScale: 0);

    /// <summary>A value where the step counts, else another.</summary>
    /// <param name="step">The box index of the steps; that of the samples is 0.</param>
    public static Expr Choose(int mask, int step, Expr value, Expr otherwise) =>
        Choose(new LoadExpr(mask, new([Affine.Of(0), Affine.Of(step)])), value, otherwise);

    /// <summary>The same by an element of a mask.</summary>
    public static Expr Choose(Expr counts, Expr value, Expr otherwise) => Where(counts, CompareKind.Greater, Number(0), value, otherwise);

    /// <summary>0 for the first step of each run of <paramref name="length"/> steps, but the very first.</summary>
    public static int Every(GraphBuilder graph, string name, int steps, int length, bool isBackward)
    {
        IEnumerable<float> open = Enumerable.Range(0, steps).Select(step => isBackward ? steps - 1 - step : step)
            .Select(step => step % length == 0 ? 0f : 1);
        int table = graph.Add(new ConstantNode(name + ".truncate", new([steps]), new(open)));
        var shape = new EquatableArray<int>([TensorGraph.Batch, steps]);
        return graph.Map(name + ".open", shape, new LoadExpr(table, new([Affine.Of(1)])), gradientScale: 0);
    }
}
