using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Whole numbers near an element, made of the nearest one, and what is left of divisions. The steps have no gradient; NaN and infinity come through.
/// </summary>
internal static class Rounding
{
    /// <summary>The nearest whole number, less 1 where that is above x.</summary>
    public static Expr Down(Expr x)
    {
        Expr nearest = Apply(UnaryKind.Round, x);
        return Where(nearest, CompareKind.Greater, x, Subtract(nearest, Number(1)), nearest);
    }

    /// <summary>The nearest whole number, and 1 where that is below x.</summary>
    public static Expr Up(Expr x)
    {
        Expr nearest = Apply(UnaryKind.Round, x);
        return Where(nearest, CompareKind.Less, x, Add(nearest, Number(1)), nearest);
    }

    public static Expr TowardsZero(Expr x) => Where(x, CompareKind.Less, Number(0), Up(x), Down(x));

    /// <summary>1, -1, or what is neither above nor below 0: itself.</summary>
    public static Expr Sign(Expr x) => Where(x, CompareKind.Greater, Number(0), Number(1),
        Where(x, CompareKind.Less, Number(0), Number(-1), Apply(UnaryKind.Round, x)));

    /// <summary>
    /// a - b floor(a / b), of the sign of b. A quotient just below a whole number may be rounded to it; what is left has the wrong sign then, and b
    /// is added.
    /// </summary>
    public static Expr Modulo(Expr a, Expr b)
    {
        Expr rest = Subtract(a, Times(b, Down(Over(a, b))));
        return Where(Times(rest, b), CompareKind.Less, Number(0), Add(rest, b), rest);
    }

    /// <summary>a - b trunc(a / b), of the sign of a, as C#'s %; corrected as <see cref="Modulo"/>.</summary>
    public static Expr Remainder(Expr a, Expr b)
    {
        Expr rest = Subtract(a, Times(b, TowardsZero(Over(a, b))));
        Expr size = Apply(UnaryKind.Abs, b);
        return Where(Times(rest, a), CompareKind.Less, Number(0),
            Where(a, CompareKind.Less, Number(0), Subtract(rest, size), Add(rest, size)), rest);
    }
}
