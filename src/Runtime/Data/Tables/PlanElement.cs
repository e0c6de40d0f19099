using System.Text.Json;

namespace NetCompiler;

/// <summary>An object of a saved plan, whose members are read by name and kind.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="json">The object.</param>
internal readonly struct PlanElement(string path, JsonElement json)
{
    public bool Has(string name) => json.TryGetProperty(name, out _);

    public string Text(string name) => Member(name, JsonValueKind.String).GetString()!;

    public bool Flag(string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean() : throw Wrong($"true or false for '{name}'");

    public double Number(string name) => Member(name, JsonValueKind.Number).TryGetDouble(out double number) && double.IsFinite(number) ? number
        : throw Wrong($"a finite number for '{name}'");

    public string[] Texts(string name)
    {
        PlanElement self = this;
        return [.. Member(name, JsonValueKind.Array).EnumerateArray().Select(
            item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw self.Wrong($"texts in '{name}'"))];
    }

    public PlanElement Element(string name) => new(path, Member(name, JsonValueKind.Object));

    public PlanElement[] Elements(string name)
    {
        (string file, PlanElement self) = (path, this);
        return [.. Member(name, JsonValueKind.Array).EnumerateArray().Select(
            item => item.ValueKind == JsonValueKind.Object ? new PlanElement(file, item) : throw self.Wrong($"objects in '{name}'"))];
    }

    public ModelFileException Wrong(string expected) =>
        new(path, null, $"expected {expected} in the table's plan, but found '{Listing.Cut(json.GetRawText(), 100)}'.");

    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private JsonElement Member(string name, JsonValueKind kind) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : throw Wrong($"'{name}' ({kind})");
}
