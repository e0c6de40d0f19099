using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetCompiler;

/// <summary>A file in a zip archive, as the archive's directory describes it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Method">How it is packed: 0 for as it is, 8 for deflated.</param>
/// <param name="Flags">The lowest bit is set where it is encrypted.</param>
/// <param name="Checksum">CRC-32 of its bytes.</param>
/// <param name="PackedBytes">Its length in the archive.</param>
/// <param name="Bytes">Its length unpacked.</param>
/// <param name="Offset">Where its local header stands in the archive.</param>
internal sealed record ZipEntry(string Name, ushort Method, ushort Flags, uint Checksum, long PackedBytes, long Bytes, long Offset)
{
    public const uint LocalSignature = 0x04034B50;
    public const int LocalBytes = 30;
    public const ushort Stored = 0, Deflated = 8, Encrypted = 1, Utf8Name = 1 << 11;

    /// <summary>The name, cut to a length for messages.</summary>
    public string Label => TensorEntry.Shorten(Name);

    /// <summary>The unpacked bytes.</summary>
    /// <param name="path">The archive, for messages.</param>
    /// <param name="file">The archive, which stays open.</param>
    /// <exception cref="ModelFileException">The local header is not where the directory says, or the packing is not known.</exception>
    public Stream Open(string path, Stream file)
    {
        if (Method is not (Stored or Deflated))
        {
            throw new ModelFileException(path, Offset, $"expected '{Label}' in the zip archive to be stored (0) or deflated (8), but its method "
                + $"is {Method}.");
        }

        if (Offset > file.Length - LocalBytes)
        {
            throw new ModelFileException(path, null, $"expected '{Label}' at byte {Offset} of the zip archive, but the file has {file.Length}.");
        }

        Span<byte> header = stackalloc byte[LocalBytes];
        file.Position = Offset;
        file.ReadExactly(path, Offset, header);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
        {
            throw new ModelFileException(path, Offset, $"expected the header of '{Label}' in the zip archive, but found something else.");
        }

        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var name = new byte[nameBytes];
        file.ReadExactly(path, Offset + LocalBytes, name);
        if (Encoding.UTF8.GetString(name) != Name)
        {
            throw new ModelFileException(path, Offset + LocalBytes,
                $"expected the name '{Label}' in the zip archive, as in its directory, but found another.");
        }

        file.Position += extraBytes;
        var part = new PartStream(file, PackedBytes);
        return Method == Stored ? part : new DeflateStream(part, CompressionMode.Decompress);
    }
}
