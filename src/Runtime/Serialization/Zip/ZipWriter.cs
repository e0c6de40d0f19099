using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetCompiler;

/// <summary>Writes a zip archive: the same files give the same bytes, since neither time nor system is noted.</summary>
/// <param name="file">An empty stream that can seek.</param>
/// <param name="compress">Whether files are deflated.</param>
internal sealed class ZipWriter(Stream file, bool compress)
{
    private const ushort Version = 20;

    /// <summary>1980-01-01, the first date that the format has.</summary>
    private const ushort Date = 0x0021;

    private readonly List<(byte[] Name, ZipEntry Entry)> _entries = [];

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name, not yet in the archive.</param>
    /// <param name="content">Hands all its bytes, the same each time, to a receiver; called twice.</param>
    /// <exception cref="ArgumentException">The name is too long.</exception>
    /// <exception cref="NotSupportedException">The archive would reach 4 GiB.</exception>
    public void Add(string name, Action<Action<ReadOnlySpan<byte>>> content)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(name);
        if (encoded.Length > ushort.MaxValue)
        {
            throw new ArgumentException($"Expected names of at most {ushort.MaxValue} bytes, but got '{TensorEntry.Shorten(name)}'.", nameof(name));
        }

        (uint checksum, long bytes) = (0, 0);
        content(piece =>
        {
            checksum = Crc32.Append(checksum, piece);
            bytes += piece.Length;
        });

        long offset = file.Position;
        var entry = new ZipEntry(name, compress ? ZipEntry.Deflated : ZipEntry.Stored, ZipEntry.Utf8Name, checksum, bytes, bytes, offset);
        WriteLocalHeader(entry, encoded);
        if (compress)
        {
            long start = file.Position;
            using (var deflate = new DeflateStream(file, CompressionLevel.Optimal, leaveOpen: true))
            {
                content(deflate.Write);
            }

            long end = file.Position;
            entry = entry with { PackedBytes = end - start };
            file.Position = offset;
            WriteLocalHeader(entry, encoded);
            file.Position = end;
        }
        else
        {
            content(file.Write);
        }

        _entries.Add((encoded, entry));
    }

    /// <summary>Writes the directory; nothing may be added after it.</summary>
    public void Finish()
    {
        long start = file.Position;
        foreach ((byte[] name, ZipEntry entry) in _entries)
        {
            var header = new byte[ZipDirectory.EntryBytes];
            Put32(header, 0, ZipDirectory.EntrySignature);
            Put16(header, 4, Version);
            PutShared(header.AsSpan(6), entry, name.Length);
            Put32(header, 42, Small(entry.Offset));
            file.Write(header);
            file.Write(name);
        }

        var end = new byte[ZipDirectory.EndBytes];
        Put32(end, 0, ZipDirectory.EndSignature);
        ushort count = _entries.Count < ushort.MaxValue ? (ushort)_entries.Count
            : throw new NotSupportedException($"An NPZ file of {_entries.Count} arrays is not supported; write safetensors.");
        Put16(end, 8, count);
        Put16(end, 10, count);
        Put32(end, 12, Small(file.Position - start));
        Put32(end, 16, Small(start));
        file.Write(end);
    }

    private void WriteLocalHeader(ZipEntry entry, byte[] name)
    {
        var header = new byte[ZipEntry.LocalBytes];
        Put32(header, 0, ZipEntry.LocalSignature);
        PutShared(header.AsSpan(4), entry, name.Length);
        file.Write(header);
        file.Write(name);
    }

    /// <summary>What the local header and the directory's entry have in common: from the version to the lengths of name and extra fields.</summary>
    private static void PutShared(Span<byte> header, ZipEntry entry, int nameBytes)
    {
        Put16(header, 0, Version);
        Put16(header, 2, entry.Flags);
        Put16(header, 4, entry.Method);
        Put16(header, 8, Date);
        Put32(header, 10, entry.Checksum);
        Put32(header, 14, Small(entry.PackedBytes));
        Put32(header, 18, Small(entry.Bytes));
        Put16(header, 22, (ushort)nameBytes);
    }

    private static uint Small(long size) => size < uint.MaxValue ? (uint)size
        : throw new NotSupportedException("An NPZ file of 4 GiB or more is not supported; write safetensors.");

    private static void Put16(Span<byte> bytes, int place, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes[place..], value);

    private static void Put32(Span<byte> bytes, int place, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[place..], value);
}
