using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace NetCompiler;

/// <summary>Writes the parts of a <see cref="StateFile"/>, and sums what it writes.</summary>
internal sealed class StateWriter(Stream file)
{
    /// <summary>Of nothing; see <see cref="Append"/>.</summary>
    public const uint NoChecksum = ~0u;

    private readonly byte[] _buffer = new byte[1 << 12];
    private uint _checksum = NoChecksum;

    /// <summary>CRC-32C of what was written.</summary>
    public uint Checksum => ~_checksum;

    public void Put(ReadOnlySpan<byte> bytes)
    {
        _checksum = Append(_checksum, bytes);
        file.Write(bytes);
    }

    public void Put32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer, value);
        Put(_buffer.AsSpan(0, sizeof(uint)));
    }

    public void Put64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer, value);
        Put(_buffer.AsSpan(0, sizeof(ulong)));
    }

    public void Put(string name, object value)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(name);
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer, checked((ushort)encoded.Length));
        Put(_buffer.AsSpan(0, sizeof(ushort)));
        Put(encoded);
        switch (value)
        {
            case long[] numbers:
                PutElements(StateFile.Kind.Int64, numbers, sizeof(long), static (place, element) =>
                    BinaryPrimitives.WriteInt64LittleEndian(place, element));
                break;
            case double[] numbers:
                PutElements(StateFile.Kind.Double, numbers, sizeof(double), static (place, element) =>
                    BinaryPrimitives.WriteDoubleLittleEndian(place, element));
                break;
            case float[] numbers:
                PutElements(StateFile.Kind.Single, numbers, sizeof(float), static (place, element) =>
                    BinaryPrimitives.WriteSingleLittleEndian(place, element));
                break;
            default:
                PutElements(StateFile.Kind.Text, Encoding.UTF8.GetBytes((string)value), 1, static (place, element) => place[0] = element);
                break;
        }
    }

    /// <summary>What <see cref="Put(string, object)"/> writes.</summary>
    public static long Bytes(string name, object value)
    {
        long elements = value switch
        {
            long[] numbers => numbers.LongLength * sizeof(long),
            double[] numbers => numbers.LongLength * sizeof(double),
            float[] numbers => numbers.LongLength * sizeof(float),
            _ => Encoding.UTF8.GetByteCount((string)value),
        };
        return sizeof(ushort) + Encoding.UTF8.GetByteCount(name) + sizeof(StateFile.Kind) + sizeof(ulong) + elements;
    }

    /// <summary>Goes on with a checksum, which is complemented at the end.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }

    private delegate void Write<T>(Span<byte> place, T element);

    private void PutElements<T>(StateFile.Kind kind, T[] elements, int width, Write<T> write)
    {
        _buffer[0] = (byte)kind;
        Put(_buffer.AsSpan(0, 1));
        Put64((ulong)elements.LongLength);
        int perBuffer = _buffer.Length / width;
        for (int done = 0; done < elements.Length; done += perBuffer)
        {
            int count = Math.Min(perBuffer, elements.Length - done);
            for (int i = 0; i < count; i++)
            {
                write(_buffer.AsSpan(i * width), elements[done + i]);
            }

            Put(_buffer.AsSpan(0, count * width));
        }
    }
}
