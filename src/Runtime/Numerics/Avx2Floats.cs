using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>
/// Eight floats by AVX2 and FMA. Explicit intrinsics only: in native code that decides about AVX2 at run time the portable methods are slow.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Avx2Floats : IFloats<Vector256<float>>
{
    static int IFloats<Vector256<float>>.Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    static Vector256<float> IFloats<Vector256<float>>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<float>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Load(ref float from, nint offset) =>
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref from, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.Store(Vector256<float> value, ref float to, nint offset) =>
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, offset)) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.AddTo(Vector256<float> value, ref float to, nint offset) =>
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, offset)) =
            Avx.Add(Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, offset)), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Spread(ref float from, nint offset) =>
        Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Spread(float value) => Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Multiples(int step) =>
        Vector256.Create((float)0, step, 2 * step, 3 * step, 4 * step, 5 * step, 6 * step, 7 * step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Add(Vector256<float> a, Vector256<float> b) => Avx.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Subtract(Vector256<float> a, Vector256<float> b) => Avx.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Multiply(Vector256<float> a, Vector256<float> b) => Avx.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Divide(Vector256<float> a, Vector256<float> b) => Avx.Divide(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Max(Vector256<float> a, Vector256<float> b) => Avx.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Min(Vector256<float> a, Vector256<float> b) => Avx.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Largest(Vector256<float> a, Vector256<float> b) => LargestOf(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Smallest(Vector256<float> a, Vector256<float> b) =>
        Avx.BlendVariable(a, Avx.Min(a, b), Avx.Compare(a, a, FloatComparisonMode.OrderedNonSignaling));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Fma.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.Load(out Vector256<float> value, ref float from, nint offset) =>
        value = Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref from, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.Spread(out Vector256<float> value, ref float from, nint offset) =>
        value = Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.AddProduct(ref Vector256<float> sum, in Vector256<float> a, in Vector256<float> b) =>
        sum = Fma.MultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.AddProduct(ref Vector256<float> sum, in Vector256<float> a, ref float b, nint offset) =>
        sum = Fma.MultiplyAdd(a, Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref b, offset)), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector256<float>>.AddProduct(ref Vector256<float> sum, ref float a, nint offset, in Vector256<float> b) =>
        sum = Fma.MultiplyAdd(Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(Unsafe.Add(ref a, offset))), b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Equal(Vector256<float> a, Vector256<float> b) =>
        Avx.Compare(a, b, FloatComparisonMode.OrderedEqualNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Greater(Vector256<float> a, Vector256<float> b) =>
        Avx.Compare(a, b, FloatComparisonMode.OrderedGreaterThanNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.GreaterOrEqual(Vector256<float> a, Vector256<float> b) =>
        Avx.Compare(a, b, FloatComparisonMode.OrderedGreaterThanOrEqualNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Less(Vector256<float> a, Vector256<float> b) =>
        Avx.Compare(a, b, FloatComparisonMode.OrderedLessThanNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Select(Vector256<float> mask, Vector256<float> yes, Vector256<float> no) =>
        Avx.BlendVariable(no, yes, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IFloats<Vector256<float>>.Sum(Vector256<float> x) => SumOf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float SumOf(Vector256<float> x)
    {
        Vector128<float> four = Sse.Add(Avx.ExtractVector128(x, 0), Avx.ExtractVector128(x, 1));
        Vector128<float> two = Sse.Add(four, Sse.MoveHighToLow(four, four));
        return Sse.AddScalar(two, Sse.Shuffle(two, two, 1)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IFloats<Vector256<float>>.Largest(Vector256<float> x) => LargestOf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float LargestOf(Vector256<float> x)
    {
        Vector128<float> four = LargestOf(Avx.ExtractVector128(x, 0), Avx.ExtractVector128(x, 1));
        Vector128<float> two = LargestOf(four, Sse.MoveHighToLow(four, four));
        return LargestOf(two, Sse.Shuffle(two, two, 1)).ToScalar();
    }

    /// <summary>The instruction gives b when either is NaN: where a is, a is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LargestOf(Vector256<float> a, Vector256<float> b) =>
        Avx.BlendVariable(a, Avx.Max(a, b), Avx.Compare(a, a, FloatComparisonMode.OrderedNonSignaling));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LargestOf(Vector128<float> a, Vector128<float> b) =>
        Sse41.BlendVariable(a, Sse.Max(a, b), Avx.Compare(a, a, FloatComparisonMode.OrderedNonSignaling));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Negate(Vector256<float> x) => Avx.Xor(x, Lanes256.Constant(-0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Abs(Vector256<float> x) => Avx.AndNot(Lanes256.Constant(-0f), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Sqrt(Vector256<float> x) => Avx.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Exp(Vector256<float> x) => ExpFormulas.Exp<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Expm1(Vector256<float> x) => ExpFormulas.Expm1<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Log(Vector256<float> x) => LogFormulas.Log<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Log1p(Vector256<float> x) => LogFormulas.Log1p<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Tanh(Vector256<float> x) => ExpFormulas.Tanh<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Sigmoid(Vector256<float> x) => ExpFormulas.Sigmoid<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Erf(Vector256<float> x) => ErfFormula.Erf<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Softplus(Vector256<float> x) => ExpFormulas.Softplus<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Sin(Vector256<float> x) => SineFormulas.Sin<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Cos(Vector256<float> x) => SineFormulas.Cos<Vector256<float>, Lanes256>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> IFloats<Vector256<float>>.Round(Vector256<float> x) => Avx.RoundToNearestInteger(x);
}
