using System.Globalization;

namespace NetCompiler.Onnx.Build;

/// <summary>An <c>OnnxModel</c> of a project.</summary>
/// <param name="Model">The file.</param>
/// <param name="Folder">Where its class and its weights go.</param>
/// <param name="Options">How it is imported.</param>
internal sealed record ModelItem(string Model, string Folder, OnnxImportOptions Options)
{
    /// <summary>Reads the settings, one a line: a name, an equals sign and the value.</summary>
    public static Dictionary<string, string> Settings(string path) =>
        File.ReadLines(path).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>What the settings say.</summary>
    /// <exception cref="ArgumentException">One of them is no value of its kind.</exception>
    public static ModelItem Of(Dictionary<string, string> settings, string folder)
    {
        string model = settings["Model"];
        return new(model, folder, new()
        {
            Name = settings["Name"].Length > 0 ? settings["Name"] : OnnxImporter.NameOf(model),
            Namespace = settings["Namespace"],
            Dimensions = settings["Dims"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Dimension).ToDictionary(),
            Batch = settings["Batch"],
            Constants = settings["Constants"] is { Length: > 0 } constants ? Constants(model, constants) : new Dictionary<string, OnnxTensor>(),
            HasBatch = !IsTrue(settings["NoBatch"]),
            ChannelsFirst = IsTrue(settings["ChannelsFirst"]),
        });
    }

    private static Dictionary<string, OnnxTensor> Constants(string path, string settings)
    {
        var model = OnnxModel.Load(path);
        return settings.Split('|', StringSplitOptions.TrimEntries).Select(setting => OnnxImporter.ConstantOf(model, setting))
            .ToDictionary(constant => constant.Name, StringComparer.Ordinal);
    }

    private static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static KeyValuePair<string, long> Dimension(string text)
    {
        int sign = text.LastIndexOf('=');
        return sign > 0 && long.TryParse(text.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? new(text[..sign], size)
            : throw new ArgumentException($"Expected Dims as name=number, such as height=224, with commas between several, but got '{text}'.");
    }
}
