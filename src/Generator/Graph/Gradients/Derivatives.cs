using System;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Gradients;

/// <summary>The chain rule on the expression of a nest, for one of its loads.</summary>
/// <param name="load">What is differentiated for.</param>
/// <param name="output">The value of the whole expression, where it is kept; derivatives that need it only do not compute it again.</param>
internal sealed class Derivatives(LoadExpr load, Expr? output)
{
    /// <summary>The gradient that reaches the load when <paramref name="up"/> reaches the expression; null for none.</summary>
    public Expr? Of(Expr expression, Expr up) => Of(expression, up, output);

    private Expr? Of(Expr expression, Expr up, Expr? value) => expression switch
    {
        _ when expression.Equals(load) => up,
        UnaryExpr unary when Reaches(unary) => Of(unary.Operand, Unary(unary, up, value ?? unary), null),
        BinaryExpr binary => Binary(binary, up, value),
        SelectExpr select => Select(select, up),
        _ => null,
    };

    private bool Reaches(Expr expression) => expression switch
    {
        _ when expression.Equals(load) => true,
        UnaryExpr u => u.Kind != UnaryKind.Round && Reaches(u.Operand),
        BinaryExpr b => Reaches(b.Left) || Reaches(b.Right),
        SelectExpr s => Reaches(s.Then) || Reaches(s.Else),
        _ => false,
    };

    private static Expr Unary(UnaryExpr unary, Expr up, Expr y)
    {
        Expr x = unary.Operand;
        return unary.Kind switch
        {
            UnaryKind.Negate => Apply(UnaryKind.Negate, up),
            UnaryKind.Abs => Where(x, CompareKind.Greater, Number(0), up,
                Where(x, CompareKind.Less, Number(0), Apply(UnaryKind.Negate, up), Number(0))),
            UnaryKind.Sqrt => Over(Times(up, Number(0.5)), y),
            UnaryKind.Exp => Times(up, y),
            UnaryKind.Expm1 => Times(up, Apply(UnaryKind.Exp, x)),
            UnaryKind.Log => Over(up, x),
            UnaryKind.Log1p => Over(up, Add(Number(1), x)),
            UnaryKind.Tanh => Times(up, Subtract(Number(1), Times(y, y))),
            UnaryKind.Sigmoid => Times(up, Times(y, Subtract(Number(1), y))),
            UnaryKind.Erf => Times(up, Times(Number(2 / Math.Sqrt(Math.PI)), Apply(UnaryKind.Exp, Apply(UnaryKind.Negate, Times(x, x))))),
            UnaryKind.Softplus => Times(up, Apply(UnaryKind.Sigmoid, x)),
            UnaryKind.Sin => Times(up, Apply(UnaryKind.Cos, x)),
            UnaryKind.Cos => Apply(UnaryKind.Negate, Times(up, Apply(UnaryKind.Sin, x))),
            _ => throw new ArgumentOutOfRangeException(nameof(unary), unary.Kind, "No derivative."),
        };
    }

    private Expr? Binary(BinaryExpr binary, Expr up, Expr? value)
    {
        (Expr a, Expr b) = (binary.Left, binary.Right);
        return binary.Kind switch
        {
            BinaryKind.Add => Sum(Of(a, up, null), Of(b, up, null)),
            BinaryKind.Subtract => Sum(Of(a, up, null), Reaches(b) ? Of(b, Apply(UnaryKind.Negate, up), null) : null),
            BinaryKind.Multiply => Sum(Of(a, Times(up, b), null), Of(b, Times(up, a), null)),
            BinaryKind.Divide => Sum(Of(a, Over(up, b), null), Of(b, Apply(UnaryKind.Negate, Over(Times(up, value ?? binary), b)), null)),
            BinaryKind.Max when a is ConstExpr => Select(new(CompareKind.Greater, value ?? b, a, b, a), up),
            BinaryKind.Min when a is ConstExpr => Select(new(CompareKind.Less, value ?? b, a, b, a), up),
            BinaryKind.Max => Select(new(CompareKind.Greater, a, b, a, b), up),
            BinaryKind.Min => Select(new(CompareKind.Less, a, b, a, b), up),
            BinaryKind.Largest => Of(Where(a, CompareKind.Equal, a, Max(a, b), a), up, null),
            BinaryKind.Smallest => Of(Where(a, CompareKind.Equal, a, Min(a, b), a), up, null),
            _ => throw new ArgumentOutOfRangeException(nameof(binary), binary.Kind, "No derivative."),
        };
    }

    /// <summary>The choice stands around the derivatives: what is not taken passes nothing on, however steep it is.</summary>
    private Expr? Select(SelectExpr select, Expr up)
    {
        (Expr? then, Expr? otherwise) = (Of(select.Then, up, null), Of(select.Else, up, null));
        return then is null && otherwise is null ? null : select with { Then = then ?? Number(0), Else = otherwise ?? Number(0) };
    }

    private static Expr? Sum(Expr? a, Expr? b) => a is null ? b : b is null ? a : Add(a, b);
}
