using System.Text.Json;

namespace NetCompiler;

/// <summary>What was learned of a column of dates.</summary>
internal sealed class DateEncoder(string column, string? format, (DateParts Part, NumberMap Map)[] parts) : ColumnEncoder(column)
{
    public const string Kind = "date", FillHint = " DateColumn.Fill says what stands in for missing dates.";
    public const DateParts AllParts = (DateParts)511;

    public override IReadOnlyList<string> Names => Array.ConvertAll(parts, part => $"{Column}.{part.Part}");

    /// <summary>The parts one by one.</summary>
    public static IEnumerable<DateParts> Each(DateParts parts) => Enum.GetValues<DateParts>().Where(part => (parts & part) != 0);

    public static double Value(DateTime date, DateParts part) => part switch
    {
        DateParts.Year => date.Year,
        DateParts.Month => date.Month,
        DateParts.Day => date.Day,
        DateParts.Weekday => ((int)date.DayOfWeek + 6) % 7,
        DateParts.DayOfYear => date.DayOfYear,
        DateParts.Hour => date.Hour,
        DateParts.Minute => date.Minute,
        DateParts.Second => date.Second,
        _ => (date - DateTime.UnixEpoch).TotalDays,
    };

    public static DateTime Date(TableCell cell, string? format) => TableDate.TryParse(cell.Text, format, out DateTime date) ? date
        : throw cell.Wrong(format is null ? "a date with the year first" : $"a date as {Listing.Cut(format, 100)}",
            " DateColumn.Format says how dates are written.");

    public override void Write(TableCell cell, Span<float> values)
    {
        bool isMissing = cell.IsMissing;
        DateTime date = isMissing ? default : Date(cell, format);
        for (int i = 0; i < parts.Length; i++)
        {
            (DateParts part, NumberMap map) = parts[i];
            values[i] = Fitting(cell, map.Apply(isMissing ? map.Fill ?? throw cell.Wrong("a date", FillHint) : Value(date, part)));
        }
    }

    public override void Save(Utf8JsonWriter json)
    {
        json.WriteString("kind", Kind);
        if (format is not null)
        {
            json.WriteString("format", format);
        }

        json.WriteStartArray("parts");
        foreach ((DateParts part, NumberMap map) in parts)
        {
            json.WriteStartObject();
            json.WriteString("part", part.ToString());
            map.Save(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static DateEncoder Read(string column, PlanElement element)
    {
        PlanElement[] parts = element.Elements("parts");
        return parts.Length > 0
            ? new DateEncoder(column, element.Has("format") ? element.Text("format") : null, Array.ConvertAll(parts, ReadPart))
            : throw element.Wrong("at least one part of a date");
    }

    private static (DateParts Part, NumberMap Map) ReadPart(PlanElement element)
    {
        string name = element.Text("part");
        DateParts part = Enum.GetValues<DateParts>().FirstOrDefault(part => part.ToString() == name);
        return part != 0 ? (part, NumberMap.Read(element)) : throw element.Wrong("a part of a date");
    }
}
