namespace NetCompiler.Onnx;

/// <summary>What is known of each type of elements.</summary>
internal static class ElementTypes
{
    /// <summary>Bits of an element in <see cref="OnnxTensor.Data"/>; 0 for texts and for what no type is.</summary>
    public static int Bits(this OnnxElementType type) => type switch
    {
        OnnxElementType.UInt4 or OnnxElementType.Int4 => 4,
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Bool => 8,
        OnnxElementType.Float8E4M3FN or OnnxElementType.Float8E4M3FNUZ or OnnxElementType.Float8E5M2 or OnnxElementType.Float8E5M2FNUZ => 8,
        OnnxElementType.UInt16 or OnnxElementType.Int16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 16,
        OnnxElementType.Float or OnnxElementType.Int32 or OnnxElementType.UInt32 => 32,
        OnnxElementType.Double or OnnxElementType.Int64 or OnnxElementType.UInt64 or OnnxElementType.Complex64 => 64,
        OnnxElementType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>Whether elements have a fraction.</summary>
    public static bool IsFloat(this OnnxElementType type) =>
        type is OnnxElementType.Float or OnnxElementType.Double or OnnxElementType.Float16 or OnnxElementType.BFloat16;

    /// <summary>Whether elements are whole numbers or truth values.</summary>
    public static bool IsWhole(this OnnxElementType type) => type is OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.UInt16
        or OnnxElementType.Int16 or OnnxElementType.Int32 or OnnxElementType.Int64 or OnnxElementType.Bool or OnnxElementType.UInt32
        or OnnxElementType.UInt64;

    /// <summary>Bytes of as many elements.</summary>
    public static long Bytes(this OnnxElementType type, long elements) => checked((elements * type.Bits()) + 7) / 8;
}
