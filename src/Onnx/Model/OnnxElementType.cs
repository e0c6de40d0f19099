namespace NetCompiler.Onnx;

/// <summary>What a tensor's elements are; the numbers are those of the format.</summary>
public enum OnnxElementType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>Floats of 32 bits.</summary>
    Float = 1,

    /// <summary>Whole numbers of 8 bits from 0.</summary>
    UInt8 = 2,

    /// <summary>Whole numbers of 8 bits.</summary>
    Int8 = 3,

    /// <summary>Whole numbers of 16 bits from 0.</summary>
    UInt16 = 4,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16 = 5,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32 = 6,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64 = 7,

    /// <summary>Texts.</summary>
    String = 8,

    /// <summary>Truth values, a byte each.</summary>
    Bool = 9,

    /// <summary>Floats of 16 bits.</summary>
    Float16 = 10,

    /// <summary>Floats of 64 bits.</summary>
    Double = 11,

    /// <summary>Whole numbers of 32 bits from 0.</summary>
    UInt32 = 12,

    /// <summary>Whole numbers of 64 bits from 0.</summary>
    UInt64 = 13,

    /// <summary>Complex numbers of two floats.</summary>
    Complex64 = 14,

    /// <summary>Complex numbers of two doubles.</summary>
    Complex128 = 15,

    /// <summary>Floats of 16 bits with the range of 32.</summary>
    BFloat16 = 16,

    /// <summary>Floats of 8 bits: 4 of the exponent, without infinities.</summary>
    Float8E4M3FN = 17,

    /// <summary>The same with one zero and one NaN.</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>Floats of 8 bits: 5 of the exponent.</summary>
    Float8E5M2 = 19,

    /// <summary>The same with one zero and one NaN.</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>Whole numbers of 4 bits from 0, two to a byte.</summary>
    UInt4 = 21,

    /// <summary>Whole numbers of 4 bits, two to a byte.</summary>
    Int4 = 22,
}
