using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>Names of files that belong to another one and stand beside it.</summary>
internal static class NeighbourName
{
    /// <summary>Longer names are refused by most file systems; they count bytes.</summary>
    private const int LongestName = 255;

    /// <summary>The file's whole name with an ending, or a hash of it where there is no room for both.</summary>
    public static string Of(string path, string ending)
    {
        string name = Path.GetFileName(path);
        byte[] encoded = Encoding.UTF8.GetBytes(name);
        if (encoded.Length + Encoding.UTF8.GetByteCount(ending) > LongestName)
        {
            name = Hash(encoded).ToString("x32", CultureInfo.InvariantCulture);
        }

        return Path.Combine(Path.GetDirectoryName(path)!, name + ending);
    }

    /// <summary>FNV-1a of 128 bits: a native program would need the system's library for a cryptographic one.</summary>
    private static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = new UInt128(0x6c62272e07bb0142, 0x62b821756295c58d);
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * new UInt128(0x1000000, 0x13b));
        }

        return hash;
    }
}
