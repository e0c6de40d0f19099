using System.Buffers.Binary;

namespace NetCompiler.Onnx.Reading;

/// <summary>A tensor while its fields are read.</summary>
internal sealed class TensorDraft
{
    private ReadOnlyMemory<byte> _bytes;

    public string Name { get; set; } = "";

    public OnnxElementType Type { get; set; }

    public long Location { get; set; }

    public List<long> Dimensions { get; } = [];

    /// <summary>Elements that are written as whole numbers; floats of 16 bits as the number that their bits are.</summary>
    public List<long> Numbers { get; } = [];

    public List<ReadOnlyMemory<byte>> Texts { get; } = [];

    public Dictionary<string, string> Place { get; } = new(StringComparer.Ordinal);

    /// <summary>One piece stays where it is in the file. A writer that does not pack makes many, of one element each.</summary>
    public void AddBytes(ReadOnlyMemory<byte> piece)
    {
        if (_bytes.Length == 0)
        {
            _bytes = piece;
            return;
        }

        if (_grown is null)
        {
            _grown = new MemoryStream();
            _grown.Write(_bytes.Span);
        }

        _grown.Write(piece.Span);
    }

    private MemoryStream? _grown;

    public ReadOnlyMemory<byte> Bytes()
    {
        if (Numbers.Count == 0)
        {
            return _grown?.ToArray() ?? _bytes;
        }

        // Two elements of 4 bits, as of anything else that is packed, come as the number that a byte is.
        int width = Math.Max(1, Type.Bits() / 8);
        byte[] bytes = new byte[Numbers.Count * width];
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (int i = 0; i < Numbers.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, Numbers[i]);
            number[..Math.Min(width, sizeof(long))].CopyTo(bytes.AsSpan(i * width));
        }

        return bytes;
    }
}
