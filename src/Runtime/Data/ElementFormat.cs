namespace NetCompiler;

/// <summary>Converts elements of a file to floats: as many as <paramref name="values"/> has.</summary>
internal delegate void ElementConversion(ReadOnlySpan<byte> bytes, Span<float> values);

/// <summary>How the elements of a file become floats.</summary>
/// <param name="Width">Bytes of an element.</param>
/// <param name="IsNativeSingle">Whether the elements lie in the file as in memory, so that there is nothing to convert.</param>
/// <param name="Convert">The conversion.</param>
internal sealed record ElementFormat(int Width, bool IsNativeSingle, ElementConversion Convert)
{
    /// <summary>Unsigned bytes as they are.</summary>
    public static ElementFormat Bytes { get; } = FromTable(value => value);

    /// <summary>Unsigned bytes divided by 255, as pixels are.</summary>
    public static ElementFormat Pixels { get; } = FromTable(value => value / 255f);

    public static ElementFormat Of(TensorType type)
    {
        Func<ReadOnlySpan<byte>, float> toSingle = type.ToSingle
            ?? throw new ArgumentException($"{type.Name} has no value as a float.", nameof(type));
        int width = type.Bits / 8;
        return type.Name == "U8" ? Bytes : new ElementFormat(width, type.Name == "F32" && BitConverter.IsLittleEndian, (bytes, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = toSingle(bytes.Slice(i * width, width));
            }
        });
    }

    public static ElementFormat Of(NpyType type) =>
        type.Description[1..] == "u1" ? Bytes : new ElementFormat(type.Width, type.IsNativeSingle, type.ToSingles);

    private static ElementFormat FromTable(Func<byte, float> value)
    {
        float[] table = [.. Enumerable.Range(0, 256).Select(i => value((byte)i))];
        return new ElementFormat(1, false, (bytes, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = table[bytes[i]];
            }
        });
    }
}
