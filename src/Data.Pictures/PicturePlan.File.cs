using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetCompiler;

/// <content>In the file of a network's weights.</content>
public sealed partial class PicturePlan
{
    private const int Version = 1;
    private const string Key = "netcompiler.pictures", ChecksumKey = "netcompiler.pictures.checksum";

    /// <summary>Reads the plan that was saved with a network.</summary>
    /// <param name="path">The file of <see cref="PictureExtensions.Save"/>.</param>
    /// <exception cref="ModelFileException">The file has no plan, is damaged or no safetensors file.</exception>
    public static PicturePlan Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        IReadOnlyDictionary<string, string> metadata = SafeTensors.ReadMetadata(path);
        if (!metadata.TryGetValue(Key, out string? text))
        {
            throw new ModelFileException(
                path, null, "expected a file with a plan of pictures, but it has none; network.Save(path, plan) writes one.");
        }

        string checksum = Checksum(text);
        if (!metadata.TryGetValue(ChecksumKey, out string? expected) || expected != checksum)
        {
            throw new ModelFileException(path, null, $"expected a plan of pictures with the checksum {Listing.Cut(expected ?? "(none)", 40)}, but "
                + $"its own is {checksum}: the file is damaged.");
        }

        try
        {
            SavedPlan saved = JsonSerializer.Deserialize<SavedPlan>(text) ?? throw new JsonException("null is no plan.");
            return saved.Version == Version
                ? new PicturePlan(saved.Height, saved.Width, saved.Channels)
                {
                    Fit = saved.Fit, Background = saved.Background, ClassNames = saved.ClassNames,
                }
                : throw new JsonException(FormattableString.Invariant($"expected version {Version}, but found {saved.Version}."));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ModelFileException(path, null, $"expected a plan of pictures: {e.Message}", e);
        }
    }

    /// <summary>What goes into the metadata of a file.</summary>
    internal Dictionary<string, string> ToMetadata()
    {
        string text = JsonSerializer.Serialize(new SavedPlan(Version, Height, Width, Channels, Fit, Background, _classNames));
        return new() { [Key] = text, [ChecksumKey] = Checksum(text) };
    }

    private static string Checksum(string text) => Crc32.Append(0, Encoding.UTF8.GetBytes(text)).ToString("x8", CultureInfo.InvariantCulture);

    private sealed record SavedPlan(int Version, int Height, int Width, int Channels, PictureFit Fit, float Background, string[] ClassNames);
}
