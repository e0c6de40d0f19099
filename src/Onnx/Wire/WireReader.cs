using System.Buffers.Binary;
using System.Text;

namespace NetCompiler.Onnx.Wire;

/// <summary>
/// Reads the fields of one message of a protobuf file. Nothing is read beyond the message's end, and every error names the byte in the file.
/// </summary>
internal sealed class WireReader
{
    private const int DeepestMessage = 64, LongestVarint = 10;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly WireFile _file;
    private readonly int _end, _depth;
    private int _position;

    /// <summary>The whole file as one message.</summary>
    public WireReader(WireFile file)
        : this(file, 0, file.Bytes.Length, 0)
    {
    }

    private WireReader(WireFile file, int start, int end, int depth) => (_file, _position, _end, _depth) = (file, start, end, depth);

    /// <summary>The byte that is read next, counted in the file.</summary>
    public int Position => _position;

    public bool AtEnd => _position >= _end;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is written.</summary>
    public WireType Type { get; private set; }

    /// <summary>Goes on to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (AtEnd)
        {
            return false;
        }

        int start = _position;
        ulong tag = Varint();
        Type = (WireType)(tag & 7);
        if (Type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
        {
            throw Error(start, $"expected a field of wire type 0, 1, 2 or 5, but found {(int)Type}.");
        }

        if (tag >> 3 is 0 or > (1 << 29) - 1)
        {
            throw Error(start, $"expected a field's number from 1 to {(1 << 29) - 1}, but found {tag >> 3}.");
        }

        Field = (int)(tag >> 3);
        return true;
    }

    public ulong Varint()
    {
        ReadOnlySpan<byte> bytes = _file.Bytes.Span[_position.._end];
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (i == bytes.Length)
            {
                throw Error(_position, $"expected a number, but the message ends at byte {_end}.");
            }

            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
            {
                _position += i + 1;
                return value;
            }
        }

        throw Error(_position, $"expected a number of at most {LongestVarint} bytes.");
    }

    public long Int64()
    {
        Expect(WireType.Varint);
        return (long)Varint();
    }

    public float Single()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)).Span);
    }

    public string Text()
    {
        int start = _position;
        try
        {
            return Utf8.GetString(Bytes().Span);
        }
        catch (DecoderFallbackException)
        {
            throw Error(start, "expected a text in UTF-8.");
        }
    }

    /// <summary>The bytes of a field, a part of the file.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        Expect(WireType.Bytes);
        return Take(Length());
    }

    public WireReader Message()
    {
        Expect(WireType.Bytes);
        int start = _position;
        int length = Length();
        if (_depth == DeepestMessage)
        {
            throw Error(start, $"expected messages within each other to a depth of at most {DeepestMessage}.");
        }

        _file.CountMessage(start);
        var inner = new WireReader(_file, _position, _position + length, _depth + 1);
        _position += length;
        return inner;
    }

    /// <summary>Whole numbers: one, or many packed into one field.</summary>
    public void AddInt64(List<long> values)
    {
        if (Type == WireType.Varint)
        {
            values.Add((long)Varint());
            return;
        }

        WireReader packed = Message();
        while (!packed.AtEnd)
        {
            values.Add((long)packed.Varint());
        }
    }

    /// <summary>Numbers of a fixed width, one or many packed into one field, as their bytes.</summary>
    public ReadOnlyMemory<byte> FixedBytes(int width)
    {
        if (Type == (width == sizeof(float) ? WireType.Fixed32 : WireType.Fixed64))
        {
            return Take(width);
        }

        int start = _position;
        ReadOnlyMemory<byte> bytes = Bytes();
        return bytes.Length % width == 0 ? bytes : throw Error(start, $"expected numbers of {width} bytes, but their length is {bytes.Length}.");
    }

    public void Skip() => _ = Type switch
    {
        WireType.Varint => (int)Varint(),
        WireType.Fixed64 => Take(sizeof(ulong)).Length,
        WireType.Fixed32 => Take(sizeof(uint)).Length,
        _ => Bytes().Length,
    };

    public ModelFileException Error(int offset, string problem) => _file.Error(offset, problem);

    private int Length()
    {
        int start = _position;
        ulong length = Varint();
        return length <= (ulong)(_end - _position)
            ? (int)length
            : throw Error(start, $"expected at most {_end - _position} bytes, which the message has left, but the length is {length}.");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > _end - _position)
        {
            throw Error(_position, $"expected {count} bytes, but the message has {_end - _position} left.");
        }

        ReadOnlyMemory<byte> bytes = _file.Bytes.Slice(_position, count);
        _position += count;
        return bytes;
    }

    private void Expect(WireType type)
    {
        if (Type != type)
        {
            throw Error(_position, $"expected field {Field} to have wire type {(int)type}, but it has {(int)Type}.");
        }
    }
}
