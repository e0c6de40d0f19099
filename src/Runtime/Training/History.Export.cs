using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetCompiler;

/// <content>As files for other programs; numbers are written so that reading gives the same bits, whatever the culture.</content>
public sealed partial class History
{
    private const string LearningRate = "learning_rate";

    /// <summary>
    /// Writes a CSV file (RFC 4180, UTF-8): a column <c>epoch</c> from 0, one for each name, <c>learning_rate</c>; a row for each epoch. What was not
    /// measured
    /// in an epoch is an empty field; values that are no number read <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>. The file is replaced whole or
    /// not at all.
    /// </summary>
    public void SaveCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, WriteCsv);
    }

    /// <summary>Writes what <see cref="SaveCsv"/> does.</summary>
    /// <param name="stream">Written at its position and left open.</param>
    public void WriteCsv(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        List<(string Name, string[] Values)> columns = Columns();
        WriteRow(stream, columns.Select(column => CsvText.Name(column.Name)).Prepend("epoch"));
        int rows = columns.Max(column => column.Values.Length);
        for (int row = 0; row < rows; row++)
        {
            IEnumerable<string> values = columns.Select(column => column.Values.ElementAtOrDefault(row) ?? "");
            WriteRow(stream, values.Prepend(row.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>
    /// Writes a JSON file: <c>{"epochs": 2, "cancelled": false, "history": {"loss": [0.7, 0.4], ..., "learning_rate": [0.001, 0.001]}}</c>. JSON has
    /// no word
    /// for values that are no number: they are the strings <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c>. The file is replaced whole or not
    /// at all.
    /// </summary>
    public void SaveJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, WriteJson);
    }

    /// <summary>Writes what <see cref="SaveJson"/> does.</summary>
    /// <param name="stream">Written at its position and left open.</param>
    public void WriteJson(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("epochs", Epochs);
        json.WriteBoolean("cancelled", IsCancelled);
        json.WriteStartObject("history");
        foreach ((string name, string[] values) in Columns())
        {
            json.WriteStartArray(name);
            foreach (string value in values)
            {
                WriteNumber(json, value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The learning rates come last, unless a callback logged them as a value.</summary>
    private List<(string Name, string[] Values)> Columns()
    {
        List<(string Name, string[] Values)> columns = [.. _names.Select(name => (name, _values[name].Select(Number).ToArray()))];
        if (!_values.ContainsKey(LearningRate))
        {
            columns.Add((LearningRate, [.. _learningRates.Select(Number)]));
        }

        return columns;
    }

    private static void WriteNumber(Utf8JsonWriter json, string value)
    {
        if (value is "NaN" or "Infinity" or "-Infinity")
        {
            json.WriteStringValue(value);
        }
        else
        {
            json.WriteRawValue(value);
        }
    }

    private static void WriteRow(Stream stream, IEnumerable<string> fields) => stream.Write(Encoding.UTF8.GetBytes(CsvText.Line(fields, ",")));

    /// <summary>The shortest text that reads as the same number.</summary>
    private static string Number<T>(T value)
        where T : IFormattable => value.ToString("R", CultureInfo.InvariantCulture);
}
