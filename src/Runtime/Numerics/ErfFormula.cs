using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>
/// The error function: x + x p(x^2) below 0.95, 1 - 2^g(|x|) from there on; both are minimax fits, of error 2.8e-8 and 2.5e-8 of the result.
/// </summary>
internal static class ErfFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T, TLanes>(T x)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T a = TLanes.Min(TLanes.Constant(4), LaneExtras.Abs<T, TLanes>(x));
        T small = TLanes.LessThan(a, TLanes.Constant(0.95f));
        T magnitude = TLanes.Select(small, NearZero<T, TLanes>(a), Beyond<T, TLanes>(a));
        return LaneExtras.WithSign<T, TLanes>(magnitude, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NearZero<T, TLanes>(T a)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T w = TLanes.Multiply(a, a);
        T p = TLanes.Constant(-0.000581004017f);
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(0.00495557347f));
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(-0.0267393421f));
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(0.112810135f));
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(-0.376124114f));
        p = TLanes.MultiplyAdd(p, w, TLanes.Constant(0.128379136f));
        return TLanes.MultiplyAdd(p, a, a);
    }

    /// <summary>g approximates log2(erfc(a)); 2^g = 2^n 2^f with n = round(g). Erfc is small here, so its own error hardly shows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Beyond<T, TLanes>(T a)
        where T : struct
        where TLanes : struct, ILanes<T>
    {
        T g = TLanes.Constant(0.000285977352f);
        g = TLanes.MultiplyAdd(g, a, TLanes.Constant(-0.00442262366f));
        g = TLanes.MultiplyAdd(g, a, TLanes.Constant(0.0321942307f));
        g = TLanes.MultiplyAdd(g, a, TLanes.Constant(-0.150204584f));
        g = TLanes.MultiplyAdd(g, a, TLanes.Constant(-0.918962002f));
        g = TLanes.MultiplyAdd(g, a, TLanes.Constant(-1.62706757f));
        g = TLanes.MultiplyAdd(g, a, TLanes.Constant(-0.000240129099f));

        T n = TLanes.ToInteger(g);
        T f = TLanes.Subtract(g, TLanes.FromInteger(n));
        T p = TLanes.Constant(0.00134022743f);
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.00967948139f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.0555027686f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.240219846f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(0.693147242f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Constant(1.00000012f));
        T scale = TLanes.ToExponent(TLanes.AddIntegers(n, TLanes.Integer(127)));
        return TLanes.MultiplySubtractFrom(p, scale, TLanes.Constant(1));
    }
}
