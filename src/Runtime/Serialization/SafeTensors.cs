using System.Buffers.Binary;

namespace NetCompiler;

/// <summary>
/// Files in the safetensors format: the header's length (8 bytes, little-endian), a header in JSON that names each tensor's type, shape and place,
/// the
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
        return Read(path, file).Tensors;
    }

    /// <summary>The same from a stream, from its position to its end. It stays open.</summary>
    /// <param name="stream">Where to read. Where it cannot seek, or was read before, its rest is held in memory meanwhile.</param>
    /// <exception cref="ModelFileException">The content is no safetensors file, is damaged, or a tensor has no value as floats.</exception>
    public static IReadOnlyList<TensorData> Read(Stream stream) => StreamSource.Read(stream, (name, file) => Read(name, file).Tensors);

    /// <summary>The same from the bytes of a file.</summary>
    /// <exception cref="ModelFileException">They are no safetensors file, are damaged, or a tensor has no value as floats.</exception>
    public static IReadOnlyList<TensorData> Read(ReadOnlySpan<byte> bytes) => StreamSource.Read(bytes, (name, file) => Read(name, file).Tensors);

    /// <summary>The metadata of a file, empty if it has none.</summary>
    /// <exception cref="ModelFileException">The file is no safetensors file or is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return ReadEntries(path, file).Metadata;
    }

    /// <summary>The same from a stream, which is read from its position to its end and stays open.</summary>
    /// <exception cref="ModelFileException">The content is no safetensors file or is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream stream) =>
        StreamSource.Read(stream, (name, file) => ReadEntries(name, file).Metadata);

    /// <summary>The same from the bytes of a file.</summary>
    /// <exception cref="ModelFileException">They are no safetensors file or are damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(ReadOnlySpan<byte> bytes) =>
        StreamSource.Read(bytes, (name, file) => ReadEntries(name, file).Metadata);

    /// <summary>
    /// Writes tensors as F32, by name. The file is written beside the old one and then takes its place, so a crash leaves the old one whole.
    /// </summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="tensors">The tensors, each name once.</param>
    /// <param name="metadata">Free text by key; none by default.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is reserved, or a shape does not fit its values.</exception>
    public static void Write(string path, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        Action<Stream> write = Writing(tensors, metadata);
        AtomicFile.Write(path, write);
    }

    /// <summary>The same to a stream, which stays open. Nothing is written where the tensors are refused.</summary>
    /// <param name="stream">Where to write, from its position on.</param>
    /// <param name="tensors">The tensors, each name once.</param>
    /// <param name="metadata">Free text by key; none by default.</param>
    /// <exception cref="ArgumentException">
    /// A name occurs twice or is reserved, a shape does not fit its values, or the stream cannot be written.
    /// </exception>
    public static void Write(Stream stream, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        StreamSource.CheckWritable(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        Writing(tensors, metadata)(stream);
    }

    /// <summary>Checks the tensors, and then writes them to any stream.</summary>
    private static Action<Stream> Writing(IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        TensorData[] ordered = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        byte[] header = SafeTensorsHeaderWriter.Write(ordered, metadata);
        return file =>
        {
            Span<byte> length = stackalloc byte[SafeTensorsHeader.LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            foreach (TensorData tensor in ordered)
            {
                TensorValues.Write(file, tensor.Values);
            }
        };
    }

    /// <summary>The tensors in the order of their data, and the metadata.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The whole file, at its first byte.</param>
    internal static (TensorData[] Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path, Stream file)
    {
        (TensorEntry[] entries, IReadOnlyDictionary<string, string> metadata) = ReadEntries(path, file);
        int[][] shapes = Array.ConvertAll(entries, entry => PublicShape(path, entry));
        var tensors = new TensorData[entries.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            TensorEntry entry = entries[i];
            float[] values = HugePages.NewArray((int)((entry.End - entry.Begin) / (ulong)entry.Type.Width));
            TensorValues.Read(path, file, file.Position, values, entry.Type.Width, (bytes, singles) => entry.Type.ToSingles(bytes, singles));
            tensors[i] = new TensorData(entry.Name, shapes[i], values);
        }

        return (tensors, metadata);
    }

    private static (TensorEntry[] Entries, IReadOnlyDictionary<string, string> Metadata) ReadEntries(string path, Stream file)
    {
        (List<TensorEntry> entries, Dictionary<string, string> metadata) = SafeTensorsHeader.Parse(path, ReadHeader(path, file));
        return (SafeTensorsLayout.Check(path, entries, (ulong)(file.Length - file.Position)), metadata);
    }

    /// <summary>The tensors of a file whose data stay there, in the order of their data, and where the first byte of the data is.</summary>
    /// <exception cref="ModelFileException">The file is no safetensors file or is damaged.</exception>
    internal static (TensorEntry[] Entries, long DataStart) ReadLayout(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return (ReadEntries(path, file).Entries, file.Position);
    }

    private static byte[] ReadHeader(string path, Stream file)
    {
        long whole = file.Length;
        if (whole < SafeTensorsHeader.LengthBytes)
        {
            throw new ModelFileException(path, 0, $"expected at least {SafeTensorsHeader.LengthBytes} bytes, the header's length, but the file "
                + $"has {whole}.");
        }

        Span<byte> bytes = stackalloc byte[SafeTensorsHeader.LengthBytes];
        file.ReadExactly(path, 0, bytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader)
        {
            throw new ModelFileException(path, 0, $"expected a header of at most {LongestHeader} bytes, but its length is {length}.");
        }

        if ((long)length > whole - SafeTensorsHeader.LengthBytes)
        {
            throw new ModelFileException(path, 0, $"expected a header of {length} bytes, but the file ends "
                + $"{whole - SafeTensorsHeader.LengthBytes} bytes after its length.");
        }

        var header = new byte[length];
        file.ReadExactly(path, SafeTensorsHeader.LengthBytes, header);
        return header;
    }

    private static int[] PublicShape(string path, TensorEntry entry)
    {
        if (entry.Type.ToSingle is null)
        {
            throw new ModelFileException(path, entry.Place,
                $"expected a type for '{entry.Label}' that converts to F32, but found {entry.Type.Name}.");
        }

        return Shapes.OfArray(entry.Shape) ?? throw new ModelFileException(path, entry.Place, $"'{entry.Label}' is larger than an array can be.");
    }
}
