using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>
/// The functions that stand on e^x = 2^n (1 + m), n = round(x / ln 2), m = e^r - 1 for |r| at most ln 2 / 2. They differ in how 2^n and m are put
/// together: always so that the small part is rounded before the large one is added.
/// </summary>
internal static class ExpFormulas
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has 15 bits, so its product with any n is exact even without a fused multiply-add.
    private const float Ln2High = 0.693145751953125f;
    private const float Ln2Low = 1.42860677e-6f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        // -87.3 has the scale 0, 89 overflows. Half the scale, because 2^128 is no float.
        T clamped = TLanes.Max(TLanes.Constant(-87.3f), TLanes.Min(TLanes.Constant(89), x));
        T m = Reduce<T, TLanes>(clamped, out T n);
        T scale = Power<T, TLanes>(n, 126);
        T half = TLanes.MultiplyAdd(m, scale, scale);
        return TLanes.Add(half, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T clamped = TLanes.Max(TLanes.Constant(-18), TLanes.Min(TLanes.Constant(89), x));
        T m = Reduce<T, TLanes>(clamped, out T n);
        T scale = Power<T, TLanes>(n, 126);
        T half = TLanes.MultiplyAdd(m, scale, TLanes.Subtract(scale, TLanes.Constant(0.5f)));
        return LaneExtras.WithSign<T, TLanes>(TLanes.Add(half, half), x);
    }

    /// <summary>(1 - z) / (1 + z) with z = exp(-2 |x|): both sums keep full accuracy at 0 and at infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T one = TLanes.Constant(1);
        T clamped = TLanes.Max(TLanes.Constant(-9.1f), LaneExtras.NegatedAbs<T, TLanes>(x));
        T m = Reduce<T, TLanes>(TLanes.Add(clamped, clamped), out T n);
        T scale = Power<T, TLanes>(n, 127);
        T numerator = TLanes.MultiplySubtractFrom(scale, m, TLanes.Subtract(one, scale));
        T denominator = TLanes.MultiplyAdd(scale, m, TLanes.Add(scale, one));
        return LaneExtras.WithSign<T, TLanes>(TLanes.Divide(numerator, denominator), x);
    }

    /// <summary>c / (c + c exp(-x)) with c = 2^-24, so that c exp(-x) is a float wherever the result is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T c = TLanes.Constant(5.96046448e-8f);
        T clamped = TLanes.Max(TLanes.Constant(-104.5f), TLanes.Min(TLanes.Constant(70), x));
        T m = Reduce<T, TLanes>(TLanes.Subtract(TLanes.Constant(0), clamped), out T n);
        T scale = Power<T, TLanes>(n, 127 - 24);
        return TLanes.Divide(c, TLanes.Add(TLanes.MultiplyAdd(m, scale, c), scale));
    }

    /// <summary>max(x, 0) + log(1 + z), z = exp(-|x|), by log(1 + z) = 2 atanh(s), s = z / (2 + z) at most 1/3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T z = Exp<T, TLanes>(LaneExtras.NegatedAbs<T, TLanes>(x));
        T s = TLanes.Divide(z, TLanes.Add(z, TLanes.Constant(2)));
        T w = TLanes.Multiply(s, s);
        T p = TLanes.Constant(0.280300081f);
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(0.279981256f));
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(0.400217533f));
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(0.666664124f));
        T log = TLanes.MultiplyAdd(TLanes.Multiply(s, w), p, TLanes.Add(s, s));
        return TLanes.Add(log, TLanes.Max(TLanes.Constant(0), x));
    }

    /// <summary>2^n for an integer in <paramref name="n"/>'s bits, times 2^(bias - 127).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Power<T, TLanes>(T n, int bias)
        where T : struct
        where TLanes : struct, ILanes<T> => TLanes.ToExponent(TLanes.AddIntegers(n, TLanes.Integer(bias)));

    /// <summary>e^r - 1 = r + r^2 q(r) with x = n ln 2 + r; q is a minimax fit of relative error 1.4e-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Reduce<T, TLanes>(T x, out T n)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        n = TLanes.ToInteger(TLanes.Multiply(x, TLanes.Constant(Log2E)));
        T count = TLanes.FromInteger(n);
        T r = TLanes.MultiplySubtractFrom(count, TLanes.Constant(Ln2High), x);
        r = TLanes.MultiplySubtractFrom(count, TLanes.Constant(Ln2Low), r);
        T q = TLanes.Constant(0.00138706504f);
        q = TLanes.MultiplyAdd(q, r, TLanes.Constant(0.00836625881f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Constant(0.0416674353f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Constant(0.166665465f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Constant(0.49999997f));
        return TLanes.MultiplyAdd(TLanes.Multiply(r, r), q, r);
    }
}
