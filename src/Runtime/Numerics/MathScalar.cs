using System.Runtime.CompilerServices;

namespace NetCompiler.Numerics;

/// <summary>
/// Elementary functions of one float, by the formulas of <see cref="Math256"/> and <see cref="Math128"/> and with their bits, which do not depend on
/// a mathematical library. Without a hardware fused multiply-add the stated errors are 1 ulp larger. NaN gives NaN.
/// </summary>
public static class MathScalar
{
    /// <summary>a b + c: one rounding where the hardware has a fused multiply-add, two elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => LanesScalar.MultiplyAdd(a, b, c);

    /// <summary>The larger one, b of two that are equal; NaN when either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(float a, float b) => a > b || float.IsNaN(a) ? a : b;

    /// <summary>The smaller one, b of two that are equal; NaN when either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Smallest(float a, float b) => a < b || float.IsNaN(a) ? a : b;

    /// <summary>e^x within 1.5 ulp. Results below 2^-125.5 (1.7e-38) are 0; infinite from 88.7229 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => ExpFormulas.Exp<float, LanesScalar>(x);

    /// <summary>e^x - 1 within 2 ulp; keeps -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => ExpFormulas.Expm1<float, LanesScalar>(x);

    /// <summary>The natural logarithm within 1 ulp, denormals included; minus infinity at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => LogFormulas.Log<float, LanesScalar>(x);

    /// <summary>log(1 + x) within 1.5 ulp; keeps -0, minus infinity at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => LogFormulas.Log1p<float, LanesScalar>(x);

    /// <summary>The hyperbolic tangent within 2 ulp; odd, keeps -0, never beyond 1, exactly 1 from 9.1 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => ExpFormulas.Tanh<float, LanesScalar>(x);

    /// <summary>1 / (1 + e^-x) within 2 ulp, denormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => ExpFormulas.Sigmoid<float, LanesScalar>(x);

    /// <summary>The error function within 1.5 ulp; odd, keeps -0, exactly 1 from 4 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => ErfFormula.Erf<float, LanesScalar>(x);

    /// <summary>log(1 + e^x) within 3 ulp; 0 below -86.98, where the true value is under 1.7e-38.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => ExpFormulas.Softplus<float, LanesScalar>(x);

    /// <summary>The sine within 2 ulp, of angles of any size; keeps -0, NaN of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => SineFormulas.Sin<float, LanesScalar>(x);

    /// <summary>The cosine within 2 ulp, of angles of any size; NaN of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => SineFormulas.Cos<float, LanesScalar>(x);
}
