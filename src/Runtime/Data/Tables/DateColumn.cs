namespace NetCompiler;

/// <summary>Numbers that a date has.</summary>
[Flags]
public enum DateParts
{
    /// <summary>The year.</summary>
    Year = 1,

    /// <summary>The month, from 1.</summary>
    Month = 2,

    /// <summary>The day of the month, from 1.</summary>
    Day = 4,

    /// <summary>The day of the week, from 0 for Monday.</summary>
    Weekday = 8,

    /// <summary>The day of the year, from 1.</summary>
    DayOfYear = 16,

    /// <summary>The hour, from 0.</summary>
    Hour = 32,

    /// <summary>The minute, from 0.</summary>
    Minute = 64,

    /// <summary>The second, from 0.</summary>
    Second = 128,

    /// <summary>Days since the beginning of 1970, with their fractions: what grows with time.</summary>
    Days = 256,
}

/// <summary>
/// A column of dates, a float for each of their parts. Dates are taken as they are written: an offset from UTC is left out, and no time zone matters.
/// </summary>
/// <param name="name">The column's name, or its number from 0, from -1 backwards at the end.</param>
public sealed class DateColumn(string name) : TableColumn(name)
{
    /// <summary>The parts, in the order in which <see cref="DateParts"/> lists them; at least one.</summary>
    public DateParts Parts
    {
        get;
        init => field = value != 0 && (value & ~DateEncoder.AllParts) == 0 ? value : throw new ArgumentOutOfRangeException(
            nameof(Parts), value, $"Parts is {value}; expected one or several of DateParts.");
    } = DateParts.Year | DateParts.Month | DateParts.Day | DateParts.Weekday;

    /// <summary>The format of the dates, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes it; null for the year, the month
    /// and the day in this order, as <c>2026-03-31</c> or <c>2026-03-31T08:30</c>.</summary>
    public string? Format { get; init => field = value is null ? null : Argument.NotEmpty(value); }

    /// <summary>How each part is scaled.</summary>
    public NumberScale Scale { get; init => field = Argument.Member(value); } = NumberScale.Standard;

    /// <summary>What stands in for each part of a missing date; null, the default, refuses it.</summary>
    public NumberFill? Fill { get; init; }

    internal override ColumnEncoder Learn(Table table, int column)
    {
        var dates = new List<DateTime>(table.Count);
        for (int row = 0; row < table.Count; row++)
        {
            var cell = new TableCell(table, row, column);
            if (!cell.IsMissing)
            {
                dates.Add(DateEncoder.Date(cell, Format));
            }
            else if (Fill is null)
            {
                throw cell.Wrong("a date", DateEncoder.FillHint);
            }
        }

        string name = table.ColumnNames[column];
        if (dates.Count == 0)
        {
            throw new ArgumentException($"Column '{Listing.Cut(name, 200)}' has no date in any row; describe it by new DroppedColumn(\"...\").");
        }

        return new DateEncoder(name, Format, [.. DateEncoder.Each(Parts).Select(part =>
            (part, NumberMap.Learn([.. dates.Select(date => DateEncoder.Value(date, part))], Fill, Scale)))]);
    }
}
