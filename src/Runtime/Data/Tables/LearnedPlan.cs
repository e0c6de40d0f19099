namespace NetCompiler;

/// <summary>What a plan has learned; it does not change.</summary>
/// <param name="tableColumns">All columns of the table that was learned from.</param>
/// <param name="missingWords">Its words for nothing.</param>
/// <param name="encoders">The input's columns, in their order.</param>
/// <param name="target">The target's column.</param>
internal sealed class LearnedPlan(string[] tableColumns, string[] missingWords, ColumnEncoder[] encoders, TargetEncoder target)
{
    public string[] TableColumns => tableColumns;

    /// <summary>The same, to be looked up.</summary>
    public HashSet<string> KnownColumns { get; } = new(tableColumns, StringComparer.Ordinal);

    public string[] MissingWords => missingWords;

    public ColumnEncoder[] Encoders => encoders;

    public TargetEncoder Target => target;

    public int InputFloats { get; } = encoders.Sum(encoder => encoder.Names.Count);

    public string[] InputNames { get; } = [.. encoders.SelectMany(Describe)];

    /// <summary>[rows, input].</summary>
    public float[] Inputs(Table table)
    {
        int[] columns = Array.ConvertAll(encoders, encoder => Find(table, encoder.Column));
        int[] widths = Array.ConvertAll(encoders, encoder => encoder.Names.Count);
        if ((long)table.Count * InputFloats > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{table.Count} rows of {InputFloats} floats are more than an array can hold; take slices of the table."), nameof(table));
        }

        var inputs = new float[table.Count * InputFloats];
        Span<float> rest = inputs;
        for (int row = 0; row < table.Count; row++)
        {
            for (int i = 0; i < encoders.Length; i++)
            {
                encoders[i].Write(new TableCell(table, row, columns[i]), rest[..widths[i]]);
                rest = rest[widths[i]..];
            }
        }

        return inputs;
    }

    /// <summary>[rows].</summary>
    public float[] Targets(Table table)
    {
        int column = Find(table, target.Column);
        var targets = new float[table.Count];
        for (int row = 0; row < targets.Length; row++)
        {
            targets[row] = target.Value(new TableCell(table, row, column));
        }

        return targets;
    }

    private static int Find(Table table, string column) => table.ColumnNamed(column) is >= 0 and int place ? place
        : throw new ArgumentException($"The table has no column '{Listing.Cut(column, 200)}', from which the plan has learned; it has "
            + $"{Listing.FirstOf(table.ColumnNames)}.", nameof(table));

    private static IEnumerable<string> Describe(ColumnEncoder encoder) => encoder is CategoryEncoder { Names.Count: > 1 }
        ? encoder.Names.Select(word => $"{encoder.Column}={word}") : encoder.Names;
}
