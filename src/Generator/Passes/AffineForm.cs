using System.Linq;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Passes;

/// <summary>An expression as <c>Factor * x + Summand</c> of a part x of it; null stands for a factor of 1 and for a summand of 0.</summary>
internal sealed record AffineForm(Expr? Factor, Expr? Summand)
{
    /// <summary>The form of an expression, or null where it has another one or uses x in several places.</summary>
    public static AffineForm? Of(Expr expression, Expr x)
    {
        if (expression.Equals(x))
        {
            return new(null, null);
        }

        return expression switch
        {
            UnaryExpr { Kind: UnaryKind.Negate } u => Of(u.Operand, x)?.Times(Number(-1)),
            BinaryExpr b when Uses(b.Left, x) && !Uses(b.Right, x) => Left(b, x),
            BinaryExpr b when Uses(b.Right, x) && !Uses(b.Left, x) => Right(b, x),
            _ => null,
        };
    }

    private static AffineForm? Left(BinaryExpr b, Expr x) => b.Kind switch
    {
        BinaryKind.Add => Of(b.Left, x)?.Plus(b.Right),
        BinaryKind.Subtract => Of(b.Left, x)?.Minus(b.Right),
        BinaryKind.Multiply => Of(b.Left, x)?.Times(b.Right),
        BinaryKind.Divide => Of(b.Left, x)?.Over(b.Right),
        _ => null,
    };

    private static AffineForm? Right(BinaryExpr b, Expr x) => b.Kind switch
    {
        BinaryKind.Add => Of(b.Right, x)?.Plus(b.Left),
        BinaryKind.Subtract => Of(b.Right, x)?.Times(Number(-1)).Plus(b.Left),
        BinaryKind.Multiply => Of(b.Right, x)?.Times(b.Left),
        _ => null,
    };

    public static bool Uses(Expr expression, Expr x) => Expressions.SelfAndParts(expression).Any(part => part.Equals(x));

    private AffineForm Plus(Expr other) => this with { Summand = Summand is null ? other : Add(Summand, other) };

    private AffineForm Minus(Expr other) => this with { Summand = Summand is null ? Apply(UnaryKind.Negate, other) : Subtract(Summand, other) };

    private AffineForm Times(Expr other) =>
        new(Factor is null ? other : Graph.Scalars.Times(Factor, other), Summand is null ? null : Graph.Scalars.Times(Summand, other));

    private AffineForm Over(Expr other) =>
        new(Graph.Scalars.Over(Factor ?? Number(1), other), Summand is null ? null : Graph.Scalars.Over(Summand, other));
}
