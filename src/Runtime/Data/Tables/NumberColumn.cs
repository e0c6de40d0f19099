using System.Text.Json;

namespace NetCompiler;

/// <summary>A column of numbers, one float each.</summary>
/// <param name="name">The column's name, or its number from 0, from -1 backwards at the end.</param>
public sealed class NumberColumn(string name) : TableColumn(name)
{
    /// <summary>How the numbers are scaled.</summary>
    public NumberScale Scale { get; init => field = Argument.Member(value); } = NumberScale.Standard;

    /// <summary>What stands in for missing numbers; null, the default, refuses them.</summary>
    public NumberFill? Fill { get; init; }

    internal override ColumnEncoder Learn(Table table, int column)
    {
        var values = new List<double>(table.Count);
        for (int row = 0; row < table.Count; row++)
        {
            var cell = new TableCell(table, row, column);
            if (!cell.IsMissing)
            {
                values.Add(cell.Number());
            }
            else if (Fill is null)
            {
                throw cell.Wrong("a finite number", NumberEncoder.FillHint);
            }
        }

        string name = table.ColumnNames[column];
        return values.Count > 0 ? new NumberEncoder(name, NumberMap.Learn([.. values], Fill, Scale))
            : throw new ArgumentException($"Column '{Listing.Cut(name, 200)}' has no number in any row; describe it by new DroppedColumn(\"...\").");
    }
}

/// <summary>What was learned of a column of numbers.</summary>
internal sealed class NumberEncoder(string column, NumberMap map) : ColumnEncoder(column)
{
    public const string Kind = "number", FillHint = " NumberColumn.Fill, or TablePlan.Fill for all, says what stands in for missing numbers.";

    public override IReadOnlyList<string> Names => [Column];

    public override void Write(TableCell cell, Span<float> values)
    {
        double number = !cell.IsMissing ? cell.Number() : map.Fill ?? throw cell.Wrong("a finite number", FillHint);
        values[0] = Fitting(cell, map.Apply(number));
    }

    public override void Save(Utf8JsonWriter json)
    {
        json.WriteString("kind", Kind);
        map.Save(json);
    }
}
