using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetCompiler;

/// <content>As files for other programs; numbers are written so that reading gives the same bits, whatever the culture.</content>
public sealed partial class History
{
    /// <summary>Writes a CSV file (RFC 4180): a column <c>epoch</c> from 0, one for each name, a row for each epoch. The file is replaced whole or not at all.</summary>
    public void SaveCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, WriteCsv);
    }

    /// <summary>Writes what <see cref="SaveCsv"/> does, in UTF-8. What was not measured in an epoch is an empty field; values that are no number read <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    /// <param name="stream">Written at its position and left open.</param>
    public void WriteCsv(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteRow(stream, _names.Prepend("epoch"));
        for (int epoch = 0; epoch < Rows; epoch++)
        {
            int row = epoch;
            IEnumerable<string> values = _names.Select(name => row < _values[name].Count ? Number(_values[name][row]) : "");
            WriteRow(stream, values.Prepend(epoch.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Writes a JSON file: <c>{"epochs": 2, "cancelled": false, "history": {"loss": [0.7, 0.4], ...}}</c>. The file is replaced whole or not at all.</summary>
    public void SaveJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, WriteJson);
    }

    /// <summary>Writes what <see cref="SaveJson"/> does, in UTF-8. JSON has no word for values that are no number: they are the strings <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>.</summary>
    /// <param name="stream">Written at its position and left open.</param>
    public void WriteJson(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("epochs", Epochs);
        json.WriteBoolean("cancelled", IsCancelled);
        json.WriteStartObject("history");
        foreach (string name in _names)
        {
            json.WriteStartArray(name);
            foreach (double value in _values[name])
            {
                WriteNumber(json, value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Of the longest column.</summary>
    private int Rows => _values.Values.Select(values => values.Count).DefaultIfEmpty(0).Max();

    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(Number(value));
        }
    }

    private static void WriteRow(Stream stream, IEnumerable<string> fields)
    {
        stream.Write(Encoding.UTF8.GetBytes(string.Join(',', fields.Select(Quote))));
        stream.Write("\r\n"u8);
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The shortest text that reads as the same number.</summary>
    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
