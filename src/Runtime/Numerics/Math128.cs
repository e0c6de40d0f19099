using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Numerics;

/// <summary>
/// Elementary functions of four floats; for generated code. On Arm a lane equals <see cref="MathScalar"/> bit for bit; elsewhere products and sums
/// round apart, and the stated errors are 1 ulp larger. NaN gives NaN.
/// </summary>
public static class Math128
{
    /// <summary>a b + c: one rounding on Arm, two elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Lanes128.MultiplyAdd(a, b, c);

    /// <summary>e^x within 1.5 ulp. Results below 2^-125.5 (1.7e-38) are 0; infinite from 88.7229 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => ExpFormulas.Exp<Vector128<float>, Lanes128>(x);

    /// <summary>e^x - 1 within 2 ulp; keeps -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => ExpFormulas.Expm1<Vector128<float>, Lanes128>(x);

    /// <summary>The natural logarithm within 1 ulp, denormals included; minus infinity at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => LogFormulas.Log<Vector128<float>, Lanes128>(x);

    /// <summary>log(1 + x) within 1.5 ulp; keeps -0, minus infinity at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => LogFormulas.Log1p<Vector128<float>, Lanes128>(x);

    /// <summary>The hyperbolic tangent within 2 ulp; odd, keeps -0, never beyond 1, exactly 1 from 9.1 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => ExpFormulas.Tanh<Vector128<float>, Lanes128>(x);

    /// <summary>1 / (1 + e^-x) within 2 ulp, denormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => ExpFormulas.Sigmoid<Vector128<float>, Lanes128>(x);

    /// <summary>The error function within 1.5 ulp; odd, keeps -0, exactly 1 from 4 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => ErfFormula.Erf<Vector128<float>, Lanes128>(x);

    /// <summary>log(1 + e^x) within 3 ulp; 0 below -86.98, where the true value is under 1.7e-38.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => ExpFormulas.Softplus<Vector128<float>, Lanes128>(x);

    /// <summary>The sine within 2 ulp, of angles of any size; keeps -0, NaN of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x) => SineFormulas.Sin<Vector128<float>, Lanes128>(x);

    /// <summary>The cosine within 2 ulp, of angles of any size; NaN of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x) => SineFormulas.Cos<Vector128<float>, Lanes128>(x);
}
