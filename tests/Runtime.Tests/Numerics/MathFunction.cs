using System.Runtime.Intrinsics;
using NetCompiler.Numerics;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Runtime.Tests.Numerics;

/// <summary>One function at its four widths, its reference in double and its stated error: so many ulp, or less than an absolute floor.</summary>
internal sealed record MathFunction(
    Func<Vector512<float>, Vector512<float>> Lanes512,
    Func<Vector256<float>, Vector256<float>> Lanes256,
    Func<Vector128<float>, Vector128<float>> Lanes128,
    Func<float, float> Scalar,
    Func<double, double> Reference,
    double Ulps,
    double Floor)
{
    public static IReadOnlyDictionary<string, MathFunction> All { get; } = new Dictionary<string, MathFunction>
    {
        ["Exp"] = new(ExpFormulas.Exp<Vector512<float>, Lanes512>,
            Math256.Exp, Math128.Exp, MathScalar.Exp, Math.Exp, 1.5, 1.7e-38),
        ["Expm1"] = new(ExpFormulas.Expm1<Vector512<float>, Lanes512>,
            Math256.Expm1, Math128.Expm1, MathScalar.Expm1, MathReference.Expm1, 2, 0),
        ["Log"] = new(LogFormulas.Log<Vector512<float>, Lanes512>,
            Math256.Log, Math128.Log, MathScalar.Log, Math.Log, 1, 0),
        ["Log1p"] = new(LogFormulas.Log1p<Vector512<float>, Lanes512>,
            Math256.Log1p, Math128.Log1p, MathScalar.Log1p, MathReference.Log1p, 1.5, 0),
        ["Tanh"] = new(ExpFormulas.Tanh<Vector512<float>, Lanes512>,
            Math256.Tanh, Math128.Tanh, MathScalar.Tanh, Math.Tanh, 2, 0),
        ["Sigmoid"] = new(ExpFormulas.Sigmoid<Vector512<float>, Lanes512>,
            Math256.Sigmoid, Math128.Sigmoid, MathScalar.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 2, 0),
        ["Erf"] = new(ErfFormula.Erf<Vector512<float>, Lanes512>,
            Math256.Erf, Math128.Erf, MathScalar.Erf, MathReference.Erf, 1.5, 0),
        ["Softplus"] = new(ExpFormulas.Softplus<Vector512<float>, Lanes512>,
            Math256.Softplus, Math128.Softplus, MathScalar.Softplus, MathReference.Softplus, 3, 1.7e-38),
        ["Sin"] = new(SineFormulas.Sin<Vector512<float>, Lanes512>,
            Math256.Sin, Math128.Sin, MathScalar.Sin, Math.Sin, 2, 0),
        ["Cos"] = new(SineFormulas.Cos<Vector512<float>, Lanes512>,
            Math256.Cos, Math128.Cos, MathScalar.Cos, Math.Cos, 2, 0),
    };

    /// <summary>
    /// The distance from the reference over what is allowed; above 1 is a failure. Without a fused multiply-add one ulp more is allowed.
    /// </summary>
    public double Excess(float x, float value, bool fused)
    {
        double expected = Reference(x);
        float rounded = (float)expected;
        if (double.IsNaN(expected) || float.IsInfinity(rounded) || !float.IsFinite(value))
        {
            return rounded.Equals(value) ? 0 : double.PositiveInfinity;
        }

        double allowed = (Ulps + (fused ? 0 : 1)) * MathReference.Ulp(expected);
        return Math.Abs(value - expected) / Math.Max(allowed, Floor);
    }
}
