using System.IO.Compression;

namespace NetCompiler;

/// <summary>
/// Files in NumPy's NPZ format, a zip archive of NPY files, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write and <c>numpy.load</c> reads them.
/// </summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>The arrays in the order of the archive, as <see cref="NpyFile.Read(string)"/> reads each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">
    /// More bytes of floats are refused before they are allocated. By default 1 MiB and 64 times the file's length: files that are made to fill the memory
    /// promise more, but so does a large array that is almost all zeros.
    /// </param>
    /// <exception cref="ModelFileException">
    /// The file is no archive of NPY files, is damaged, has a name twice, or holds more than <paramref name="mostBytes"/>; the message names the array.
    /// </exception>
    public static IReadOnlyList<TensorData> Read(string path, long? mostBytes = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(path, file, mostBytes);
    }

    /// <summary>Writes arrays of F32 in the given order. The file is written beside the old one and then takes its place.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="tensors">The arrays, each name once.</param>
    /// <param name="compress">Whether the arrays are deflated; weights that were trained hardly shrink.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a shape does not fit its values.</exception>
    public static void Write(string path, IReadOnlyList<TensorData> tensors, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        AtomicFile.Write(path, file => Write(file, tensors, compress));
    }

    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The whole file, which can seek.</param>
    /// <param name="mostBytes">As for the public method.</param>
    internal static TensorData[] Read(string path, Stream file, long? mostBytes = null)
    {
        long budget = mostBytes ?? UnpackingLimit.Of(file.Length);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            CheckEntries(path, archive, file.Length);
            var tensors = new TensorData[archive.Entries.Count];
            for (int i = 0; i < tensors.Length; i++)
            {
                tensors[i] = Read(path, archive.Entries[i], budget);
                budget -= (long)tensors[i].Values.Length * sizeof(float);
            }

            return tensors;
        }
        catch (InvalidDataException e)
        {
            throw new ModelFileException(path, null, $"the zip archive is damaged, or is none: {e.Message}", e);
        }
    }

    private static void CheckEntries(string path, ZipArchive archive, long fileBytes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        long packed = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string label = TensorEntry.Shorten(entry.FullName);
            string? problem =
                !entry.FullName.EndsWith(Extension, StringComparison.Ordinal) ? $"expected names that end with '{Extension}', but found '{label}'; only NumPy's archives can be read."
                : !names.Add(entry.FullName) ? $"expected each name once, but '{label}' occurs again."
                : entry.IsEncrypted ? $"'{label}' is encrypted."
                : entry.CompressedLength > fileBytes - packed ? $"expected '{label}' to lie in the file beside the others, but its {entry.CompressedLength} bytes do not."
                : null;
            packed += entry.CompressedLength;
            if (problem is not null)
            {
                throw new ModelFileException(path, null, problem);
            }
        }
    }

    private static TensorData Read(string path, ZipArchiveEntry entry, long budget)
    {
        using var stream = new ChecksumStream(entry.Open());
        TensorData tensor;
        try
        {
            tensor = NpyFile.Read(TensorEntry.Shorten(entry.FullName), entry.FullName[..^Extension.Length], stream, entry.Length, budget);
        }
        catch (ModelFileException e)
        {
            // Its message begins with the entry's name and the place there.
            throw new ModelFileException(path, null, e.Message, e);
        }

        return stream.ReadByte() < 0 && stream.Checksum == entry.Crc32
            ? tensor
            : throw new ModelFileException(path, null, $"expected '{TensorEntry.Shorten(entry.FullName)}' to have the checksum {entry.Crc32:X8}, but found {stream.Checksum:X8}: its bytes are damaged.");
    }

    private static void Write(Stream file, IReadOnlyList<TensorData> tensors, bool compress)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (TensorData tensor in tensors)
        {
            tensor.CheckShape();
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Expected distinct names, but got '{tensor.Name}' twice.", nameof(tensors));
            }

            ZipArchiveEntry entry = archive.CreateEntry(tensor.Name + Extension, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);

            // The same weights give the same bytes: no time, and the oldest date that the format has.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream stream = entry.Open();
            NpyFile.Write(stream, tensor);
        }
    }
}
