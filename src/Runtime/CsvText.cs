namespace NetCompiler;

/// <summary>Fields of comma-separated values that are written.</summary>
internal static class CsvText
{
    /// <summary>A line, with its end.</summary>
    public static string Line(IEnumerable<string> fields, string separator) =>
        string.Join(separator, fields.Select(field => Quoted(field, separator))) + "\r\n";

    /// <summary>The field as it is, or in quotation marks where it would not be read as one field.</summary>
    private static string Quoted(string field, string separator) =>
        field.Contains(separator, StringComparison.Ordinal) || field.AsSpan().IndexOfAny('"', '\n', '\r') >= 0
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>A name, behind an apostrophe where a spreadsheet would take it for a formula.</summary>
    public static string Name(string name) => name is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + name : name;
}
