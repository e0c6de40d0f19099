namespace NetCompiler.Numerics;

/// <summary>
/// The operations that the formulas of this folder are written in, for one width. A value also carries integers (as its bits) and masks (all ones or
/// all zeros per lane). Every operation rounds once, so the same formula gives the same bits at every width with a fused multiply-add.
/// </summary>
internal interface ILanes<T>
    where T : struct
{
    static abstract T Constant(float value);

    static abstract T Integer(int bits);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Multiply(T a, T b);

    static abstract T Divide(T a, T b);

    /// <summary>a b + c, rounded once where the hardware can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>c - a b, rounded once where the hardware can.</summary>
    static abstract T MultiplySubtractFrom(T a, T b, T c);

    /// <summary>a &lt; b ? a : b, so b when either is NaN.</summary>
    static abstract T Min(T a, T b);

    /// <summary>a &gt; b ? a : b, so b when either is NaN.</summary>
    static abstract T Max(T a, T b);

    static abstract T And(T a, T b);

    static abstract T Or(T a, T b);

    /// <summary>Mask of a &lt; b; false when either is NaN.</summary>
    static abstract T LessThan(T a, T b);

    static abstract T Select(T mask, T yes, T no);

    /// <summary>Whether a mask holds in any lane.</summary>
    static abstract bool Any(T mask);

    /// <summary>The nearest integer, ties to even; any integer when it does not fit 32 bits.</summary>
    static abstract T ToInteger(T value);

    static abstract T FromInteger(T bits);

    static abstract T AddIntegers(T a, T b);

    static abstract T SubtractIntegers(T a, T b);

    /// <summary>An integer moved to the place of a float's exponent.</summary>
    static abstract T ToExponent(T bits);

    /// <summary>The place of a float's exponent moved to an integer, with the sign.</summary>
    static abstract T FromExponent(T bits);
}
