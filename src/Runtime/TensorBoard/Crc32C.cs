namespace NetCompiler;

/// <summary>CRC-32C (Castagnoli; RFC 3720, B.4), and the masked form that TFRecord files hold.</summary>
internal static class Crc32C
{
    /// <summary>The polynomial, bits reversed.</summary>
    private const uint Polynomial = 0x82F63B78;

    private const uint MaskDelta = 0xA282EAD8;

    private static readonly uint[] Table = BuildTable();

    /// <summary>The checksum.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>The checksum, turned and shifted so that data that holds its own checksum has another one.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(Compute(bytes), 15) + MaskDelta;

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            }

            table[i] = crc;
        }

        return table;
    }
}
