using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Numerics;

/// <summary>
/// Sixteen floats by AVX-512F, which has bitwise operations for integers only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Avx512Floats : IFloats<Vector512<float>>
{
    static int IFloats<Vector512<float>>.Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    static Vector512<float> IFloats<Vector512<float>>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<float>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Load(ref float from, nint offset) =>
        Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref from, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.Store(Vector512<float> value, ref float to, nint offset) =>
        Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref to, offset)) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.AddTo(Vector512<float> value, ref float to, nint offset) =>
        Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref to, offset)) =
            Avx512F.Add(Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref to, offset)), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Spread(ref float from, nint offset) =>
        Avx512F.BroadcastScalarToVector512(Vector128.CreateScalarUnsafe(Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Spread(float value) => Constant(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Multiples(int step) =>
        Vector512.Create(
        (float)0, step, 2 * step, 3 * step, 4 * step, 5 * step, 6 * step, 7 * step,
        8 * step, 9 * step, 10 * step, 11 * step, 12 * step, 13 * step, 14 * step, 15 * step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Add(Vector512<float> a, Vector512<float> b) => Avx512F.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Subtract(Vector512<float> a, Vector512<float> b) => Avx512F.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Multiply(Vector512<float> a, Vector512<float> b) => Avx512F.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Divide(Vector512<float> a, Vector512<float> b) => Avx512F.Divide(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Max(Vector512<float> a, Vector512<float> b) => Avx512F.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Min(Vector512<float> a, Vector512<float> b) => Avx512F.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Largest(Vector512<float> a, Vector512<float> b) =>
        Avx512F.BlendVariable(a, Avx512F.Max(a, b), Avx512F.Compare(a, a, FloatComparisonMode.OrderedNonSignaling));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Smallest(Vector512<float> a, Vector512<float> b) =>
        Avx512F.BlendVariable(a, Avx512F.Min(a, b), Avx512F.Compare(a, a, FloatComparisonMode.OrderedNonSignaling));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Avx512F.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.Load(out Vector512<float> value, ref float from, nint offset) =>
        value = Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref from, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.Spread(out Vector512<float> value, ref float from, nint offset) =>
        value = Avx512F.BroadcastScalarToVector512(Vector128.CreateScalarUnsafe(Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.AddProduct(ref Vector512<float> sum, in Vector512<float> a, in Vector512<float> b) =>
        sum = Avx512F.FusedMultiplyAdd(a, b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.AddProduct(ref Vector512<float> sum, in Vector512<float> a, ref float b, nint offset) =>
        sum = Avx512F.FusedMultiplyAdd(a, Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref b, offset)), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<Vector512<float>>.AddProduct(ref Vector512<float> sum, ref float a, nint offset, in Vector512<float> b) =>
        sum = Avx512F.FusedMultiplyAdd(Avx512F.BroadcastScalarToVector512(Vector128.CreateScalarUnsafe(Unsafe.Add(ref a, offset))), b, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Equal(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Compare(a, b, FloatComparisonMode.OrderedEqualNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Greater(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Compare(a, b, FloatComparisonMode.OrderedGreaterThanNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.GreaterOrEqual(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Compare(a, b, FloatComparisonMode.OrderedGreaterThanOrEqualNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Less(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Compare(a, b, FloatComparisonMode.OrderedLessThanNonSignaling);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Select(Vector512<float> mask, Vector512<float> yes, Vector512<float> no) =>
        Avx512F.BlendVariable(no, yes, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IFloats<Vector512<float>>.Sum(Vector512<float> x) => Avx2Floats.SumOf(Avx.Add(x.GetLower(), x.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IFloats<Vector512<float>>.Largest(Vector512<float> x) =>
        Avx2Floats.LargestOf(Avx2Floats.LargestOf(x.GetLower(), x.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Negate(Vector512<float> x) => Avx512F.Xor(x.AsInt32(), Constant(-0f).AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Abs(Vector512<float> x) => Avx512F.AndNot(Constant(-0f).AsInt32(), x.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Sqrt(Vector512<float> x) => Avx512F.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Exp(Vector512<float> x) => ExpFormulas.Exp<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Expm1(Vector512<float> x) => ExpFormulas.Expm1<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Log(Vector512<float> x) => LogFormulas.Log<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Log1p(Vector512<float> x) => LogFormulas.Log1p<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Tanh(Vector512<float> x) => ExpFormulas.Tanh<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Sigmoid(Vector512<float> x) => ExpFormulas.Sigmoid<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Erf(Vector512<float> x) => ErfFormula.Erf<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Softplus(Vector512<float> x) => ExpFormulas.Softplus<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Sin(Vector512<float> x) => SineFormulas.Sin<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Cos(Vector512<float> x) => SineFormulas.Cos<Vector512<float>, Lanes512>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> IFloats<Vector512<float>>.Round(Vector512<float> x) => Avx512F.RoundScale(x, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Constant(float value) => Avx512F.BroadcastScalarToVector512(Vector128.CreateScalarUnsafe(value));
}
