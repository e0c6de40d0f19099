using System.Globalization;

namespace NetCompiler;

/// <summary>Dates in fields, as they are written: an offset from UTC is read and left out, so no machine's time zone matters.</summary>
internal static class TableDate
{
    /// <summary>Reads a date.</summary>
    /// <param name="field">The field, without spaces around it.</param>
    /// <param name="format">As of <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/>; null for year, month and day in this order, as
    /// in ISO 8601.</param>
    /// <param name="date">The date.</param>
    public static bool TryParse(ReadOnlySpan<char> field, string? format, out DateTime date)
    {
        DateTimeOffset read = default;
        bool isDate = format is null
            ? StartsWithYear(field) && DateTimeOffset.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out read)
            : DateTimeOffset.TryParseExact(field, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out read);
        date = isDate ? read.DateTime : default;
        return isDate;
    }

    private static bool StartsWithYear(ReadOnlySpan<char> field) =>
        field.Length >= 8 && field[4] is '-' or '/' && !field[..4].ContainsAnyExceptInRange('0', '9');
}
