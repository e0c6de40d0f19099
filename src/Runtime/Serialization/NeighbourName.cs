using System.Security.Cryptography;
using System.Text;

namespace NetCompiler;

/// <summary>Names of files that belong to another one and stand beside it.</summary>
internal static class NeighbourName
{
    /// <summary>Longer names are refused by most file systems; they count bytes.</summary>
    private const int LongestName = 255;

    private const int HashDigits = 32;

    /// <summary>The file's whole name with an ending, or a hash of it where there is no room for both.</summary>
    public static string Of(string path, string ending)
    {
        string name = Path.GetFileName(path);
        byte[] encoded = Encoding.UTF8.GetBytes(name);
        if (encoded.Length + Encoding.UTF8.GetByteCount(ending) > LongestName)
        {
            name = Convert.ToHexStringLower(SHA256.HashData(encoded))[..HashDigits];
        }

        return Path.Combine(Path.GetDirectoryName(path)!, name + ending);
    }
}
