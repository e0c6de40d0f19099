using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetCompiler;

/// <content>In the file of a network's weights.</content>
public sealed partial class TablePlan
{
    private const int Version = 1;
    private const string Key = "netcompiler.table", ChecksumKey = "netcompiler.table.checksum";

    /// <summary>Reads the plan that was saved with a network.</summary>
    /// <param name="path">The file of <see cref="CompiledNetwork.Save(string, TablePlan)"/>.</param>
    /// <exception cref="ModelFileException">The file has no plan, is damaged or no safetensors file.</exception>
    public static TablePlan Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        IReadOnlyDictionary<string, string> metadata = SafeTensors.ReadMetadata(path);
        if (!metadata.TryGetValue(Key, out string? text))
        {
            throw new ModelFileException(path, null, "expected a file with a table's plan, but it has none; network.Save(path, plan) writes one.");
        }

        string checksum = Checksum(Encoding.UTF8.GetBytes(text));
        if (!metadata.TryGetValue(ChecksumKey, out string? expected) || expected != checksum)
        {
            throw new ModelFileException(path, null, $"expected a table's plan with the checksum {TensorEntry.Shorten(expected ?? "(none)")}, but "
                + $"its own is {checksum}: the file is damaged.");
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return new TablePlan(Read(path, json.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFileException(path, null, $"expected a table's plan in JSON: {e.Message}", e);
        }
    }

    /// <summary>What goes into the metadata of a file.</summary>
    internal Dictionary<string, string> ToMetadata()
    {
        LearnedPlan learned = Learned;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            PlanElement.WriteTexts(json, "table", learned.TableColumns);
            PlanElement.WriteTexts(json, "missing", learned.MissingWords);
            json.WriteStartArray("columns");
            foreach (ColumnEncoder encoder in learned.Encoders)
            {
                json.WriteStartObject();
                json.WriteString("column", encoder.Column);
                encoder.Save(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("target");
            learned.Target.Save(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new() { [Key] = Encoding.UTF8.GetString(buffer.WrittenSpan), [ChecksumKey] = Checksum(buffer.WrittenSpan) };
    }

    private static LearnedPlan Read(string path, JsonElement json)
    {
        var plan = new PlanElement(path, json);
        if (json.ValueKind != JsonValueKind.Object || plan.Number("version") > Version)
        {
            throw plan.Wrong($"version {Version} or earlier");
        }

        ColumnEncoder[] encoders = Array.ConvertAll(plan.Elements("columns"), ColumnEncoder.Read);
        return encoders.Length > 0
            ? new LearnedPlan(plan.Texts("table"), plan.Texts("missing"), encoders, TargetEncoder.Read(plan.Element("target")))
            : throw plan.Wrong("at least one column");
    }

    private static string Checksum(ReadOnlySpan<byte> bytes) => Crc32.Append(0, bytes).ToString("x8", CultureInfo.InvariantCulture);
}
