using System;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Powers: of known whole exponents products, of known halves with a root, and of any others an exponential of a logarithm.</summary>
internal static class Powers
{
    /// <summary>The largest whole exponent that is multiplied out.</summary>
    private const int MostFactors = 16;

    public static Expr Of(Expr x, Expr exponent)
    {
        if (exponent is not ConstExpr { Value: var known } || Math.Abs(known) > MostFactors || Math.Floor(2 * known) != 2 * known)
        {
            return General(x, exponent);
        }

        int halves = (int)(2 * Math.Abs(known));
        Expr? power = Product(x, halves / 2);
        power = halves % 2 == 0 ? power : power is null ? Apply(UnaryKind.Sqrt, x) : Times(power, Apply(UnaryKind.Sqrt, x));
        return power is null ? Number(1) : known < 0 ? Over(Number(1), power) : power;
    }

    /// <summary>x multiplied by itself so often, by squares; null for not at all.</summary>
    private static Expr? Product(Expr x, int count)
    {
        if (count < 2)
        {
            return count == 0 ? null : x;
        }

        Expr half = Product(x, count / 2)!;
        return count % 2 == 0 ? Times(half, half) : Times(Times(half, half), x);
    }

    /// <summary>
    /// e^(y log |x|), with the sign of x where y is odd, and NaN for negative x where y is not whole. 0 is a case of its own: its logarithm has an
    /// infinite slope.
    /// </summary>
    private static Expr General(Expr x, Expr y)
    {
        Expr half = Times(y, Number(0.5)), power = Apply(UnaryKind.Exp, Times(y, Apply(UnaryKind.Log, Apply(UnaryKind.Abs, x))));
        Expr signed = Where(Apply(UnaryKind.Round, half), CompareKind.Equal, half, power, Apply(UnaryKind.Negate, power));
        Expr negative = Where(Apply(UnaryKind.Round, y), CompareKind.Equal, y, signed, Number(double.NaN));
        Expr ofZero = Where(y, CompareKind.Greater, Number(0), Number(0),
            Where(y, CompareKind.Equal, Number(0), Number(1), Number(double.PositiveInfinity)));
        return Where(x, CompareKind.Equal, Number(0), ofZero, Where(x, CompareKind.Less, Number(0), negative, power));
    }
}
