using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Functions that combine places or move them. Tensors have a batch; shapes in operations are without it.</summary>
internal static class FunctionOps
{
    public static int Reduce(GraphBuilder graph, string name, ReduceOp op, EquatableArray<int> output, int input)
    {
        if (op.Function == ReduceFunction.Min)
        {
            var negative = graph.Map(name + ".negative", input, Apply(UnaryKind.Negate, graph.Same(input)));
            var largest = Reduce(graph, name + ".max", Combine.Max, op, output, negative);
            return graph.Map(name, largest, Apply(UnaryKind.Negate, graph.Same(largest)));
        }

        if (op.Function == ReduceFunction.Mean)
        {
            var sum = Reduce(graph, name + ".sum", Combine.Sum, op, output, input);
            var count = op.Axes.Aggregate(1L, (product, axis) => product * graph[input].Shape[axis + 1]);
            return graph.Map(name, sum, Times(graph.Same(sum), Number(1.0 / count)));
        }

        var combine = op.Function switch { ReduceFunction.Sum => Combine.Sum, ReduceFunction.Max => Combine.Max, _ => Combine.ArgMax };
        return Reduce(graph, name, combine, op, output, input);
    }

    private static int Reduce(GraphBuilder graph, string name, Combine combine, ReduceOp op, EquatableArray<int> output, int input)
    {
        var shape = graph[input].Shape;
        var axes = Enumerable.Range(0, shape.Count).ToList();
        var order = axes.Where(d => !IsReduced(op, d)).Concat(axes.Where(d => IsReduced(op, d))).ToList();
        var named = GraphBuilder.Box(shape);
        var access = new EquatableArray<Affine>(axes.Select(d => Affine.Of(order.IndexOf(d))));
        var target = axes.Where(d => op.KeepDims || !IsReduced(op, d)).Select(d => IsReduced(op, d) ? Affine.Number(0) : Affine.Of(order.IndexOf(d)));
        return graph.Add(new NestNode(
            name, new(output.Prepend(TensorGraph.Batch)), new(order.Select(d => named[d])), new(target), combine, new LoadExpr(input, access),
            GradientScale: combine == Combine.ArgMax ? 0 : 1));
    }

    private static bool IsReduced(ReduceOp op, int dimension) => dimension > 0 && op.Axes.Contains(dimension - 1);

    public static int MatMul(GraphBuilder graph, string name, MatMulOp op, EquatableArray<int> output, int left, int right)
    {
        var rank = output.Count;
        var (rows, columns) = (rank - 1, rank);
        var inner = graph[left].Shape[graph[left].Shape.Count - (op.TransposeLeft ? 2 : 1)];
        var box = GraphBuilder.Box(new(output.Prepend(TensorGraph.Batch))).Select((axis, d) => d == rows ? new Axis("i", axis.Extent) : d == columns ? new Axis("j", axis.Extent) : axis).ToList();
        box = [.. box.Select((axis, d) => d > 0 && d < rows ? new Axis("b" + Invariant.Text(d), axis.Extent) : axis), new Axis("k", inner)];
        var (i, j, k) = (Affine.Of(rows), Affine.Of(columns), Affine.Of(columns + 1));
        var body = Times(
            Matrix(graph, left, output, op.TransposeLeft ? k : i, op.TransposeLeft ? i : k),
            Matrix(graph, right, output, op.TransposeRight ? j : k, op.TransposeRight ? k : j));
        return graph.Add(new NestNode(name, new(output.Prepend(TensorGraph.Batch)), new(box), GraphBuilder.Identity(rank + 1), Combine.Sum, body));
    }

    /// <summary>A load whose last two axes are given, and whose axes before them are those of the output, broadcast.</summary>
    private static LoadExpr Matrix(GraphBuilder graph, int node, EquatableArray<int> output, Affine row, Affine column)
    {
        var shape = graph[node].Shape;
        var first = output.Count + 1 - shape.Count;
        var outer = Enumerable.Range(1, shape.Count - 3).Select(d => shape[d] == 1 && output[first + d - 1] != 1 ? Affine.Number(0) : Affine.Of(first + d));
        return new(node, new(outer.Prepend(Affine.Of(0)).Append(row).Append(column)));
    }

    /// <summary>Each place takes the one part that reaches there.</summary>
    public static int Concat(GraphBuilder graph, string name, int axis, EquatableArray<int> output, IReadOnlyList<int> parts)
    {
        var shape = new EquatableArray<int>(output.Prepend(TensorGraph.Batch));
        var place = new IndexExpr(Affine.Of(axis + 1));
        var end = shape[axis + 1];
        Expr? value = null;
        foreach (var part in parts.Reverse())
        {
            var start = end - graph[part].Shape[axis + 1];
            var load = new LoadExpr(part, new(GraphBuilder.Identity(shape.Count).Select((form, d) => d == axis + 1 ? Affine.Of(d, constant: -start) : form)));
            value = value is null ? load : Where(place, CompareKind.Less, Number(end), load, value);
            end = start;
        }

        return graph.Map(name, shape, value!);
    }

    public static int Slice(GraphBuilder graph, string name, SliceOp op, EquatableArray<int> output, int input)
    {
        var forms = new List<Affine> { Affine.Of(0) };
        var kept = 1;
        for (var d = 0; d < op.Starts.Count; d++)
        {
            forms.Add(op.Dropped.Contains(d) ? Affine.Number(op.Starts[d]) : Affine.Of(kept++, constant: op.Starts[d]));
        }

        return graph.Map(name, new EquatableArray<int>(output.Prepend(TensorGraph.Batch)), new LoadExpr(input, new(forms)));
    }

    public static int Transpose(GraphBuilder graph, string name, TransposeOp op, EquatableArray<int> output, int input)
    {
        var forms = Enumerable.Range(0, op.Axes.Count).Select(d => Affine.Of(op.Axes.ToList().IndexOf(d) + 1)).Prepend(Affine.Of(0));
        return graph.Map(name, new EquatableArray<int>(output.Prepend(TensorGraph.Batch)), new LoadExpr(input, new(forms)));
    }

    public static int OneHot(GraphBuilder graph, string name, EquatableArray<int> output, int input)
    {
        var shape = new EquatableArray<int>(output.Prepend(TensorGraph.Batch));
        var load = new LoadExpr(input, GraphBuilder.Identity(shape.Count - 1));
        return graph.Add(Constant(name, shape, Where(new IndexExpr(Affine.Of(shape.Count - 1)), CompareKind.Equal, load, Number(1), Number(0))));
    }

    private static NestNode Constant(string name, EquatableArray<int> shape, Expr body) =>
        new(name, shape, GraphBuilder.Box(shape), GraphBuilder.Identity(shape.Count), Combine.Assign, body, GradientScale: 0);

    public static int Gradient(GraphBuilder graph, string name, float scale, int input)
    {
        var shape = graph[input].Shape;
        return graph.Add(Constant(name, shape, graph.Same(input)) with { GradientScale = scale });
    }

    /// <summary>A part of a longer row: input or target number such and such of several.</summary>
    public static int Part(GraphBuilder graph, string name, EquatableArray<int> output, int offset, int whole)
    {
        var shape = new EquatableArray<int>(output.Prepend(TensorGraph.Batch));
        return graph.Map(name, shape, new LoadExpr(whole, new([Affine.Of(0), GraphBuilder.RowMajor(shape) + Affine.Number(offset)])));
    }
}
