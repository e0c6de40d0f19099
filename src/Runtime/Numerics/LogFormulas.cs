using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>The logarithms: u = 2^e m with m within sqrt(1/2) and sqrt(2), log u = e ln 2 + log m.</summary>
internal static class LogFormulas
{
    private const float Ln2High = 0.693145751953125f;
    private const float Ln2Low = 1.42860677e-6f;
    private const int SqrtHalf = 0x3f3504f3;
    private const int One = 0x3f800000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T zero = TLanes.Constant(0);
        T denormal = TLanes.LessThan(x, TLanes.Constant(1.17549435e-38f));
        T normal = TLanes.Select(denormal, TLanes.Multiply(x, TLanes.Constant(8388608)), x);
        T exponent = TLanes.And(denormal, TLanes.Constant(-23));
        return Finish<T, TLanes>(x, LogOfNormal<T, TLanes>(normal, zero, exponent));
    }

    /// <summary>With u = 1 + x as rounded, log(u + c), where c is what the rounding lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T one = TLanes.Constant(1);
        T u = TLanes.Add(one, x);
        T rounded = TLanes.Subtract(u, one);
        T lost = TLanes.Add(TLanes.Subtract(one, TLanes.Subtract(u, rounded)), TLanes.Subtract(x, rounded));
        T log = Finish<T, TLanes>(u, LogOfNormal<T, TLanes>(u, lost, TLanes.Constant(0)));
        return LaneExtras.WithSign<T, TLanes>(log, x);
    }

    /// <summary>
    /// log(u + lost) + exponent ln 2 for a positive, normal, finite u. With f = m - 1, exact before the lost part is added,
    /// log m = f - f^2 / 2 + f^3 p(f); p is a minimax fit of relative error 5.9e-9.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfNormal<T, TLanes>(T u, T lost, T exponent)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T shifted = TLanes.SubtractIntegers(u, TLanes.Integer(SqrtHalf));
        T m = TLanes.AddIntegers(TLanes.And(shifted, TLanes.Integer(0x7fffff)), TLanes.Integer(SqrtHalf));
        T e = TLanes.Add(TLanes.FromInteger(TLanes.FromExponent(shifted)), exponent);

        // 2^-e; for e = 128, no float, it comes out negative.
        T inverse = TLanes.SubtractIntegers(TLanes.Integer(One), TLanes.And(shifted, TLanes.Integer(unchecked((int)0xff800000))));
        inverse = TLanes.Max(inverse, TLanes.Constant(0));
        T f = TLanes.MultiplyAdd(lost, inverse, TLanes.Subtract(m, TLanes.Constant(1)));

        T p = TLanes.Constant(-0.0763819516f);
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.127647668f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(-0.1316019f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.14201273f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(-0.166233152f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.200012505f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(-0.250008225f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.333333313f));

        T square = TLanes.Multiply(f, f);
        T tail = TLanes.MultiplyAdd(e, TLanes.Constant(Ln2Low), TLanes.Multiply(TLanes.Multiply(square, f), p));
        tail = TLanes.MultiplyAdd(square, TLanes.Constant(-0.5f), tail);
        return TLanes.MultiplyAdd(e, TLanes.Constant(Ln2High), TLanes.Add(tail, f));
    }

    /// <summary>log(0) is minus infinity, of a negative number NaN, of infinity and NaN themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Finish<T, TLanes>(T u, T log)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T negative = TLanes.LessThan(u, TLanes.Constant(0));
        T notPositive = TLanes.LessThan(u, TLanes.Constant(float.Epsilon));
        T finite = TLanes.LessThan(u, TLanes.Constant(float.PositiveInfinity));
        T result = TLanes.Select(finite, log, u);
        return TLanes.Select(notPositive, TLanes.Or(negative, TLanes.Constant(float.NegativeInfinity)), result);
    }
}
