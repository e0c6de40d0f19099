using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>
/// Elementary functions of eight floats; for generated code. May be called only where <see cref="Fma"/> and <see cref="Avx2"/> are supported.
/// A lane equals <see cref="MathScalar"/> bit for bit, and a lane of <see cref="Math128"/> on Arm. NaN gives NaN.
/// </summary>
public static class Math256
{
    /// <summary>One rounding: a b + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Lanes256.MultiplyAdd(a, b, c);

    /// <summary>e^x within 1.5 ulp. Results below 2^-125.5 (1.7e-38) are 0; infinite from 88.7229 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => ExpFormulas.Exp<Vector256<float>, Lanes256>(x);

    /// <summary>e^x - 1 within 2 ulp; keeps -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => ExpFormulas.Expm1<Vector256<float>, Lanes256>(x);

    /// <summary>The natural logarithm within 1 ulp, denormals included; minus infinity at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => LogFormulas.Log<Vector256<float>, Lanes256>(x);

    /// <summary>log(1 + x) within 1.5 ulp; keeps -0, minus infinity at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => LogFormulas.Log1p<Vector256<float>, Lanes256>(x);

    /// <summary>The hyperbolic tangent within 2 ulp; odd, keeps -0, never beyond 1, exactly 1 from 9.1 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => ExpFormulas.Tanh<Vector256<float>, Lanes256>(x);

    /// <summary>1 / (1 + e^-x) within 2 ulp, denormals included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => ExpFormulas.Sigmoid<Vector256<float>, Lanes256>(x);

    /// <summary>The error function within 1.5 ulp; odd, keeps -0, exactly 1 from 4 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => ErfFormula.Erf<Vector256<float>, Lanes256>(x);

    /// <summary>log(1 + e^x) within 3 ulp; 0 below -86.98, where the true value is under 1.7e-38.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => ExpFormulas.Softplus<Vector256<float>, Lanes256>(x);

    /// <summary>The sine within 2 ulp, of angles of any size; keeps -0, NaN of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x) => SineFormulas.Sin<Vector256<float>, Lanes256>(x);

    /// <summary>The cosine within 2 ulp, of angles of any size; NaN of infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x) => SineFormulas.Cos<Vector256<float>, Lanes256>(x);
}
