using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Walks a graph node by node and point by point, in double and with row-major tensors: what the equations mean, with no decision of the
/// compiler in it. Slow, and the judge of every pass and of every compiled network.
/// </summary>
internal sealed class GraphInterpreter
{
    private readonly TensorGraph _graph;
    private readonly int _count;
    private readonly double[][] _values;

    private GraphInterpreter(TensorGraph graph, int count) => (_graph, _count, _values) = (graph, count, new double[graph.Nodes.Count][]);

    /// <summary>The tensors of all outputs.</summary>
    /// <param name="count">Samples in the batch.</param>
    /// <param name="given">The values of inputs, parameters and masks, row-major.</param>
    public static Dictionary<GraphOutput, double[]> Run(TensorGraph graph, int count, Func<Node, double[]> given)
    {
        var interpreter = new GraphInterpreter(graph, count);
        for (int id = 0; id < graph.Nodes.Count; id++)
        {
            interpreter._values[id] = graph.Nodes[id] switch
            {
                NestNode nest => interpreter.Compute(nest, id),
                GatherNode gather => interpreter.Take(gather),
                ScatterNode scatter => interpreter.Add(scatter),
                Node other => given(other),
            };
            Assert.Equal(interpreter.Size(graph.Nodes[id].Shape), interpreter._values[id].Length);
        }

        return graph.Outputs.ToDictionary(o => o with { Node = 0 }, o => interpreter._values[o.Node]);
    }

    private int Size(IEnumerable<int> shape) => shape.Aggregate(1, (product, size) => product * Extent(size));

    private int Extent(int size) => size == TensorGraph.Batch ? _count : size;

    private double[] Compute(NestNode nest, int id)
    {
        var result = new double[Size(nest.Shape)];
        var reached = new int[result.Length][];
        Array.Fill(result, nest.Combine == Combine.Max ? double.NegativeInfinity : 0);
        double[] largest = nest.Combine == Combine.ArgMax ? [.. Enumerable.Repeat(double.NegativeInfinity, result.Length)] : [];
        foreach (int[] point in Points(nest.Box))
        {
            if (Place(nest.Target, nest.Shape, point) is not { } place)
            {
                continue;
            }

            if (nest.Combine == Combine.Assign && reached[place] is not null)
            {
                Assert.Fail($"{nest.Name} assigns element {place} twice.");
            }

            double value = Evaluate(nest.Body, point, 0);
            reached[place] ??= [.. point];
            Take(nest, place, value, point, result, largest);
        }

        Assert.False(nest.Combine == Combine.Assign && reached.Any(r => r is null), $"{nest.Name} does not reach every element of node {id}.");
        if (nest.Epilogue is { } epilogue)
        {
            for (int place = 0; place < result.Length; place++)
            {
                result[place] = Evaluate(epilogue, reached[place], result[place]);
            }
        }

        return result;
    }

    private double[] Take(GatherNode gather)
    {
        int width = gather.Shape[2];
        return [.. _values[gather.Rows].SelectMany(row => _values[gather.Table].Skip(Row(row, _graph.Nodes[gather.Table].Shape[0]) * width).Take(width))];
    }

    private double[] Add(ScatterNode scatter)
    {
        (int height, int width) = (scatter.Shape[0], scatter.Shape[1]);
        var sums = new double[height * width];
        for (int i = 0; i < _values[scatter.Values].Length; i++)
        {
            sums[(Row(_values[scatter.Rows][i / width], height) * width) + (i % width)] += _values[scatter.Values][i];
        }

        return sums;
    }

    private static int Row(double number, int height) => Math.Clamp((int)number, 0, height - 1);

    private void Take(NestNode nest, int place, double value, int[] point, double[] result, double[] largest)
    {
        switch (nest.Combine)
        {
            case Combine.Assign:
                result[place] = value;
                break;
            case Combine.Sum:
                result[place] += value;
                break;
            case Combine.Max:
                result[place] = value > result[place] ? value : result[place];
                break;
            case Combine.ArgMax when value > largest[place]:
                largest[place] = value;
                result[place] = ReducedNumber(nest, point);
                break;
        }
    }

