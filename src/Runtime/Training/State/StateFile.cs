using System.Buffers.Binary;

namespace NetCompiler;

/// <summary>
/// Files of training states. All numbers are little-endian: the eight bytes <c>NETSTATE</c>, the version (4 bytes), the number of values (4), the
/// length
/// of the values (8), the values, and the CRC-32C of all that (4). A value is the length of its name (2), its name in UTF-8, its <see cref="Kind"/>
/// (1), its
/// number of elements (8), and these.
/// </summary>
internal static class StateFile
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>More than any network's and its callbacks'.</summary>
    private const uint MostValues = 1 << 18;

    public const int HeaderBytes = 24, ChecksumBytes = 4;

    public static ReadOnlySpan<byte> Magic => "NETSTATE"u8;

    /// <summary>The file is written beside the old one and then takes its place, so a crash leaves the old one whole.</summary>
    public static void Write(StateTable table) => AtomicFile.Write(table.Path, file => Write(table, file));

    /// <summary>Bytes that a state takes.</summary>
    public static long LengthOf(StateTable table) =>
        HeaderBytes + ChecksumBytes + table.Values.Sum(value => StateWriter.Bytes(value.Key, value.Value));

    /// <summary>Writes a state to a stream.</summary>
    public static void Write(StateTable table, Stream file)
    {
        var writer = new StateWriter(file);
        writer.Put(Magic);
        writer.Put32(Version);
        writer.Put32((uint)table.Values.Count);
        writer.Put64((ulong)(LengthOf(table) - HeaderBytes - ChecksumBytes));
        foreach ((string name, object value) in table.Values)
        {
            writer.Put(name, value);
        }

        writer.Put32(writer.Checksum);
    }

    /// <summary>Reads a file after checking it.</summary>
    /// <exception cref="ModelFileException">The file is no training state, is of another version, or is damaged.</exception>
    public static StateTable Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        ReadHeader(path, file, file.Length);
        CheckSum(path, file);
        file.Position = 0;
        return Read(path, file, file.Length);
    }

    /// <summary>Reads a state that nothing can have damaged.</summary>
    /// <param name="path">Where it is from, for errors.</param>
    /// <param name="file">Its bytes, but for the checksum at their end, which are not sought in.</param>
    /// <param name="bytes">How many.</param>
    public static StateTable Read(string path, Stream file, long bytes)
    {
        (uint count, ulong length) = ReadHeader(path, file, bytes);
        var reader = new StateReader(path, file, (long)length);
        var table = new StateTable(path);
        for (uint i = 0; i < count; i++)
        {
            reader.TakeInto(table);
        }

        reader.ExpectEnd();
        return table;
    }

    private static (uint Count, ulong Length) ReadHeader(string path, Stream file, long bytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int got = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (got < Magic.Length || !header.StartsWith(Magic))
        {
            throw new ModelFileException(path, 0, "expected a training state, which begins with 'NETSTATE', but found something else.");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (got >= 12 && version is 0 or > Version)
        {
            throw new ModelFileException(
                path, 8, $"expected a training state of version 1 to {Version}, but found version {version}; use the version of NetCompiler that "
                    + $"wrote it.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        long room = bytes - HeaderBytes - ChecksumBytes;
        if (got < HeaderBytes || room < 0 || length != (ulong)room)
        {
            throw new ModelFileException(
                path, 16, $"expected values of {length} bytes between {HeaderBytes} and {ChecksumBytes} others, but the file has {bytes}.");
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]);
        return count <= MostValues ? (count, length)
            : throw new ModelFileException(path, 12, $"expected at most {MostValues} values, but found {count}.");
    }

    private static void CheckSum(string path, FileStream file)
    {
        long rest = file.Length - ChecksumBytes;
        file.Position = 0;
        var buffer = new byte[(int)Math.Min(1 << 16, rest)];
        uint checksum = StateWriter.NoChecksum;
        for (; rest > 0; rest -= Math.Min(buffer.Length, rest))
        {
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, rest));
            file.ReadExactly(piece);
            checksum = StateWriter.Append(checksum, piece);
        }

        Span<byte> stored = stackalloc byte[ChecksumBytes];
        file.ReadExactly(stored);
        uint expected = ~checksum, found = BinaryPrimitives.ReadUInt32LittleEndian(stored);
        if (found != expected)
        {
            throw new ModelFileException(
                path, file.Length - ChecksumBytes, $"expected the checksum {expected:x8} of the file's contents, but found {found:x8}: the file "
                    + $"is damaged.");
        }
    }

    /// <summary>What the elements of a value are.</summary>
    internal enum Kind : byte
    {
        /// <summary>8 bytes each.</summary>
        Int64 = 1,

        /// <summary>8 bytes each.</summary>
        Double = 2,

        /// <summary>Bytes of UTF-8.</summary>
        Text = 3,

        /// <summary>4 bytes each.</summary>
        Single = 4,
    }
}
