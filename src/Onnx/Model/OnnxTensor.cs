namespace NetCompiler.Onnx;

/// <summary>Constant values of a model.</summary>
/// <param name="Name">The name, unique in its graph; empty in an attribute.</param>
/// <param name="Type">What the elements are.</param>
/// <param name="Dimensions">Sizes of the axes; empty for a single value.</param>
/// <param name="Data">The elements, row-major and little-endian, whatever way the file writes them; empty for texts.</param>
public sealed record OnnxTensor(string Name, OnnxElementType Type, IReadOnlyList<long> Dimensions, ReadOnlyMemory<byte> Data)
{
    /// <summary>The elements of a tensor of texts, in UTF-8.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Texts { get; init; } = [];

    /// <summary>A tensor of floats.</summary>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static OnnxTensor Of(string name, IReadOnlyList<long> dimensions, params float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(name, OnnxElementType.Float, dimensions, values.Length, values.SelectMany(BitConverter.GetBytes));
    }

    /// <summary>A tensor of whole numbers of 64 bits.</summary>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static OnnxTensor Of(string name, IReadOnlyList<long> dimensions, params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(name, OnnxElementType.Int64, dimensions, values.Length, values.SelectMany(BitConverter.GetBytes));
    }

    /// <summary>The number of elements; null where it is no number that a file could hold.</summary>
    internal static long? CountOf(IEnumerable<long> dimensions)
    {
        Int128 count = 1;
        foreach (long size in dimensions)
        {
            if (size < 0 || (count *= size) > int.MaxValue)
            {
                return null;
            }
        }

        return (long)count;
    }

    private static OnnxTensor Of(string name, OnnxElementType type, IReadOnlyList<long> dimensions, int values, IEnumerable<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dimensions);
        return CountOf(dimensions) == values
            ? new OnnxTensor(name, type, dimensions, bytes.ToArray())
            : throw new ArgumentException($"'{name}' has {values} values, which do not fill its shape [{Listing.FirstOf(dimensions)}].");
    }
}
