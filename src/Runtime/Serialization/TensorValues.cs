using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Elements of tensors from and to streams, a piece at a time.</summary>
internal static class TensorValues
{
    private const int BufferBytes = 1 << 15;

    /// <summary>Fills <paramref name="values"/>.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">Stands at the first element.</param>
    /// <param name="offset">Where that is in the file, for messages.</param>
    /// <param name="values">The floats to fill.</param>
    /// <param name="width">Bytes of an element in the file.</param>
    /// <param name="convert">From the bytes of some elements to as many floats.</param>
    /// <exception cref="ModelFileException">The file ends too early.</exception>
    public static void Read(string path, Stream stream, long offset, Span<float> values, int width, Action<ReadOnlySpan<byte>, Span<float>> convert)
    {
        var buffer = new byte[(int)Math.Min(BufferBytes, (long)values.Length * width)];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(buffer.Length / width, values.Length - done);
            Span<byte> bytes = buffer.AsSpan(0, count * width);
            stream.ReadExactly(path, offset + ((long)done * width), bytes);
            convert(bytes, values.Slice(done, count));
            done += count;
        }
    }

    /// <summary>Writes little-endian F32.</summary>
    public static void Write(Stream file, ReadOnlySpan<float> values) => ForEachPiece(values, file.Write);

    /// <summary>Hands on the bytes of the values as little-endian F32.</summary>
    public static void ForEachPiece(ReadOnlySpan<float> values, Action<ReadOnlySpan<byte>> take)
    {
        if (BitConverter.IsLittleEndian)
        {
            for (; values.Length > BufferBytes; values = values[BufferBytes..])
            {
                take(MemoryMarshal.AsBytes(values[..BufferBytes]));
            }

            take(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> buffer = stackalloc byte[4096];
        const int PerBuffer = 4096 / sizeof(float);
        for (int done = 0; done < values.Length; done += PerBuffer)
        {
            int count = Math.Min(PerBuffer, values.Length - done);
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer[(i * sizeof(float))..], values[done + i]);
            }

            take(buffer[..(count * sizeof(float))]);
        }
    }
}
