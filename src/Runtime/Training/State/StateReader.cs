using System.Buffers.Binary;
using System.Text;

namespace NetCompiler;

/// <summary>Reads the values of a <see cref="StateFile"/>; nothing is believed before it fits the bytes that are left.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="file">At the first value.</param>
/// <param name="length">Bytes of all values.</param>
internal sealed class StateReader(string path, Stream file, long length)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = new byte[1 << 12];
    private readonly long _end = StateFile.HeaderBytes + length;
    private long _left = length;

    private long Place => _end - _left;

    /// <summary>Adds the next value to a table.</summary>
    public void TakeInto(StateTable table)
    {
        long place = Place;
        string name = TakeText(BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort), "the length of a name")), "a name");
        var kind = (StateFile.Kind)Take(1, $"the kind of '{name}'")[0];
        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), $"the number of elements of '{name}'"));
        object value = kind switch
        {
            StateFile.Kind.Int64 => TakeElements(count, sizeof(long), name, static bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            StateFile.Kind.Double => TakeElements(count, sizeof(double), name, static bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            StateFile.Kind.Single => TakeElements(count, sizeof(float), name, static bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            StateFile.Kind.Text => TakeText(CheckCount(count, 1, name), $"the text '{name}'"),
            _ => throw Wrong(place, $"expected a kind from 1 to 4 for '{name}', but found {(byte)kind}."),
        };
        if (table.Contains(name))
        {
            throw Wrong(place, $"expected each name once, but '{name}' occurs again.");
        }

        table.Add(name, value);
    }

    public void ExpectEnd()
    {
        if (_left > 0)
        {
            throw Wrong(Place, $"expected the end of the values, but found {_left} more bytes.");
        }
    }

    private delegate T Read<T>(ReadOnlySpan<byte> bytes);

    private T[] TakeElements<T>(ulong count, int width, string name, Read<T> read)
    {
        var elements = new T[CheckCount(count, width, name)];
        int perBuffer = _buffer.Length / width;
        for (int done = 0; done < elements.Length; done += perBuffer)
        {
            int piece = Math.Min(perBuffer, elements.Length - done);
            ReadOnlySpan<byte> bytes = Take(piece * width, $"the elements of '{name}'");
            for (int i = 0; i < piece; i++)
            {
                elements[done + i] = read(bytes[(i * width)..]);
            }
        }

        return elements;
    }

    private int CheckCount(ulong count, int width, string name)
    {
        if (count > (ulong)(_left / width) || count > (ulong)Array.MaxLength)
        {
            throw Wrong(Place, $"expected {count} elements of {width} bytes of '{name}', but only {_left} bytes are left.");
        }

        return (int)count;
    }

    private string TakeText(int bytes, string what)
    {
        long place = Place;
        var encoded = new byte[Math.Min(bytes, _left)];
        if (encoded.Length < bytes)
        {
            throw Wrong(place, $"expected {bytes} bytes of {what}, but only {_left} are left.");
        }

        file.ReadExactly(encoded);
        _left -= bytes;
        try
        {
            return Utf8.GetString(encoded);
        }
        catch (DecoderFallbackException e)
        {
            throw Wrong(place, $"expected {what} in UTF-8, but some of its bytes are not.", e);
        }
    }

    /// <summary>At most a buffer's bytes, valid until the next call.</summary>
    private ReadOnlySpan<byte> Take(int bytes, string what)
    {
        if (bytes > _left)
        {
            throw Wrong(Place, $"expected {bytes} bytes of {what}, but only {_left} are left.");
        }

        Span<byte> piece = _buffer.AsSpan(0, bytes);
        file.ReadExactly(piece);
        _left -= bytes;
        return piece;
    }

    private ModelFileException Wrong(long place, string problem, Exception? inner = null) => new(path, place, problem, inner);
}
