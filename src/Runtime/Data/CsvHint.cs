using System.Globalization;

namespace NetCompiler;

/// <summary>What may be at fault where a field is not the number that was expected: a sentence for the end of a message.</summary>
internal static class CsvHint
{
    private static readonly string[] Unknowns = ["NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "?", "-"];
    private static readonly (char Delimiter, string Name, string Code)[] Delimiters =
        [(';', "semicolons", "';'"), ('\t', "tabs", @"'\t'"), ('|', "bars", "'|'"), (',', "commas", "','")];

    /// <summary>A sentence with a space before it, or nothing.</summary>
    public static string OfNumber(ReadOnlySpan<char> field, CsvFormat format)
    {
        field = field.Trim();
        string? hint = OtherSeparator(field, format)
            ?? (IsUnknown(field) ? "Fields that say that nothing is known are listed by MissingWords." : null)
            ?? OtherDelimiter(field, format.Delimiter);
        return hint is null ? "" : " " + hint;
    }

    /// <summary>That a field which was not cut holds what separates fields elsewhere; null where it does not.</summary>
    public static string? OtherDelimiter(ReadOnlySpan<char> field, char delimiter)
    {
        foreach ((char other, string name, string code) in Delimiters)
        {
            if (other != delimiter && field.Contains(other))
            {
                return $"It holds {name}: where these separate the fields, set Delimiter = {code}.";
            }
        }

        return null;
    }

    private static string? OtherSeparator(ReadOnlySpan<char> field, CsvFormat format)
    {
        (char other, string name) = format.DecimalSeparator == '.' ? (',', "comma") : ('.', "point");
        var swapped = new CsvFormat { DecimalSeparator = other };
        return field.Contains(other) && double.TryParse(field, NumberStyles.Float, swapped.Numbers, out _)
            ? $"Where numbers have a decimal {name}, set DecimalSeparator = '{other}'." : null;
    }

    private static bool IsUnknown(ReadOnlySpan<char> field)
    {
        foreach (string word in Unknowns)
        {
            if (field.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
