using System.Buffers.Binary;
using System.Text;

namespace NetCompiler;

/// <summary>
/// The directory at the end of a zip archive (PKWARE's APPNOTE 4.3), with sizes of 32 or 64 bits, as NumPy writes it. The framework's reader is not
/// used because it checks neither
/// checksums nor whether an entry is what the directory says, and because every network that loads weights would carry all of it into its native
/// binary.
/// </summary>
internal static class ZipDirectory
{
    public const uint EntrySignature = 0x02014B50, EndSignature = 0x06054B50, LargeEndSignature = 0x06064B50, LargeLocatorSignature = 0x07064B50;
    public const int EntryBytes = 46, EndBytes = 22;

    private const int LargeEndBytes = 56, LargeLocatorBytes = 20, LongestComment = ushort.MaxValue;
    private const ushort LargeExtra = 1;

    /// <summary>The entries in the directory's order.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="most">More entries are refused.</param>
    /// <exception cref="ModelFileException">The file is no zip archive, is cut off or damaged.</exception>
    public static ZipEntry[] Read(string path, Stream file, int most)
    {
        (ulong count, ulong size, ulong start, long end) = FindDirectory(path, file);
        if (start > (ulong)end || size > (ulong)end - start || size > (ulong)Array.MaxLength || count > size / EntryBytes)
        {
            throw Wrong(path, end, $"expected a directory of {count} entries in {size} bytes from {start} on, but it ends at {end}");
        }

        if (count > (ulong)most)
        {
            throw Wrong(path, end, $"expected at most {most} entries, but found {count}");
        }

        var directory = new byte[size];
        file.Position = (long)start;
        file.ReadExactly(path, (long)start, directory);
        var entries = new ZipEntry[count];
        int place = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = ReadEntry(path, directory, ref place, (long)start);
        }

        return place == directory.Length ? entries : throw Wrong(path, (long)start + place, "expected the end of the directory, but it goes on");
    }

    /// <summary>Entries, bytes and offset of the directory, and where the part of the file ends that may hold it.</summary>
    private static (ulong Count, ulong Size, ulong Start, long End) FindDirectory(string path, Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndBytes + LongestComment)];
        long tailStart = file.Length - tail.Length;
        file.Position = tailStart;
        file.ReadExactly(path, tailStart, tail);
        int place = tail.Length - EndBytes;
        while (place >= 0 && !(Read32(tail, place) == EndSignature && place + EndBytes + Read16(tail, place + 20) == tail.Length))
        {
            place--;
        }

        if (place < 0)
        {
            throw Wrong(path, null, "expected a directory at the file's end, but found none: the file is cut off, or is of another kind");
        }

        ReadOnlySpan<byte> end = tail.AsSpan(place, EndBytes);
        (ushort count, uint size, uint start) = (Read16(end, 10), Read32(end, 12), Read32(end, 16));
        if (Read16(end, 4) != 0 || Read16(end, 6) != 0 || Read16(end, 8) != count)
        {
            throw Wrong(path, tailStart + place, "expected one file, but found a part of several");
        }

        return count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue
            ? ReadLargeEnd(path, file, tailStart + place)
            : (count, size, start, tailStart + place);
    }

    private static (ulong Count, ulong Size, ulong Start, long End) ReadLargeEnd(string path, Stream file, long end)
    {
        Span<byte> bytes = stackalloc byte[LargeEndBytes];
        Span<byte> locator = bytes[..LargeLocatorBytes];
        file.Position = Math.Max(0, end - LargeLocatorBytes);
        file.ReadExactly(path, file.Position, locator);
        ulong place = Read64(locator, 8);
        if (Read32(locator, 0) != LargeLocatorSignature || end < LargeLocatorBytes + LargeEndBytes
            || place > (ulong)(end - LargeLocatorBytes - LargeEndBytes))
        {
            throw Wrong(path, end, "expected the place of a large directory before the file's end, but found none");
        }

        file.Position = (long)place;
        file.ReadExactly(path, (long)place, bytes);
        return Read32(bytes, 0) == LargeEndSignature
            ? (Read64(bytes, 32), Read64(bytes, 40), Read64(bytes, 48), (long)place)
            : throw Wrong(path, (long)place, "expected the end of a large directory, but found something else");
    }

    private static ZipEntry ReadEntry(string path, byte[] directory, ref int place, long start)
    {
        ReadOnlySpan<byte> rest = directory.AsSpan(place);
        if (rest.Length < EntryBytes || Read32(rest, 0) != EntrySignature)
        {
            throw Wrong(path, start + place, "expected an entry of the directory, but found something else");
        }

        (int nameBytes, int extraBytes, int commentBytes) = (Read16(rest, 28), Read16(rest, 30), Read16(rest, 32));
        int length = EntryBytes + nameBytes + extraBytes + commentBytes;
        if (rest.Length < length)
        {
            throw Wrong(path, start + place, $"expected an entry of {length} bytes, but the directory ends after {rest.Length}");
        }

        string name = Encoding.UTF8.GetString(rest.Slice(EntryBytes, nameBytes));
        ulong bytes = Read32(rest, 24), packed = Read32(rest, 20), offset = Read32(rest, 42);
        ReadOnlySpan<byte> large = FindLargeExtra(rest.Slice(EntryBytes + nameBytes, extraBytes));
        bool whole = TakeLarge(ref bytes, ref large) & TakeLarge(ref packed, ref large) & TakeLarge(ref offset, ref large);
        if (!whole || bytes > long.MaxValue || packed > long.MaxValue || offset > long.MaxValue)
        {
            throw Wrong(path, start + place, $"expected the sizes of '{TensorEntry.Shorten(name)}', but not all are there");
        }

        place += length;
        return new ZipEntry(name, Read16(rest, 10), Read16(rest, 8), Read32(rest, 16), (long)packed, (long)bytes, (long)offset);
    }

    /// <summary>The sizes of 64 bits among the extra fields, each with an identifier and a length of 16 bits.</summary>
    private static ReadOnlySpan<byte> FindLargeExtra(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4 && Read16(extra, 2) <= extra.Length - 4)
        {
            if (Read16(extra, 0) == LargeExtra)
            {
                return extra.Slice(4, Read16(extra, 2));
            }

            extra = extra[(4 + Read16(extra, 2))..];
        }

        return default;
    }

    /// <summary>A size that does not fit 32 bits has all of them set, and stands among the large ones. False where it is not there.</summary>
    private static bool TakeLarge(ref ulong size, ref ReadOnlySpan<byte> large)
    {
        if (size != uint.MaxValue)
        {
            return true;
        }

        if (large.Length < sizeof(ulong))
        {
            return false;
        }

        size = Read64(large, 0);
        large = large[sizeof(ulong)..];
        return true;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[place..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]);

    private static ulong Read64(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[place..]);

    private static ModelFileException Wrong(string path, long? place, string problem) => new(path, place, $"the zip archive is damaged: {problem}.");
}
