namespace NetCompiler;

/// <summary>CRC-32C (Castagnoli; RFC 3720, B.4), and the masked form that TFRecord files hold.</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>The checksum.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~StateWriter.Append(StateWriter.NoChecksum, bytes);

    /// <summary>The checksum, turned and shifted so that data that holds its own checksum has another one.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(Compute(bytes), 15) + MaskDelta;
}
