using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>What is said in the metadata of a safetensors file of weights. Files without it, from other programs, are read as they are.</summary>
internal static class WeightMetadata
{
    /// <summary>Changes when a later reader must know; files of earlier versions, and those without one, are read.</summary>
    private const int Version = 1;

    private const string VersionKey = "netcompiler.version";
    private const string ChecksumKey = "netcompiler.checksum";

    /// <summary>The metadata of a file with these tensors. PyTorch's own readers want to be told that tensors are theirs.</summary>
    public static Dictionary<string, string> Of(TensorData[] tensors, WeightLayout layout, Dictionary<string, string>? others)
    {
        var metadata = new Dictionary<string, string>(others ?? [])
        {
            [VersionKey] = Version.ToString(CultureInfo.InvariantCulture),
            [ChecksumKey] = Checksum(tensors),
        };
        if (layout == WeightLayout.PyTorch)
        {
            metadata["format"] = "pt";
        }

        return metadata;
    }

    /// <summary>Compares the tensors with what the file says about them, if it does.</summary>
    /// <exception cref="ModelFileException">The file is of a later version, or its tensors have another checksum.</exception>
    public static void Check(string path, TensorData[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.TryGetValue(VersionKey, out string? version)
            && !(int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= Version))
        {
            throw new ModelFileException(
                path, null, $"expected weights of version {Version} or earlier, but found version '{TensorEntry.Shorten(version)}': a later "
                    + $"NetCompiler wrote the file.");
        }

        if (metadata.TryGetValue(ChecksumKey, out string? checksum) && checksum != Checksum(tensors))
        {
            throw new ModelFileException(
                path, null, $"expected tensors with the checksum {TensorEntry.Shorten(checksum)}, but theirs is {Checksum(tensors)}: the file is "
                    + $"damaged, or was changed by a program that kept its metadata.");
        }
    }

    /// <summary>CRC-32 of the tensors by name: each one's name in UTF-8, its sizes as int32 and its values as float32, little-endian.</summary>
    private static string Checksum(TensorData[] tensors)
    {
        uint sum = 0;
        Span<byte> size = stackalloc byte[sizeof(int)];
        foreach (TensorData tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            sum = Crc32.Append(sum, Encoding.UTF8.GetBytes(tensor.Name));
            foreach (int axis in tensor.Shape)
            {
                BinaryPrimitives.WriteInt32LittleEndian(size, axis);
                sum = Crc32.Append(sum, size);
            }

            TensorValues.ForEachPiece(tensor.Values, bytes => sum = Crc32.Append(sum, bytes));
        }

        return sum.ToString("x8", CultureInfo.InvariantCulture);
    }
}
