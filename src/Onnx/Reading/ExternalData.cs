using System.Globalization;

namespace NetCompiler.Onnx.Reading;

/// <summary>Files beside a model that hold data of its tensors. Each is read once; none outside of the model's folder is.</summary>
internal sealed class ExternalData(string path)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>A part of a file.</summary>
    /// <param name="place">What the model says of the data: <c>location</c>, <c>offset</c>, <c>length</c>.</param>
    /// <param name="bytes">How many bytes the tensor has.</param>
    /// <param name="error">Makes the error of a problem, at the place that names the file.</param>
    public ReadOnlyMemory<byte> Take(IReadOnlyDictionary<string, string> place, long bytes, Func<string, ModelFileException> error)
    {
        byte[] file = Open(place.GetValueOrDefault("location", ""), error);
        long offset = Number(place, "offset", 0, error), length = Number(place, "length", bytes, error);
        if (length != bytes)
        {
            throw error($"expected {bytes} bytes of external data, but its length is {length}.");
        }

        return offset <= file.Length && length <= file.Length - offset
            ? file.AsMemory((int)offset, (int)length)
            : throw error($"expected {length} bytes of external data at byte {offset}, but its file has {file.Length} bytes.");
    }

    private byte[] Open(string location, Func<string, ModelFileException> error)
    {
        if (_files.TryGetValue(location, out byte[]? known))
        {
            return known;
        }

        string name = Listing.Cut(location, 100);
        if (location.Length == 0 || location.Contains('\0') || Path.IsPathRooted(location) || location.Contains(':')
            || location.Split('/', '\\').Contains(".."))
        {
            throw error($"expected the name of a file beside the model, but external data is at '{name}'.");
        }

        var file = new FileInfo(Path.Combine(_folder, location));
        if (!file.Exists || (file.Attributes & FileAttributes.Device) != 0)
        {
            throw error($"expected the external data '{name}' beside the model, but there is no such file.");
        }

        if (LeavesFolder(file))
        {
            throw error($"expected the external data '{name}' to be a file beside the model, but it is a link.");
        }

        return _files[location] = WholeFile.Read(file.FullName);
    }

    /// <summary>A link could lead anywhere, so there may be none on the way from the folder to the file.</summary>
    private bool LeavesFolder(FileInfo file)
    {
        for (FileSystemInfo? part = file; part is not null && part.FullName.Length > _folder.Length; part = Parent(part))
        {
            if (part.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static DirectoryInfo? Parent(FileSystemInfo part) => part is FileInfo file ? file.Directory : ((DirectoryInfo)part).Parent;

    private static long Number(IReadOnlyDictionary<string, string> place, string key, long missing, Func<string, ModelFileException> error)
    {
        if (!place.TryGetValue(key, out string? text))
        {
            return missing;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value <= long.MaxValue
            ? (long)value
            : throw error($"expected a number for the external data's {key}, but found '{Listing.Cut(text, 40)}'.");
    }
}
