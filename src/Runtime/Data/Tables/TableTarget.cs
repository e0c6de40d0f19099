using System.Text.Json;

namespace NetCompiler;

/// <summary>The column that is to be predicted, and what it is: <see cref="NumberTarget"/> or <see cref="ClassTarget"/>.</summary>
public abstract class TableTarget
{
    private protected TableTarget(string name) => Name = Argument.NotEmpty(name, nameof(name));

    /// <summary>The column's name, or its number from 0, from -1 backwards at the end.</summary>
    public string Name { get; }

    internal abstract TargetEncoder Learn(Table table, int column);
}

/// <summary>A number is to be predicted.</summary>
/// <param name="name">The column's name, or its number from 0, from -1 backwards at the end.</param>
public sealed class NumberTarget(string name) : TableTarget(name)
{
    /// <summary>
    /// How the numbers are scaled for training; none by default. Losses and metrics are then in the scaled unit, and predictions of the plan in the
    /// table's. Numbers in the thousands are hardly learned as they are.
    /// </summary>
    public NumberScale Scale { get; init => field = Argument.Member(value); } = NumberScale.None;

    internal override TargetEncoder Learn(Table table, int column)
    {
        var values = new double[table.Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = new TableCell(table, row, column).Number();
        }

        return new TargetEncoder(table.ColumnNames[column], NumberMap.Learn(values, null, Scale), null);
    }
}

/// <summary>A class is to be predicted, which is known by a word.</summary>
/// <param name="name">The column's name, or its number from 0, from -1 backwards at the end.</param>
public sealed class ClassTarget(string name) : TableTarget(name)
{
    /// <summary>The classes in the order of their labels, all different; null for those of the training part in alphabetical order, numbers by their
    /// value.</summary>
    public IReadOnlyList<string>? ClassNames { get; init => field = Argument.Distinct(value); }

    internal override TargetEncoder Learn(Table table, int column)
    {
        string[]? names = ClassNames is null ? null : [.. ClassNames];
        if (names is null)
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            for (int row = 0; row < table.Count; row++)
            {
                var cell = new TableCell(table, row, column);
                found.Add(cell.IsMissing ? throw cell.Wrong("a class") : cell.Text.ToString());
            }

            names = [.. found];
            Array.Sort(names, WeightOrder.CompareNatural);
        }

        return new TargetEncoder(table.ColumnNames[column], null, names);
    }
}

/// <summary>What was learned of a target: a map of numbers, or the classes.</summary>
internal sealed class TargetEncoder
{
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);

    public TargetEncoder(string column, NumberMap? map, string[]? classNames)
    {
        (Column, Map, ClassNames) = (column, map, classNames);
        foreach (string name in classNames ?? [])
        {
            _labels.TryAdd(name, _labels.Count);
        }
    }

    public string Column { get; }

    /// <summary>Of numbers; null for classes.</summary>
    public NumberMap? Map { get; }

    /// <summary>In the order of their labels; null for numbers.</summary>
    public string[]? ClassNames { get; }

    public float Value(TableCell cell)
    {
        if (Map is { } map)
        {
            float value = map.Apply(cell.Number());
            return float.IsFinite(value) ? value : throw cell.Wrong("a number that fits a float");
        }

        return _labels.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell.Text, out int label) ? label
            : throw cell.Wrong($"one of {Listing.FirstOf(ClassNames!)}");
    }

    public void Save(Utf8JsonWriter json)
    {
        json.WriteString("column", Column);
        if (Map is { } map)
        {
            map.Save(json);
        }
        else
        {
            PlanElement.WriteTexts(json, "classes", ClassNames!);
        }
    }

    public static TargetEncoder Read(PlanElement element)
    {
        string column = element.Text("column");
        if (!element.Has("classes"))
        {
            return new TargetEncoder(column, NumberMap.Read(element), null);
        }

        string[] names = element.Texts("classes");
        return names.Length > 0 && names.Distinct(StringComparer.Ordinal).Count() == names.Length ? new TargetEncoder(column, null, names)
            : throw element.Wrong("distinct classes");
    }
}
