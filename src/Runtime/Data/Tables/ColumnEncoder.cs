using System.Text.Json;

namespace NetCompiler;

/// <summary>What was learned of a column: how a field becomes floats.</summary>
internal abstract class ColumnEncoder(string column)
{
    /// <summary>The column's name.</summary>
    public string Column { get; } = column;

    /// <summary>What the floats are, at least one.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Writes all of the column's floats.</summary>
    public abstract void Write(TableCell cell, Span<float> values);

    /// <summary>Writes the members of an object that <see cref="Read"/> takes.</summary>
    public abstract void Save(Utf8JsonWriter json);

    /// <exception cref="ModelFileException">It is no such object.</exception>
    public static ColumnEncoder Read(PlanElement element)
    {
        string column = element.Text("column");
        return element.Text("kind") switch
        {
            NumberEncoder.Kind => new NumberEncoder(column, NumberMap.Read(element)),
            CategoryEncoder.Kind => CategoryEncoder.Read(column, element),
            DateEncoder.Kind => DateEncoder.Read(column, element),
            _ => throw element.Wrong("a column of a known kind"),
        };
    }

    /// <summary>A float, which a number far from those of the training part may not fit.</summary>
    protected static float Fitting(TableCell cell, float value) => float.IsFinite(value) ? value : throw cell.Wrong("a number that fits a float");
}
