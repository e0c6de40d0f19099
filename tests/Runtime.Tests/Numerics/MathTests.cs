using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetCompiler.Numerics;
using NetCompiler.Tests.Shared;
using Xunit.Abstractions;

namespace NetCompiler.Runtime.Tests.Numerics;

public sealed class MathTests(ITestOutputHelper output)
{
    /// <summary>A prime, so that all mantissas and exponents are visited; about three million floats.</summary>
    private const uint Stride = 1381;

    private static readonly bool Has256 = Fma.IsSupported && Avx2.IsSupported;
    private static readonly bool Has512 = Avx512F.IsSupported;
    private static readonly bool ScalarFused = Fma.IsSupported || AdvSimd.IsSupported;

    public static TheoryData<string> Names => [.. MathFunction.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stays_within_the_stated_error_over_all_floats_at_every_width(string name)
    {
        MathFunction function = MathFunction.All[name];
        var worst = new Worst();
        var worst128 = new Worst();
        var x = new float[8];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 8 * Stride)
        {
            for (uint lane = 0; lane < 8; lane++)
            {
                x[lane] = BitConverter.UInt32BitsToSingle(unchecked((uint)bits + (lane * Stride)));
            }

            Check(function, x, worst, worst128);
        }

        output.WriteLine($"{name}: worst {worst.Excess:F2} of the bound of {function.Ulps} ulp at {worst.X:R}; four lanes {worst128.Excess:F2} at "
            + $"{worst128.X:R}");
        Assert.True(worst.Excess <= 1, $"{name}({worst.X:R}) is {worst.Excess} times its stated error away.");
        Assert.True(worst128.Excess <= 1, $"Math128.{name}({worst128.X:R}) is {worst128.Excess} times its stated error away.");
    }

    [Theory]
    [InlineData("Exp", 0f, 1f)]
    [InlineData("Exp", float.NegativeInfinity, 0f)]
    [InlineData("Exp", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Exp", -88f, 0f)]
    [InlineData("Exp", 88.73f, float.PositiveInfinity)]
    [InlineData("Expm1", float.NegativeInfinity, -1f)]
    [InlineData("Expm1", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Log", 1f, 0f)]
    [InlineData("Log", 0f, float.NegativeInfinity)]
    [InlineData("Log", -float.Epsilon, float.NaN)]
    [InlineData("Log", float.NegativeInfinity, float.NaN)]
    [InlineData("Log", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Log1p", -1f, float.NegativeInfinity)]
    [InlineData("Log1p", -1.0000001f, float.NaN)]
    [InlineData("Log1p", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Tanh", float.NegativeInfinity, -1f)]
    [InlineData("Tanh", 9.1f, 1f)]
    [InlineData("Sigmoid", 0f, 0.5f)]
    [InlineData("Sigmoid", float.NegativeInfinity, 0f)]
    [InlineData("Sigmoid", float.PositiveInfinity, 1f)]
    [InlineData("Erf", float.NegativeInfinity, -1f)]
    [InlineData("Erf", 4f, 1f)]
    [InlineData("Softplus", float.NegativeInfinity, 0f)]
    [InlineData("Softplus", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Sin", float.PositiveInfinity, float.NaN)]
    [InlineData("Cos", float.NegativeInfinity, float.NaN)]
    [InlineData("Cos", 0f, 1f)]
    public void Is_exact_at_special_values(string name, float x, float expected)
    {
        MathFunction function = MathFunction.All[name];
        AssertSameBits(expected, function.Scalar(x));
        AssertSameBits(expected, function.Lanes128(Vector128.Create(x))[1]);
        if (Has256)
        {
            AssertSameBits(expected, function.Lanes256(Vector256.Create(x))[5]);
        }

        if (Has512)
        {
            AssertSameBits(expected, function.Lanes512(Vector512.Create(x))[13]);
        }
    }

    [Theory]
    [InlineData("Expm1")]
    [InlineData("Log1p")]
    [InlineData("Tanh")]
    [InlineData("Erf")]
    [InlineData("Sin")]
    public void Keeps_the_sign_of_zero(string name)
    {
        Is_exact_at_special_values(name, 0f, 0f);
        Is_exact_at_special_values(name, -0f, -0f);
    }

    [Fact]
    public void The_logarithm_does_not_see_the_sign_of_zero() => Is_exact_at_special_values("Log", -0f, float.NegativeInfinity);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_NaN_for_NaN(string name)
    {
        MathFunction function = MathFunction.All[name];
        Assert.True(float.IsNaN(function.Scalar(float.NaN)));
        Assert.True(float.IsNaN(function.Lanes128(Vector128.Create(float.NaN))[0]));
        Assert.True(!Has256 || float.IsNaN(function.Lanes256(Vector256.Create(float.NaN))[0]));
        Assert.True(!Has512 || float.IsNaN(function.Lanes512(Vector512.Create(float.NaN))[15]));
    }

    [Fact]
    public void Multiply_add_rounds_once_where_the_hardware_can()
    {
        // (1 + 2^-13)^2 has a last bit, 2^-26, that a rounded product loses.
        float a = 1 + MathF.ScaleB(1, -13);
        float fused = MathF.FusedMultiplyAdd(a, a, -1);
        float apart = (a * a) - 1;
        Assert.NotEqual(fused, apart);
        Assert.Equal(ScalarFused ? fused : apart, MathScalar.MultiplyAdd(a, a, -1));
        Assert.Equal(AdvSimd.IsSupported ? fused : apart, Math128.MultiplyAdd(Vector128.Create(a), Vector128.Create(a), Vector128.Create(-1f))[0]);
        if (Has256)
        {
            Assert.Equal(fused, Math256.MultiplyAdd(Vector256.Create(a), Vector256.Create(a), Vector256.Create(-1f))[0]);
        }
    }

    private static void Check(MathFunction function, float[] x, Worst worst, Worst worst128)
    {
        Vector128<float> low = function.Lanes128(Vector128.Create(x));
        Vector128<float> high = function.Lanes128(Vector128.Create(x, 4));
        Vector256<float> wide = Has256 ? function.Lanes256(Vector256.Create(x)) : Vector256.Create(low, high);
        Vector512<float> widest = Has512
            ? function.Lanes512(Vector512.Create(Vector256.Create(x), Vector256.Create(x))) : Vector512.Create(wide, wide);
        for (int lane = 0; lane < 8; lane++)
        {
            float scalar = function.Scalar(x[lane]);
            AssertSameBits(scalar, wide[lane]);
            AssertSameBits(scalar, widest[lane + (lane % 2 * 8)]);
            worst.Add(x[lane], function.Excess(x[lane], scalar, ScalarFused));
            worst128.Add(x[lane], function.Excess(x[lane], lane < 4 ? low[lane] : high[lane - 4], AdvSimd.IsSupported));
        }
    }

    private static void AssertSameBits(float expected, float actual)
    {
        if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(actual) && !(float.IsNaN(expected) && float.IsNaN(actual)))
        {
            Assert.Fail($"Expected {expected:R} ({BitConverter.SingleToInt32Bits(expected):X8}), but got {actual:R} "
                + $"({BitConverter.SingleToInt32Bits(actual):X8}).");
        }
    }

    private sealed class Worst
    {
        public double Excess { get; private set; }

        public float X { get; private set; }

        public void Add(float x, double excess)
        {
            if (!(excess <= Excess))
            {
                Excess = excess;
                X = x;
            }
        }
    }
}