    /// <summary>The row-major number of a point among the indices that the target does not name.</summary>
    private int ReducedNumber(NestNode nest, int[] point)
    {
        int number = 0;
        for (int i = 0; i < point.Length; i++)
        {
            number = nest.Target.All(form => form[i] == 0) ? (number * Extent(nest.Box[i].Extent)) + point[i] : number;
        }

        return number;
    }

    private IEnumerable<int[]> Points(IReadOnlyList<Axis> box)
    {
        int[] extents = [.. box.Select(axis => Extent(axis.Extent))];
        var point = new int[extents.Length];
        int total = extents.Aggregate(1, (product, size) => product * size);
        for (int number = 0; number < total; number++)
        {
            for (int axis = extents.Length - 1, rest = number; axis >= 0; rest /= extents[axis], axis--)
            {
                point[axis] = rest % extents[axis];
            }

            yield return point;
        }
    }

    /// <summary>The row-major place of an access, or null outside of the tensor.</summary>
    private int? Place(EquatableArray<Affine> access, EquatableArray<int> shape, int[] point)
    {
        int place = 0;
        for (int d = 0; d < shape.Count; d++)
        {
            int index = Value(access[d], point);
            if (index < 0 || index >= Extent(shape[d]))
            {
                return null;
            }

            place = (place * Extent(shape[d])) + index;
        }

        return place;
    }

    private static int Value(Affine form, int[] point)
    {
        int value = form.Constant;
        for (int i = 0; i < form.Terms.Count; i++)
        {
            value += form.Terms[i].Coefficient * point[form.Terms[i].Index];
        }

        return value;
    }

    private double Evaluate(Expr expression, int[] point, double accumulator) => expression switch
    {
        LoadExpr load => Place(load.Access, _graph.Nodes[load.Node].Shape, point) is { } place ? _values[load.Node][place] : load.Fill,
        ConstExpr constant => constant.Value,
        IndexExpr index => Value(index.Value, point),
        AccumulatorExpr => accumulator,
        UnaryExpr unary => Unary(unary.Kind, Evaluate(unary.Operand, point, accumulator)),
        BinaryExpr binary => Binary(binary.Kind, Evaluate(binary.Left, point, accumulator), Evaluate(binary.Right, point, accumulator)),
        SelectExpr select => Evaluate(
            Compare(select.Kind, Evaluate(select.Left, point, accumulator), Evaluate(select.Right, point, accumulator)) ? select.Then : select.Else, point, accumulator),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static double Unary(UnaryKind kind, double x) => kind switch
    {
        UnaryKind.Negate => -x,
        UnaryKind.Abs => Math.Abs(x),
        UnaryKind.Sqrt => Math.Sqrt(x),
        UnaryKind.Exp => Math.Exp(x),
        UnaryKind.Expm1 => MathReference.Expm1(x),
        UnaryKind.Log => Math.Log(x),
        UnaryKind.Log1p => MathReference.Log1p(x),
        UnaryKind.Tanh => Math.Tanh(x),
        UnaryKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        UnaryKind.Erf => MathReference.Erf(x),
        UnaryKind.Softplus => MathReference.Softplus(x),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Binary(BinaryKind kind, double a, double b) => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Subtract => a - b,
        BinaryKind.Multiply => a * b,
        BinaryKind.Divide => a / b,
        BinaryKind.Max => a > b ? a : b,
        BinaryKind.Min => a < b ? a : b,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static bool Compare(CompareKind kind, double a, double b) => kind switch
    {
        CompareKind.Equal => a == b,
        CompareKind.Greater => a > b,
        CompareKind.GreaterOrEqual => a >= b,
        CompareKind.Less => a < b,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
