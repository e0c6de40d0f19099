using System.Globalization;

namespace NetCompiler;

/// <summary>The lines at the beginning of a file, each a name and a value, up to an empty one.</summary>
internal sealed class TextHeader
{
    private readonly TextFile _file;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private TextHeader(TextFile file) => _file = file;

    /// <summary>Reads a header up to its empty line.</summary>
    /// <param name="file">Stands behind the first line.</param>
    /// <param name="names">All names that there may be.</param>
    /// <exception cref="ModelFileException">
    /// A line is not a name and a value, a name is there twice or is none of these, or the file ends.
    /// </exception>
    public static TextHeader Read(TextFile file, params ReadOnlySpan<string> names)
    {
        var header = new TextHeader(file);
        while (file.Read())
        {
            ReadOnlySpan<char> line = file.Lines.Line;
            if (line.IsEmpty)
            {
                return header;
            }

            int space = Math.Max(0, line.IndexOf(' '));
            string name = line[..space].ToString();
            if (!names.Contains(name) || !header._values.TryAdd(name, line[(space + 1)..].ToString()))
            {
                throw file.Lines.Wrong($"expected one of {string.Join(", ", names)}, each once, with a value behind a space, or an empty line, "
                    + $"but found '{Listing.Cut(line.ToString(), 40)}'.");
            }
        }

        throw file.Lines.Wrong("expected an empty line after the options, but the file ends.");
    }

    /// <summary>Whether the header has the name.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A whole number.</summary>
    /// <exception cref="ModelFileException">The name is missing, or its value is no such number.</exception>
    public long Number(string name, long least, long most)
    {
        string text = Value(name);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
            ? number
            : throw Wrong(name, text, FormattableString.Invariant($"a number from {least} to {most}"));
    }

    /// <summary>A whole number, or none.</summary>
    /// <exception cref="ModelFileException">The value is no such number.</exception>
    public int? NumberOrNone(string name, int least) => Has(name) ? (int)Number(name, least, int.MaxValue) : null;

    /// <summary>The place of a value among its possible ones.</summary>
    /// <exception cref="ModelFileException">The name is missing, or its value is none of these.</exception>
    public int Choice(string name, string[] choices)
    {
        string text = Value(name);
        int place = Array.IndexOf(choices, text);
        return place >= 0 ? place : throw Wrong(name, text, $"one of {string.Join(", ", choices)}");
    }

    private string Value(string name) =>
        _values.TryGetValue(name, out string? text) ? text : throw _file.Lines.Wrong($"expected a line of {name} before, but there is none.");

    private ModelFileException Wrong(string name, string text, string expected) =>
        _file.Lines.Wrong($"the value of {name} before is '{Listing.Cut(text, 40)}'; expected {expected}.");
}
