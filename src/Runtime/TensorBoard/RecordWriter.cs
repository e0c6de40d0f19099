using System.Buffers.Binary;

namespace NetCompiler;

/// <summary>
/// TFRecord framing: the payload's length as 8 bytes, that length's masked CRC-32C, the payload, its masked CRC-32C; all little-endian. A file that
/// is cut off loses its last record only.
/// </summary>
internal static class RecordWriter
{
    public static void Write(Stream stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Crc32C.Masked(head[..8]));
        Span<byte> foot = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(foot, Crc32C.Masked(payload));
        stream.Write(head);
        stream.Write(payload);
        stream.Write(foot);
    }
}
