using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// Files in the safetensors format: the header's length (8 bytes, little-endian), a header in JSON that names each tensor's type, shape and place, the
/// data. Reading checks all that the format's reference reader checks, before any data is read.
/// </summary>
public static class SafeTensors
{
    private const ulong LongestHeader = 100_000_000;

    /// <summary>The tensors in the order of their data. Other numeric types than F32 are converted, integers and F64 with rounding.</summary>
    /// <exception cref="ModelFileException">The file is no safetensors file, is damaged, or a tensor has no value as floats.</exception>
    public static IReadOnlyList<TensorData> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] header = ReadHeader(path, file);
        (List<TensorEntry> entries, _) = SafeTensorsHeader.Parse(path, header);
        TensorEntry[] ordered = SafeTensorsLayout.Check(path, entries, (ulong)(file.Length - file.Position));
        int[][] shapes = Array.ConvertAll(ordered, entry => PublicShape(path, entry));
        var tensors = new TensorData[ordered.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new TensorData(ordered[i].Name, shapes[i], ReadValues(path, file, ordered[i]));
        }

        return tensors;
    }

    /// <summary>The metadata of a file, empty if it has none.</summary>
    /// <exception cref="ModelFileException">The file is no safetensors file or is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        (List<TensorEntry> entries, Dictionary<string, string> metadata) = SafeTensorsHeader.Parse(path, ReadHeader(path, file));
        SafeTensorsLayout.Check(path, entries, (ulong)(file.Length - file.Position));
        return metadata;
    }

    /// <summary>Writes tensors as F32, by name. The file is written beside the old one and then takes its place, so a crash leaves the old one whole.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="tensors">The tensors, each name once.</param>
    /// <param name="metadata">Free text by key; none by default.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is reserved, or a shape does not fit its values.</exception>
    public static void Write(string path, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        TensorData[] ordered = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        byte[] header = SafeTensorsHeaderWriter.Write(ordered, metadata);
        AtomicFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[SafeTensorsHeader.LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            foreach (TensorData tensor in ordered)
            {
                WriteValues(file, tensor.Values);
            }
        });
    }

    /// <summary>The tensors of a file whose data stay there, in the order of their data, and where the first byte of the data is.</summary>
    /// <exception cref="ModelFileException">The file is no safetensors file or is damaged.</exception>
    internal static (TensorEntry[] Entries, long DataStart) ReadLayout(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        (List<TensorEntry> entries, _) = SafeTensorsHeader.Parse(path, ReadHeader(path, file));
        return (SafeTensorsLayout.Check(path, entries, (ulong)(file.Length - file.Position)), file.Position);
    }

    private static byte[] ReadHeader(string path, FileStream file)
    {
        long whole = file.Length;
        if (whole < SafeTensorsHeader.LengthBytes)
        {
            throw new ModelFileException(path, 0, $"expected at least {SafeTensorsHeader.LengthBytes} bytes, the header's length, but the file has {whole}.");
        }

        Span<byte> bytes = stackalloc byte[SafeTensorsHeader.LengthBytes];
        ReadExactly(path, file, bytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader)
        {
            throw new ModelFileException(path, 0, $"expected a header of at most {LongestHeader} bytes, but its length is {length}.");
        }

        if ((long)length > whole - SafeTensorsHeader.LengthBytes)
        {
            throw new ModelFileException(path, 0, $"expected a header of {length} bytes, but the file ends {whole - SafeTensorsHeader.LengthBytes} bytes after its length.");
        }

        var header = new byte[length];
        ReadExactly(path, file, header);
        return header;
    }

    private static int[] PublicShape(string path, TensorEntry entry)
    {
        if (entry.Type.ToSingle is null)
        {
            throw new ModelFileException(path, entry.Place, $"expected a type for '{entry.Label}' that converts to F32, but found {entry.Type.Name}.");
        }

        ulong count = 1;
        foreach (ulong size in entry.Shape)
        {
            count *= size;
            if (size > int.MaxValue || count > (ulong)Array.MaxLength)
            {
                throw new ModelFileException(path, entry.Place, $"'{entry.Label}' is larger than an array can be.");
            }
        }

        return Array.ConvertAll(entry.Shape, size => (int)size);
    }

    private static float[] ReadValues(string path, FileStream file, TensorEntry entry)
    {
        int width = entry.Type.Bits / 8;
        var values = new float[(entry.End - entry.Begin) / (ulong)width];
        if (entry.Type.Name == "F32" && BitConverter.IsLittleEndian)
        {
            // A piece at a time: the bytes of a large array do not fit one span.
            const int Piece = 1 << 24;
            for (int i = 0; i < values.Length; i += Piece)
            {
                ReadExactly(path, file, MemoryMarshal.AsBytes(values.AsSpan(i, Math.Min(Piece, values.Length - i))));
            }

            return values;
        }

        var buffer = new byte[8192];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(buffer.Length / width, values.Length - done);
            ReadExactly(path, file, buffer.AsSpan(0, count * width));
            for (int i = 0; i < count; i++)
            {
                values[done + i] = entry.Type.ToSingle!(buffer.AsSpan(i * width, width));
            }

            done += count;
        }

        return values;
    }

    private static void WriteValues(Stream file, float[] values)
    {
        Span<byte> buffer = stackalloc byte[4096];
        const int PerBuffer = 4096 / sizeof(float);
        for (int done = 0; done < values.Length; done += PerBuffer)
        {
            int count = Math.Min(PerBuffer, values.Length - done);
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer[(i * sizeof(float))..], values[done + i]);
            }

            file.Write(buffer[..(count * sizeof(float))]);
        }
    }

    private static void ReadExactly(string path, FileStream file, Span<byte> bytes)
    {
        long offset = file.Position;
        int got = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
        {
            throw new ModelFileException(path, offset + got, $"expected {bytes.Length - got} more bytes, but the file ends.");
        }
    }
}
