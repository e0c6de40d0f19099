using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Lowering;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// What expressions and places are at a point of a box, as functions made once for a node: the walk over the points is long, and what an expression
/// consists of is
/// the same at each.
/// </summary>
/// <param name="floats">Rounds what each operation gives; null for double.</param>
internal sealed class PointValues(TensorGraph graph, int count, double[][] values, FloatRange? floats)
{
    /// <summary>A value at a point, where the accumulator is what is given.</summary>
    public delegate double Value(int[] point, double accumulator);

    /// <summary>A row-major place at a point; negative outside of the tensor.</summary>
    public delegate int Place(int[] point);

    public Place PlaceOf(EquatableArray<Affine> access, EquatableArray<int> shape)
    {
        Place[] indices = [.. access.Select(IndexOf)];
        int[] extents = [.. shape.Select(size => size == TensorGraph.Batch ? count : size)];
        return point =>
        {
            int place = 0;
            for (int d = 0; d < extents.Length; d++)
            {
                int index = indices[d](point);
                if ((uint)index >= (uint)extents[d])
                {
                    return -1;
                }

                place = (place * extents[d]) + index;
            }

            return place;
        };
    }

    public Value ValueOf(Expr expression)
    {
        Value value = Formula(expression);
        return floats is null || expression is ConstExpr or LoadExpr ? value : (point, accumulator) => floats.Round(value(point, accumulator));
    }

    private Value Formula(Expr expression)
    {
        switch (expression)
        {
            case LoadExpr load:
                Place place = PlaceOf(load.Access, graph.Nodes[load.Node].Shape);
                double[] tensor = values[load.Node];
                return (point, _) => place(point) is >= 0 and var at ? tensor[at] : load.Fill;
            case ConstExpr constant:
                return (_, _) => constant.Value;
            case IndexExpr index:
                Place number = IndexOf(index.Value);
                return (point, _) => number(point);
            case AccumulatorExpr:
                return (_, accumulator) => accumulator;
            case UnaryExpr unary:
                Value operand = ValueOf(unary.Operand);
                return (point, accumulator) => Unary(unary.Kind, operand(point, accumulator));
            case BinaryExpr binary:
                (Value a, Value b) = (ValueOf(binary.Left), ValueOf(binary.Right));
                return (point, accumulator) => Elementary.Binary(binary.Kind, a(point, accumulator), b(point, accumulator));
            case SelectExpr select:
                (Value left, Value right, Value then, Value other) = (ValueOf(select.Left), ValueOf(select.Right), ValueOf(select.Then),
                    ValueOf(select.Else));
                return (point, accumulator) =>
                    Elementary.Compare(select.Kind, left(point, accumulator), right(point, accumulator)) ? then(point, accumulator)
                        : other(point, accumulator);
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }

    private static Place IndexOf(Affine form)
    {
        if (form is { Constant: 0, Terms: [{ Coefficient: 1, Index: var only }] })
        {
            return point => point[only];
        }

        Term[] terms = [.. form.Terms];
        return point =>
        {
            long value = form.Constant;
            foreach (Term term in terms)
            {
                value += term.Coefficient * point[term.Index];
            }

            return (int)value;
        };
    }

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
        UnaryKind.Sin => Math.Sin(x),
        UnaryKind.Cos => Math.Cos(x),
        UnaryKind.Round => Math.Round(x),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
