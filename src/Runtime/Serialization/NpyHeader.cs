using System.Buffers.Binary;
using System.Text;

namespace NetCompiler;

/// <summary>
/// The header of an NPY file, NumPy's format for one array, versions 1 to 3: six bytes of magic, two of the version, the text's length (2 bytes, or 4
/// from version 2
/// on, little-endian), the text, a dictionary in Python's syntax. The elements follow.
/// </summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="FortranOrder">The first axis runs fastest, not the last.</param>
/// <param name="Shape">Sizes of the axes; empty for a single value.</param>
/// <param name="Bytes">Length of the header: where the elements begin.</param>
internal sealed record NpyHeader(NpyType Type, bool FortranOrder, long[] Shape, int Bytes)
{
    /// <summary>As in NumPy, which refuses to parse longer ones.</summary>
    private const int LongestText = 10_000;

    private const int PrefixBytes = 8;
    private const int Alignment = 64;

    /// <summary>Number of elements.</summary>
    public long Count => DataBytes / Type.Width;

    /// <summary>Bytes of all elements.</summary>
    public long DataBytes { get; private init; }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header, from the stream's position to the first element. What is after it is for the caller to check.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">A stream at the file's first byte.</param>
    /// <exception cref="ModelFileException">It is no NPY header, or one of an array without values as floats.</exception>
    public static NpyHeader Read(string path, Stream stream)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        stream.ReadExactly(path, 0, prefix);
        if (!prefix.StartsWith(Magic))
        {
            throw new ModelFileException(
                path, 0, $"expected the first bytes {Convert.ToHexString(Magic)} (NPY), but found {Convert.ToHexString(prefix[..Magic.Length])}.");
        }

        (int major, int minor) = (prefix[6], prefix[7]);
        if (major is < 1 or > 3 || minor != 0)
        {
            throw new ModelFileException(path, Magic.Length, $"expected version 1.0, 2.0 or 3.0 of the format, but found {major}.{minor}.");
        }

        Span<byte> length = stackalloc byte[sizeof(uint)];
        length.Clear();
        int lengthBytes = major == 1 ? sizeof(ushort) : sizeof(uint);
        stream.ReadExactly(path, PrefixBytes, length[..lengthBytes]);
        uint characters = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (characters > LongestText)
        {
            throw new ModelFileException(path, PrefixBytes,
                $"expected a header of at most {LongestText} characters, but its length is {characters}.");
        }

        var text = new byte[characters];
        int start = PrefixBytes + lengthBytes;
        stream.ReadExactly(path, start, text);
        (NpyType type, bool fortranOrder, long[] shape) = NpyHeaderText.Parse(path, text, start);
        return new NpyHeader(type, fortranOrder, shape, start + text.Length) { DataBytes = Size(path, type, shape, start) };
    }

    /// <summary>The header of a row-major array, version 1, padded so that the elements are aligned to 64 bytes.</summary>
    /// <exception cref="ArgumentException">The shape has a negative size or more axes than NumPy allows.</exception>
    public static byte[] Write(NpyType type, ReadOnlySpan<int> shape)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.Length, NpyHeaderText.MostAxes, nameof(shape));
        var sizes = new StringBuilder();
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            sizes.Append(sizes.Length == 0 ? string.Empty : ", ").Append(size);
        }

        string comma = shape.Length == 1 ? "," : string.Empty;
        string text = $"{{'descr': '{type.Description}', 'fortran_order': False, 'shape': ({sizes}{comma}), }}";
        int start = PrefixBytes + sizeof(ushort);
        int bytes = (start + text.Length + 1 + Alignment - 1) / Alignment * Alignment;

        var header = new byte[bytes];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(PrefixBytes), (ushort)(bytes - start));
        Encoding.ASCII.GetBytes(text, header.AsSpan(start));
        header[^1] = (byte)'\n';
        return header;
    }

    private static long Size(string path, NpyType type, long[] shape, int place)
    {
        // From the left without regard to a later 0, so that no part of the product overflows either.
        Int128 bytes = type.Width;
        foreach (long size in shape)
        {
            bytes *= size;
            if (bytes > long.MaxValue)
            {
                throw new ModelFileException(path, place, $"the shape ({string.Join(", ", shape)}) has more elements than can be counted.");
            }
        }

        return (long)bytes;
    }
}
