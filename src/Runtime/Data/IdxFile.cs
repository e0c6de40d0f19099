using System.Buffers.Binary;
using System.IO.Compression;

namespace NetCompiler;

/// <summary>
/// IDX files as of MNIST, gzipped (in one piece) or not: two zero bytes, the type, the rank, a big-endian int32 for each size, then the values. Read
/// here are images,
/// [count, height, width] of unsigned bytes, and labels, [count] of unsigned bytes.
/// </summary>
public static class IdxFile
{
    private const int ByteType = 0x08;

    /// <summary>Reads images.</summary>
    /// <exception cref="ModelFileException">The file is no IDX file of images, is cut off or goes on too long.</exception>
    public static IdxImages ReadImages(string path)
    {
        (int[] shape, byte[] values) = Read(path, 3);
        return new IdxImages(shape[0], shape[1], shape[2], values);
    }

    /// <summary>Reads labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classCount">Labels must be below it; 256 or more accepts every byte.</param>
    /// <exception cref="ModelFileException">The file is no IDX file of labels, is cut off, goes on too long or has a label out of range.</exception>
    public static byte[] ReadLabels(string path, int classCount = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        (_, byte[] labels) = Read(path, 1);
        CheckLabels(path, 0, labels, classCount);
        return labels;
    }

    /// <summary>
    /// Images or labels that stay in their file, which may be larger than memory but not gzipped. Labels are checked, images have nothing to check.
    /// </summary>
    internal static SampleColumn Open(string path, int rank, ElementFormat format, int classCount = 256)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var header = new byte[HeaderBytes(rank)];
        int got = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (header is [0x1f, 0x8b, ..])
        {
            throw new ModelFileException(path, 0, "expected an IDX file that is not gzipped, since a stream cannot be read at any place; unpack "
                + "it first.");
        }

        int[] shape = ReadHeader(path, header.AsSpan(0, got), rank, long.MaxValue / 2, out long size);
        if (file.Length != header.Length + size)
        {
            throw WrongLength(path, header.Length, size, file.Length - header.Length);
        }

        if (classCount < 256)
        {
            CheckLabels(path, file, classCount);
        }

        long[] samples = rank == 1 ? [shape[0]] : [.. shape, 1];
        return SampleColumn.Of(path, "images", 4, samples, header.Length, format);
    }

    private static int HeaderBytes(int rank) => 4 + (4 * rank);

    private static void CheckLabels(string path, FileStream file, int classCount)
    {
        var block = new byte[1 << 16];
        for (long first = 0; file.Read(block) is int read and > 0; first += read)
        {
            CheckLabels(path, first, block.AsSpan(0, read), classCount);
        }
    }

    private static void CheckLabels(string path, long first, ReadOnlySpan<byte> labels, int classCount)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= classCount)
            {
                throw new ModelFileException(path, HeaderBytes(1) + first + i, $"label {first + i} is {labels[i]}; expected 0 to {classCount - 1}.");
            }
        }
    }

    private static (int[] Shape, byte[] Values) Read(string path, int rank)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(path, file, rank);
    }

    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The whole file, gzipped or not, at its first byte.</param>
    /// <param name="rank">Axes to expect.</param>
    internal static (int[] Shape, byte[] Values) Read(string path, Stream file, int rank)
    {
        bool gzipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        if (!gzipped)
        {
            return Read(path, file, rank, file.Length, long.MaxValue);
        }

        try
        {
            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            (int[] Shape, byte[] Values) read = Read(path, content, rank, null, UnpackingLimit.Of(file.Length));
            CheckTrailer(path, file, HeaderBytes(rank) + read.Values.Length);
            return read;
        }
        catch (InvalidDataException e)
        {
            throw new ModelFileException(path, null, $"the gzip data is damaged: {e.Message}", e);
        }
    }

    /// <summary>The stream checks the sum of the content, but not that the file goes on to its end, where the content's length stands.</summary>
    private static void CheckTrailer(string path, Stream file, int expected)
    {
        Span<byte> trailer = stackalloc byte[4];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        uint found = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (found != expected)
        {
            throw new ModelFileException(path, null, $"expected the gzip data to end with their length, {expected}, but found {found}.");
        }
    }

    private static (int[] Shape, byte[] Values) Read(string path, Stream stream, int rank, long? length, long mostValues)
    {
        var header = new byte[HeaderBytes(rank)];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        int[] shape = ReadHeader(path, header.AsSpan(0, got), rank, Array.MaxLength, out long size);
        if (length is long whole && whole != header.Length + size)
        {
            throw WrongLength(path, header.Length, size, whole - header.Length);
        }

        if (size > mostValues)
        {
            throw new ModelFileException(path, 4, $"expected at most {mostValues} values in a compressed file of this length, but the header "
                + $"promises {size}; if it is right, unpack the file first.");
        }

        var values = new byte[size];
        int found = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (found != size)
        {
            throw WrongLength(path, header.Length, size, found);
        }

        if (stream.ReadByte() >= 0)
        {
            throw new ModelFileException(path, header.Length + size, $"expected the end after {size} values, but the file goes on.");
        }

        return (shape, values);
    }

    private static ModelFileException WrongLength(string path, int header, long expected, long found) =>
        new(path, header + Math.Min(expected, found), $"expected {expected} values of one byte after the header, but found {found}.");

    private static int[] ReadHeader(string path, ReadOnlySpan<byte> header, int rank, long largest, out long size)
    {
        int complete = HeaderBytes(rank);
        ReadOnlySpan<byte> magic = [0, 0, ByteType, (byte)rank];
        int start = Math.Min(4, header.Length);
        if (!header[..start].SequenceEqual(magic[..start]))
        {
            throw new ModelFileException(
                path, 0, $"expected the first bytes {Convert.ToHexString(magic)} (IDX, unsigned bytes, rank {rank}), but found "
                    + $"{Convert.ToHexString(header[..start])}.");
        }

        if (header.Length < complete)
        {
            throw new ModelFileException(path, header.Length, $"expected a header of {complete} bytes, but the file ends after {header.Length}.");
        }

        var shape = new int[rank];
        size = 1;
        for (int i = 0; i < rank; i++)
        {
            int offset = HeaderBytes(i);
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(header[offset..]);
            if (shape[i] < 1)
            {
                throw new ModelFileException(path, offset, $"expected a size of at least 1 for axis {i}, but found {shape[i]}.");
            }

            if (shape[i] > largest / size)
            {
                throw new ModelFileException(path, offset,
                    $"the sizes [{string.Join(", ", shape.AsSpan(0, i + 1).ToArray())}] are too many values for an array.");
            }

            size *= shape[i];
        }

        return shape;
    }
}
