using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NetCompiler.Onnx.Wire;

/// <summary>Writes the fields of one message. Long values are kept by reference until all is written, so weights are copied nowhere.</summary>
internal sealed class WireWriter
{
    private const int LongestCopied = 1 << 12;

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private ArrayBufferWriter<byte> _current = new();
    private long _closed;

    private long Length => _closed + _current.WrittenCount;

    /// <summary>Nothing is written for 0, which is what a missing field says.</summary>
    public void Int64(int field, long value)
    {
        if (value != 0)
        {
            Always(field, value);
        }
    }

    public void Always(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    public void Single(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_current.GetSpan(sizeof(float)), value);
        _current.Advance(sizeof(float));
    }

    /// <summary>Nothing is written for the empty text.</summary>
    public void Text(int field, string value)
    {
        if (value.Length > 0)
        {
            Bytes(field, Encoding.UTF8.GetBytes(value));
        }
    }

    public void Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        Append(value);
    }

    public void Packed(int field, IReadOnlyList<long> values)
    {
        if (values.Count > 0)
        {
            Message(field, message =>
            {
                foreach (long value in values)
                {
                    message.Varint((ulong)value);
                }
            });
        }
    }

    public void Message(int field, Action<WireWriter> write)
    {
        var inner = new WireWriter();
        write(inner);
        Tag(field, WireType.Bytes);
        Varint((ulong)inner.Length);
        inner.Close();
        foreach (ReadOnlyMemory<byte> piece in inner._pieces)
        {
            Append(piece);
        }
    }

    public void CopyTo(Stream stream)
    {
        Close();
        foreach (ReadOnlyMemory<byte> piece in _pieces)
        {
            stream.Write(piece.Span);
        }
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        Span<byte> bytes = _current.GetSpan(10);
        int count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }

        bytes[count++] = (byte)value;
        _current.Advance(count);
    }

    private void Append(ReadOnlyMemory<byte> value)
    {
        if (value.Length <= LongestCopied)
        {
            _current.Write(value.Span);
            return;
        }

        Close();
        _pieces.Add(value);
        _closed += value.Length;
    }

    private void Close()
    {
        if (_current.WrittenCount > 0)
        {
            _pieces.Add(_current.WrittenMemory);
            _closed += _current.WrittenCount;
            _current = new();
        }
    }
}
