using System.Globalization;

namespace NetCompiler;

/// <summary>How the text of comma-separated values is read: what separates fields and decimals, and which fields hold nothing.</summary>
public class CsvFormat
{
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>
    /// Whether the first line names the columns. Null, the default, guesses: it does where its fields are all different and none of them is empty
    /// (but the first may be), a number or a date. <see cref="Table.HasHeader"/> says what was found.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>What stands between two fields; a comma by default. No quotation mark and no line end.</summary>
    public char Delimiter
    {
        get;
        init => field = value is not ('"' or '\r' or '\n') ? value : throw new ArgumentOutOfRangeException(
            nameof(Delimiter), value, "Delimiter is a quotation mark or a line end, which separate nothing within a line.");
    } = ',';

    /// <summary>What stands before the decimals of a number, whatever the culture: a point, the default, or a comma.</summary>
    public char DecimalSeparator
    {
        get;
        init => field = value is '.' or ',' ? value : throw new ArgumentOutOfRangeException(
            nameof(DecimalSeparator), value, $"DecimalSeparator is '{value}'; expected a point or a comma.");
    } = '.';

    /// <summary>Fields that say that nothing is known, without the spaces around them; the empty field by default. Others are <c>NA</c> and
    /// <c>NaN</c>.</summary>
    public IReadOnlyList<string> MissingWords { get; init => field = Argument.WithoutNull(value); } = [""];

    /// <summary>The columns' names, all different; null for those of the header, or numbers from 0 where there is none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init => field = Argument.Distinct(value); }

    /// <summary>The numbers' format.</summary>
    internal IFormatProvider Numbers => DecimalSeparator == ',' ? Comma : CultureInfo.InvariantCulture;

    /// <summary>Whether a field, without the spaces around it, says that nothing is known.</summary>
    internal bool IsMissing(ReadOnlySpan<char> field)
    {
        foreach (string word in MissingWords)
        {
            if (field.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a first line is taken for the columns' names.</summary>
    internal bool TakesHeader(CsvReader first)
    {
        if (HasHeader is { } told)
        {
            return told;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < first.FieldCount; i++)
        {
            ReadOnlySpan<char> field = first[i].Trim();
            if ((field.IsEmpty && i > 0) || double.TryParse(field, NumberStyles.Float, Numbers, out _) || TableDate.TryParse(field, null, out _)
                || !seen.Add(field.ToString()))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The columns' names by the options, the first line or the columns' numbers.</summary>
    /// <exception cref="ModelFileException">The first line has another number of fields than there are names, or is not cut at all.</exception>
    internal string[] NamesOf(string path, CsvReader first, bool hasHeader)
    {
        if (first.FieldCount == 1 && CsvHint.OtherDelimiter(first[0], Delimiter) is { } other)
        {
            throw new ModelFileException(path, null, $"line {first.Line}: expected several fields, but found one. {other}");
        }

        if (ColumnNames is { } given)
        {
            return given.Count == first.FieldCount ? [.. given] : throw new ModelFileException(
                path, null, $"line {first.Line}: expected {given.Count} fields, one for each of ColumnNames, but found {first.FieldCount}.");
        }

        string[] names = new string[first.FieldCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = hasHeader ? first[i].Trim().ToString() : i.ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}
