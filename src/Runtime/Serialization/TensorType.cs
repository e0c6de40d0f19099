using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetCompiler;

/// <summary>An element type of safetensors: its width and, where it has a value as a float, how to read it.</summary>
internal sealed record TensorType(string Name, int Bits, Func<ReadOnlySpan<byte>, float>? ToSingle)
{
    private static readonly TensorType[] All =
    [
        new("F32", 32, BinaryPrimitives.ReadSingleLittleEndian),
        new("F64", 64, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        new("F16", 16, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        new("BF16", 16, bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16)),
        new("BOOL", 8, bytes => bytes[0]),
        new("U8", 8, bytes => bytes[0]),
        new("I8", 8, bytes => (sbyte)bytes[0]),
        new("U16", 16, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        new("I16", 16, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        new("U32", 32, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        new("I32", 32, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        new("U64", 64, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        new("I64", 64, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        new("C64", 64, null),
        new("F8_E5M2", 8, null),
        new("F8_E4M3", 8, null),
        new("F8_E8M0", 8, null),
        new("F8_E5M2FNUZ", 8, null),
        new("F8_E4M3FNUZ", 8, null),
        new("F6_E2M3", 6, null),
        new("F6_E3M2", 6, null),
        new("F4", 4, null),
    ];

    /// <summary>Bytes of an element of a type that has a value as a float.</summary>
    public int Width => Bits / 8;

    public static TensorType? Find(string name) => Array.Find(All, type => type.Name == name);

    /// <summary>The type whose name is the string at which a reader stands.</summary>
    public static TensorType? Find(ref Utf8JsonReader json)
    {
        foreach (TensorType type in All)
        {
            if (json.ValueTextEquals(type.Name))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>Whether elements in this order lie in the file as in memory.</summary>
    public bool IsNativeSingle(bool bigEndian) => Name == "F32" && bigEndian != BitConverter.IsLittleEndian;

    /// <summary>Converts elements of a type that has a value as a float; integers and F64 are rounded.</summary>
    /// <param name="bytes"><see cref="Width"/> bytes for each value.</param>
    /// <param name="values">Where the floats go.</param>
    /// <param name="bigEndian">The order of an element's bytes.</param>
    public void ToSingles(ReadOnlySpan<byte> bytes, Span<float> values, bool bigEndian = false)
    {
        if (IsNativeSingle(bigEndian))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> element = stackalloc byte[Width];
        for (int i = 0; i < values.Length; i++)
        {
            bytes.Slice(i * Width, Width).CopyTo(element);
            if (bigEndian)
            {
                element.Reverse();
            }

            values[i] = ToSingle!(element);
        }
    }
}
