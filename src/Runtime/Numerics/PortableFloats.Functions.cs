using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetCompiler.Numerics;

/// <content>Elementary functions, each of both halves.</content>
public readonly partial struct PortableFloats
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Exp(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = ExpFormulas.Exp<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = ExpFormulas.Exp<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Expm1(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = ExpFormulas.Expm1<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = ExpFormulas.Expm1<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Log(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = LogFormulas.Log<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = LogFormulas.Log<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Log1p(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = LogFormulas.Log1p<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = LogFormulas.Log1p<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Tanh(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = ExpFormulas.Tanh<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = ExpFormulas.Tanh<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Sigmoid(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = ExpFormulas.Sigmoid<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = ExpFormulas.Sigmoid<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Erf(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = ErfFormula.Erf<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = ErfFormula.Erf<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Softplus(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = ExpFormulas.Softplus<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = ExpFormulas.Softplus<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Sin(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = SineFormulas.Sin<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = SineFormulas.Sin<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static FloatPair IFloats<FloatPair>.Cos(FloatPair x)
    {
        FloatPair pair;
        pair.Lower = SineFormulas.Cos<Vector128<float>, Lanes128>(x.Lower);
        pair.Upper = SineFormulas.Cos<Vector128<float>, Lanes128>(x.Upper);
        return pair;
    }
}
