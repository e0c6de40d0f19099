namespace NetCompiler;

/// <summary>
/// Files in NumPy's NPZ format, a zip archive of NPY files, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write and <c>numpy.load</c> reads
/// them.
/// </summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>More than any model has.</summary>
    private const int MostArrays = 1 << 17;

    /// <summary>The arrays in the order of the archive, as <see cref="NpyFile.Read(string)"/> reads each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">
    /// More bytes of floats are refused before they are allocated. By default 1 MiB and 64 times the file's length, and at most 60 MiB and 8 times
    /// it: files that are made to fill the memory promise more, but so does a large array that is almost all zeros.
    /// </param>
    /// <exception cref="ModelFileException">
    /// The file is no archive of NPY files, is damaged, has a name twice, or holds more than <paramref name="mostBytes"/>; the message names the
    /// array.
    /// </exception>
    public static IReadOnlyList<TensorData> Read(string path, long? mostBytes = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(path, file, mostBytes);
    }

    /// <summary>The same from a stream, from its position to its end. It stays open.</summary>
    /// <param name="stream">Where to read. Where it cannot seek, or was read before, its rest is held in memory meanwhile.</param>
    /// <param name="mostBytes">As for a file.</param>
    /// <exception cref="ModelFileException">As for a file.</exception>
    public static IReadOnlyList<TensorData> Read(Stream stream, long? mostBytes = null) =>
        StreamSource.Read(stream, (name, file) => Read(name, file, mostBytes));

    /// <summary>The same from the bytes of a file.</summary>
    /// <param name="bytes">All of them.</param>
    /// <param name="mostBytes">As for a file.</param>
    /// <exception cref="ModelFileException">As for a file.</exception>
    public static IReadOnlyList<TensorData> Read(ReadOnlySpan<byte> bytes, long? mostBytes = null) =>
        StreamSource.Read(bytes, (name, file) => Read(name, file, mostBytes));

    /// <summary>Writes arrays of F32 in the given order. The file is written beside the old one and then takes its place.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="tensors">The arrays, each name once.</param>
    /// <param name="compress">Whether the arrays are deflated; weights that were trained hardly shrink.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a shape does not fit its values.</exception>
    /// <exception cref="NotSupportedException">The file would reach 4 GiB.</exception>
    public static void Write(string path, IReadOnlyList<TensorData> tensors, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        AtomicFile.Write(path, file => WriteArchive(file, tensors, compress));
    }

    /// <summary>The same to a stream, which stays open. The archive is made in memory first; nothing is written where the arrays are
    /// refused.</summary>
    /// <param name="stream">Where to write, from its position on.</param>
    /// <param name="tensors">The arrays, each name once.</param>
    /// <param name="compress">Whether the arrays are deflated.</param>
    /// <exception cref="ArgumentException">A name occurs twice, a shape does not fit its values, or the stream cannot be written.</exception>
    public static void Write(Stream stream, IReadOnlyList<TensorData> tensors, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        StreamSource.Write(stream, file => WriteArchive(file, tensors, compress));
    }

    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The whole file, which can seek.</param>
    /// <param name="mostBytes">As for the public method.</param>
    internal static TensorData[] Read(string path, Stream file, long? mostBytes = null)
    {
        long budget = mostBytes ?? UnpackingLimit.Of(file.Length);
        ZipEntry[] entries = ZipDirectory.Read(path, file, MostArrays);
        CheckEntries(path, entries, file.Length);
        var tensors = new TensorData[entries.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = Read(path, file, entries[i], budget);
            budget -= (long)tensors[i].Values.Length * sizeof(float);
        }

        return tensors;
    }

    private static void CheckEntries(string path, ZipEntry[] entries, long fileBytes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        long packed = 0;
        foreach (ZipEntry entry in entries)
        {
            string? problem =
                !entry.Name.EndsWith(Extension, StringComparison.Ordinal)
                    ? $"expected names that end with '{Extension}', but found '{entry.Label}'; only NumPy's archives can be read."
                : !names.Add(entry.Name) ? $"expected each name once, but '{entry.Label}' occurs again."
                : (entry.Flags & ZipEntry.Encrypted) != 0 ? $"'{entry.Label}' is encrypted."
                : entry.PackedBytes > fileBytes - packed
                ? $"expected '{entry.Label}' to lie in the file beside the others, but its {entry.PackedBytes} bytes do not."
                : null;
            packed += entry.PackedBytes;
            if (problem is not null)
            {
                throw new ModelFileException(path, null, problem);
            }
        }
    }

    private static TensorData Read(string path, Stream file, ZipEntry entry, long budget)
    {
        using var stream = new ChecksumStream(entry.Open(path, file));
        try
        {
            TensorData tensor = NpyFile.Read(entry.Label, entry.Name[..^Extension.Length], stream, entry.Bytes, budget);
            return stream.ReadByte() < 0 && stream.Checksum == entry.Checksum
                ? tensor
                : throw new ModelFileException(entry.Label, null,
                $"expected the checksum {entry.Checksum:x8}, but found {stream.Checksum:x8}: the array is damaged.");
        }
        catch (ModelFileException e)
        {
            // Its message begins with the entry's name and the place there.
            throw new ModelFileException(path, null, e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw new ModelFileException(path, null, $"'{entry.Label}' in the zip archive is damaged: {e.Message}", e);
        }
    }

    private static void WriteArchive(Stream file, IReadOnlyList<TensorData> tensors, bool compress)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var archive = new ZipWriter(file, compress);
        foreach (TensorData tensor in tensors)
        {
            tensor.CheckShape();
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Expected distinct names, but got '{tensor.Name}' twice.", nameof(tensors));
            }

            archive.Add(tensor.Name + Extension, receive => NpyFile.Write(receive, tensor));
        }

        archive.Finish();
    }
}
