using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>
/// Sine and cosine: x = k pi/2 + r with |r| at most pi/4 or a little more, and by k one of the sine and cosine of r with a sign. Far from 0, where
/// three exact products no longer find r, <see cref="FarAngles"/> does, so the error is the same everywhere.
/// </summary>
internal static class SineFormulas
{
    /// <summary>Beyond this, k has more than 12 bits.</summary>
    private const float Far = 6000;

    private const float QuartersPerUnit = 0.636619772f;

    // pi/2 in four parts; the first three have at most 12 bits, so their products with k are exact even without a fused multiply-add.
    private const float Quarter0 = 1.5703125f;
    private const float Quarter1 = 4.83751297e-4f;
    private const float Quarter2 = 7.54953362e-8f;
    private const float Quarter3 = 2.56334407e-12f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T> => Turned<T, TLanes>(x, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T> => Turned<T, TLanes>(x, 1);

    /// <summary>The sine of x and so many quarters of a turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Turned<T, TLanes>(T x, int quarters)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T k = TLanes.ToInteger(TLanes.Multiply(x, TLanes.Constant(QuartersPerUnit)));
        T count = TLanes.FromInteger(k);
        T r = TLanes.MultiplySubtractFrom(count, TLanes.Constant(Quarter0), x);
        r = TLanes.MultiplySubtractFrom(count, TLanes.Constant(Quarter1), r);
        r = TLanes.MultiplySubtractFrom(count, TLanes.Constant(Quarter2), r);
        r = TLanes.MultiplySubtractFrom(count, TLanes.Constant(Quarter3), r);
        if (TLanes.Any(TLanes.LessThan(TLanes.Constant(Far), LaneExtras.Abs<T, TLanes>(x))))
        {
            FarAngles.Reduce(x, Far, ref r, ref k);
        }

        T turns = TLanes.AddIntegers(k, TLanes.Integer(quarters));
        T isOdd = TLanes.LessThan(TLanes.Constant(0.5f), TLanes.FromInteger(TLanes.And(turns, TLanes.Integer(1))));
        T sign = TLanes.Subtract(TLanes.Constant(1), TLanes.FromInteger(TLanes.And(turns, TLanes.Integer(2))));
        T square = TLanes.Multiply(r, r);
        return TLanes.Multiply(sign, TLanes.Select(isOdd, CosOfSmall<T, TLanes>(square), SinOfSmall<T, TLanes>(r, square)));
    }

    /// <summary>r + r^3 p(r^2), a minimax fit of relative error 3.9e-9; r itself where that is the nearest float, so -0 stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinOfSmall<T, TLanes>(T r, T square)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T p = TLanes.Constant(-0.000195108383f);
        p = TLanes.MultiplyAdd(p, square, TLanes.Constant(0.00833213143f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Constant(-0.166666538f));
        T sine = TLanes.MultiplyAdd(TLanes.Multiply(r, square), p, r);
        return TLanes.Select(TLanes.LessThan(square, TLanes.Constant(1e-8f)), r, sine);
    }

    /// <summary>1 - r^2 / 2 + r^4 q(r^2), a minimax fit of relative error 1.1e-10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosOfSmall<T, TLanes>(T square)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T q = TLanes.Constant(2.4431205e-5f);
        q = TLanes.MultiplyAdd(q, square, TLanes.Constant(-0.0013887306f));
        q = TLanes.MultiplyAdd(q, square, TLanes.Constant(0.0416666456f));
        T start = TLanes.MultiplyAdd(square, TLanes.Constant(-0.5f), TLanes.Constant(1));
        return TLanes.MultiplyAdd(TLanes.Multiply(square, square), q, start);
    }
}
