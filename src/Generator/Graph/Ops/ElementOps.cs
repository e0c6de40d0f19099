using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>Functions of the elements at one place. Axes of size 1, and those that an input has fewer of, are broadcast.</summary>
internal static class ElementOps
{
    /// <param name="inputs">A node, or the number that a constant is.</param>
    /// <param name="output">Without the batch; the result has one if an input has.</param>
    public static int Build(GraphBuilder graph, string name, ElementFunction function, IReadOnlyList<Operand> inputs, EquatableArray<int> output)
    {
        var batched = inputs.Any(input => input.Constant is null && VerifyGraph.IsBatched(graph[input.Node]));
        var shape = batched ? new EquatableArray<int>(output.Prepend(TensorGraph.Batch)) : output;
        return graph.Map(name, shape, Expression(function, [.. inputs.Select(input => Load(graph, input, shape))]));
    }

    /// <summary>The element that belongs to a place of a tensor of shape <paramref name="shape"/>, whose indices are the box's.</summary>
    public static Expr Load(GraphBuilder graph, Operand operand, EquatableArray<int> shape)
    {
        if (operand.Constant is { } number)
        {
            return new ConstExpr(number);
        }

        var source = graph[operand.Node].Shape;
        var batched = VerifyGraph.IsBatched(graph[operand.Node]);
        var first = shape.Count - source.Count;
        return new LoadExpr(operand.Node, new(source.Select((size, d) =>
            batched && d == 0 ? Affine.Of(0) : size == 1 && shape[first + d] != 1 ? Affine.Number(0) : Affine.Of(first + d))));
    }

    private static Expr Expression(ElementFunction function, Expr[] x) => function switch
    {
        ElementFunction.Identity => x[0],
        ElementFunction.Add => Add(x[0], x[1]),
        ElementFunction.Subtract => Subtract(x[0], x[1]),
        ElementFunction.Multiply => Times(x[0], x[1]),
        ElementFunction.Divide => Over(x[0], x[1]),
        ElementFunction.Maximum => x[1] is ConstExpr ? Max(x[1], x[0]) : Max(x[0], x[1]),
        ElementFunction.Minimum => x[1] is ConstExpr ? Min(x[1], x[0]) : Min(x[0], x[1]),
        ElementFunction.Equal => Holds(x[0], CompareKind.Equal, x[1]),
        ElementFunction.Greater => Holds(x[0], CompareKind.Greater, x[1]),
        ElementFunction.GreaterOrEqual => Holds(x[0], CompareKind.GreaterOrEqual, x[1]),
        ElementFunction.Less => Holds(x[0], CompareKind.Less, x[1]),
        ElementFunction.LessOrEqual => Holds(x[1], CompareKind.GreaterOrEqual, x[0]),
        ElementFunction.Where => Where(x[0], CompareKind.Equal, Number(0), x[2], x[1]),
        ElementFunction.Negate => Apply(UnaryKind.Negate, x[0]),
        ElementFunction.Exp => Apply(UnaryKind.Exp, x[0]),
        ElementFunction.Log => Apply(UnaryKind.Log, x[0]),
        ElementFunction.Log1p => Apply(UnaryKind.Log1p, x[0]),
        ElementFunction.Expm1 => Apply(UnaryKind.Expm1, x[0]),
        ElementFunction.Sqrt => Apply(UnaryKind.Sqrt, x[0]),
        ElementFunction.Abs => Apply(UnaryKind.Abs, x[0]),
        ElementFunction.Square => Times(x[0], x[0]),
        ElementFunction.Erf => Apply(UnaryKind.Erf, x[0]),
        ElementFunction.Reciprocal => Over(Number(1), x[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No expression for this function."),
    };

    private static Expr Holds(Expr left, CompareKind kind, Expr right) => Where(left, kind, right, Number(1), Number(0));
}

/// <summary>What a function reads: a node, or a number in place of one.</summary>
internal readonly record struct Operand(int Node, float? Constant);
