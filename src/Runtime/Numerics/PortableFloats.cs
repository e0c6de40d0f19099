using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace NetCompiler.Numerics;

/// <summary>
/// Eight floats as a pair of <c>Vector128</c>: AdvSimd with its fused multiply-add on Arm; anywhere else multiply, then add. Not Vector128's Max and
/// Min: their rules for NaN and zeros are others. Branches are statements: as parts of an expression they would cost a local each where a kernel puts
/// the method in.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct PortableFloats : IFloats<FloatPair>
{
    static int IFloats<FloatPair>.Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    static FloatPair IFloats<FloatPair>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Load(ref float from, nint offset) => Unsafe.As<float, FloatPair>(ref Unsafe.Add(ref from, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.Store(FloatPair value, ref float to, nint offset) =>
        Unsafe.As<float, FloatPair>(ref Unsafe.Add(ref to, offset)) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.AddTo(FloatPair value, ref float to, nint offset)
    {
        ref FloatPair pair = ref Unsafe.As<float, FloatPair>(ref Unsafe.Add(ref to, offset));
        pair.Lower += value.Lower;
        pair.Upper += value.Upper;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Spread(ref float from, nint offset)
    {
        FloatPair pair;
        pair.Lower = Vector128.Create(Unsafe.Add(ref from, offset));
        pair.Upper = pair.Lower;
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Spread(float value)
    {
        FloatPair pair;
        pair.Lower = Vector128.Create(value);
        pair.Upper = pair.Lower;
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Multiples(int step)
    {
        FloatPair pair;
        pair.Lower = Vector128.Create((float)0, step, 2 * step, 3 * step);
        pair.Upper = Vector128.Create((float)(4 * step), 5 * step, 6 * step, 7 * step);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Add(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = a.Lower + b.Lower;
        pair.Upper = a.Upper + b.Upper;
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Subtract(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = a.Lower - b.Lower;
        pair.Upper = a.Upper - b.Upper;
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Multiply(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = a.Lower * b.Lower;
        pair.Upper = a.Upper * b.Upper;
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Divide(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = a.Lower / b.Lower;
        pair.Upper = a.Upper / b.Upper;
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Max(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Vector128.ConditionalSelect(Vector128.GreaterThan(a.Lower, b.Lower), a.Lower, b.Lower);
        pair.Upper = Vector128.ConditionalSelect(Vector128.GreaterThan(a.Upper, b.Upper), a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Min(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Vector128.ConditionalSelect(Vector128.LessThan(a.Lower, b.Lower), a.Lower, b.Lower);
        pair.Upper = Vector128.ConditionalSelect(Vector128.LessThan(a.Upper, b.Upper), a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Largest(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Larger(a.Lower, b.Lower);
        pair.Upper = Larger(a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Smallest(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Smaller(a.Lower, b.Lower);
        pair.Upper = Smaller(a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.MultiplyAdd(FloatPair a, FloatPair b, FloatPair c)
    {
        FloatPair pair;
        if (AdvSimd.IsSupported)
        {
            pair.Lower = AdvSimd.FusedMultiplyAdd(c.Lower, a.Lower, b.Lower);
            pair.Upper = AdvSimd.FusedMultiplyAdd(c.Upper, a.Upper, b.Upper);
        }
        else
        {
            pair.Lower = (a.Lower * b.Lower) + c.Lower;
            pair.Upper = (a.Upper * b.Upper) + c.Upper;
        }

        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.Load(out FloatPair value, ref float from, nint offset) =>
        value = Unsafe.As<float, FloatPair>(ref Unsafe.Add(ref from, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.Spread(out FloatPair value, ref float from, nint offset)
    {
        value.Lower = Vector128.Create(Unsafe.Add(ref from, offset));
        value.Upper = value.Lower;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.AddProduct(ref FloatPair sum, in FloatPair a, in FloatPair b)
    {
        if (AdvSimd.IsSupported)
        {
            sum.Lower = AdvSimd.FusedMultiplyAdd(sum.Lower, a.Lower, b.Lower);
            sum.Upper = AdvSimd.FusedMultiplyAdd(sum.Upper, a.Upper, b.Upper);
        }
        else
        {
            sum.Lower = (a.Lower * b.Lower) + sum.Lower;
            sum.Upper = (a.Upper * b.Upper) + sum.Upper;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.AddProduct(ref FloatPair sum, in FloatPair a, ref float b, nint offset)
    {
        if (AdvSimd.IsSupported)
        {
            sum.Lower = AdvSimd.FusedMultiplyAdd(sum.Lower, a.Lower, Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref b, offset)));
            sum.Upper = AdvSimd.FusedMultiplyAdd(sum.Upper, a.Upper, Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref b, offset + 4)));
        }
        else
        {
            sum.Lower = (a.Lower * Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref b, offset))) + sum.Lower;
            sum.Upper = (a.Upper * Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref b, offset + 4))) + sum.Upper;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IFloats<FloatPair>.AddProduct(ref FloatPair sum, ref float a, nint offset, in FloatPair b)
    {
        Vector128<float> spread = Vector128.Create(Unsafe.Add(ref a, offset));
        if (AdvSimd.IsSupported)
        {
            sum.Lower = AdvSimd.FusedMultiplyAdd(sum.Lower, spread, b.Lower);
            sum.Upper = AdvSimd.FusedMultiplyAdd(sum.Upper, spread, b.Upper);
        }
        else
        {
            sum.Lower = (spread * b.Lower) + sum.Lower;
            sum.Upper = (spread * b.Upper) + sum.Upper;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Equal(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Vector128.Equals(a.Lower, b.Lower);
        pair.Upper = Vector128.Equals(a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Greater(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Vector128.GreaterThan(a.Lower, b.Lower);
        pair.Upper = Vector128.GreaterThan(a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.GreaterOrEqual(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Vector128.GreaterThanOrEqual(a.Lower, b.Lower);
        pair.Upper = Vector128.GreaterThanOrEqual(a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Less(FloatPair a, FloatPair b)
    {
        FloatPair pair;
        pair.Lower = Vector128.LessThan(a.Lower, b.Lower);
        pair.Upper = Vector128.LessThan(a.Upper, b.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Select(FloatPair mask, FloatPair yes, FloatPair no)
    {
        FloatPair pair;
        pair.Lower = Vector128.ConditionalSelect(mask.Lower, yes.Lower, no.Lower);
        pair.Upper = Vector128.ConditionalSelect(mask.Upper, yes.Upper, no.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IFloats<FloatPair>.Sum(FloatPair x)
    {
        Vector128<float> four = x.Lower + x.Upper;
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return (two + Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float IFloats<FloatPair>.Largest(FloatPair x)
    {
        Vector128<float> four = Larger(x.Lower, x.Upper);
        Vector128<float> two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Negate(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = x.Lower ^ Vector128.Create(-0f);
        pair.Upper = x.Upper ^ Vector128.Create(-0f);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Abs(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = Vector128.AndNot(x.Lower, Vector128.Create(-0f));
        pair.Upper = Vector128.AndNot(x.Upper, Vector128.Create(-0f));
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Sqrt(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = Vector128.Sqrt(x.Lower);
        pair.Upper = Vector128.Sqrt(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Round(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = Vector128.Round(x.Lower);
        pair.Upper = Vector128.Round(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b) | ~Vector128.Equals(a, a), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Smaller(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.LessThan(a, b) | ~Vector128.Equals(a, a), a, b);
}
