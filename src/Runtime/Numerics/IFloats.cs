using System.ComponentModel;

namespace NetCompiler.Numerics;

/// <summary>
/// The operations that generated kernels are written in, for one kind of vector: a kernel is generic over an implementation, which the compiler of
/// machine code puts in, so that one text serves several instruction sets. Nothing is checked; offsets are in floats.
/// </summary>
/// <typeparam name="TFloats">A vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFloats<TFloats>
    where TFloats : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>0 in every lane.</summary>
    static abstract TFloats Zero { get; }

    /// <summary>The floats at a place.</summary>
    static abstract TFloats Load(ref float from, nint offset = 0);

    /// <summary>Writes to a place.</summary>
    static abstract void Store(TFloats value, ref float to, nint offset = 0);

    /// <summary>Adds to the floats at a place.</summary>
    static abstract void AddTo(TFloats value, ref float to, nint offset = 0);

    /// <summary>The float at a place in every lane.</summary>
    static abstract TFloats Spread(ref float from, nint offset = 0);

    /// <summary>One float in every lane.</summary>
    static abstract TFloats Spread(float value);

    /// <summary>The multiples of a step: 0, step, 2 step, ...</summary>
    static abstract TFloats Multiples(int step);

    /// <summary>a + b.</summary>
    static abstract TFloats Add(TFloats a, TFloats b);

    /// <summary>a - b.</summary>
    static abstract TFloats Subtract(TFloats a, TFloats b);

    /// <summary>a b.</summary>
    static abstract TFloats Multiply(TFloats a, TFloats b);

    /// <summary>a / b.</summary>
    static abstract TFloats Divide(TFloats a, TFloats b);

    /// <summary>a &gt; b ? a : b, so b when either is NaN.</summary>
    static abstract TFloats Max(TFloats a, TFloats b);

    /// <summary>a &lt; b ? a : b, so b when either is NaN.</summary>
    static abstract TFloats Min(TFloats a, TFloats b);

    /// <summary>The larger one, b of two that are equal; NaN when either is.</summary>
    static abstract TFloats Largest(TFloats a, TFloats b);

    /// <summary>The smaller one, b of two that are equal; NaN when either is.</summary>
    static abstract TFloats Smallest(TFloats a, TFloats b);

    /// <summary>a b + c, rounded once where the processor can.</summary>
    static abstract TFloats MultiplyAdd(TFloats a, TFloats b, TFloats c);

    /// <summary>The floats at a place. By reference, as all that steps of sums are made of: values would be copied into ever more locals.</summary>
    static abstract void Load(out TFloats value, ref float from, nint offset);

    /// <summary>The float at a place in every lane.</summary>
    static abstract void Spread(out TFloats value, ref float from, nint offset);

    /// <summary>Adds a b to a sum, rounded once where the processor can.</summary>
    static abstract void AddProduct(ref TFloats sum, in TFloats a, in TFloats b);

    /// <summary>Adds a b to a sum, with the floats at a place as b.</summary>
    static abstract void AddProduct(ref TFloats sum, in TFloats a, ref float b, nint offset);

    /// <summary>Adds a b to a sum, with the float at a place in every lane of a.</summary>
    static abstract void AddProduct(ref TFloats sum, ref float a, nint offset, in TFloats b);

    /// <summary>A mask of a == b, for <see cref="Select"/>.</summary>
    static abstract TFloats Equal(TFloats a, TFloats b);

    /// <summary>A mask of a &gt; b; false when either is NaN.</summary>
    static abstract TFloats Greater(TFloats a, TFloats b);

    /// <summary>A mask of a &gt;= b; false when either is NaN.</summary>
    static abstract TFloats GreaterOrEqual(TFloats a, TFloats b);

    /// <summary>A mask of a &lt; b; false when either is NaN.</summary>
    static abstract TFloats Less(TFloats a, TFloats b);

    /// <summary>By lane: mask ? yes : no.</summary>
    static abstract TFloats Select(TFloats mask, TFloats yes, TFloats no);

    /// <summary>The sum of the lanes by the tree ((0+4)+(2+6))+((1+5)+(3+7)), the upper half of longer vectors being added first.</summary>
    static abstract float Sum(TFloats x);

    /// <summary>The largest lane, by the tree of <see cref="Sum"/>; NaN when one is.</summary>
    static abstract float Largest(TFloats x);

    /// <summary>-x.</summary>
    static abstract TFloats Negate(TFloats x);

    /// <summary>|x|.</summary>
    static abstract TFloats Abs(TFloats x);

    /// <summary>The square root.</summary>
    static abstract TFloats Sqrt(TFloats x);

    /// <summary>e^x, as <see cref="Math256.Exp"/> says.</summary>
    static abstract TFloats Exp(TFloats x);

    /// <summary>e^x - 1, as <see cref="Math256.Expm1"/> says.</summary>
    static abstract TFloats Expm1(TFloats x);

    /// <summary>The natural logarithm, as <see cref="Math256.Log"/> says.</summary>
    static abstract TFloats Log(TFloats x);

    /// <summary>log(1 + x), as <see cref="Math256.Log1p"/> says.</summary>
    static abstract TFloats Log1p(TFloats x);

    /// <summary>The hyperbolic tangent, as <see cref="Math256.Tanh"/> says.</summary>
    static abstract TFloats Tanh(TFloats x);

    /// <summary>1 / (1 + e^-x), as <see cref="Math256.Sigmoid"/> says.</summary>
    static abstract TFloats Sigmoid(TFloats x);

    /// <summary>The error function, as <see cref="Math256.Erf"/> says.</summary>
    static abstract TFloats Erf(TFloats x);

    /// <summary>log(1 + e^x), as <see cref="Math256.Softplus"/> says.</summary>
    static abstract TFloats Softplus(TFloats x);

    /// <summary>The sine, as <see cref="Math256.Sin"/> says.</summary>
    static abstract TFloats Sin(TFloats x);

    /// <summary>The cosine, as <see cref="Math256.Cos"/> says.</summary>
    static abstract TFloats Cos(TFloats x);

    /// <summary>The nearest whole number, of two the even one.</summary>
    static abstract TFloats Round(TFloats x);
}
