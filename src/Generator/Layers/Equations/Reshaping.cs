using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>The same numbers, row-major, under another shape. Planning turns these copies into other names of the same memory.</summary>
internal static class Reshaping
{
    public static int Build(GraphBuilder graph, string name, EquatableArray<int> output, int input)
    {
        var shape = new EquatableArray<int>(output.Prepend(TensorGraph.Batch));
        if (graph[input].Shape == shape)
        {
            return input;
        }

        int flat = graph[input].Shape.Count == 2 ? input : Flatten(graph, shape.Count == 2 ? name : name + ".flat", input);
        return shape.Count == 2
            ? flat
            : graph.Map(name, shape, new LoadExpr(flat, new([Affine.Of(0), GraphBuilder.RowMajor(shape)])));
    }

    private static int Flatten(GraphBuilder graph, string name, int input)
    {
        EquatableArray<int> source = graph[input].Shape;
        int length = source.Skip(1).Aggregate(1, (product, size) => product * size);
        return graph.Add(new NestNode(
            name, new([TensorGraph.Batch, length]), GraphBuilder.Box(source), new([Affine.Of(0), GraphBuilder.RowMajor(source)]),
            Combine.Assign, graph.Same(input)));
    }
}
