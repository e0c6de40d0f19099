namespace NetCompiler;

/// <content>Parts and other orders of the rows.</content>
public sealed partial class Table
{
    /// <summary>A view of neighbouring rows.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    public Table Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (first < 0 || count > Count - first)
        {
            throw new ArgumentOutOfRangeException(
                nameof(first), first, FormattableString.Invariant($"Rows {first} to {(long)first + count} of a table of {Count}."));
        }

        return View(_rows, _first + first, count);
    }

    /// <summary>Two views: the rows before the last <paramref name="fraction"/>, and that last part. A sorted table wants <see cref="Shuffle"/>
    /// before.</summary>
    /// <param name="fraction">Above 0 and below 1, so that both parts have a row.</param>
    public (Table First, Table Last) Split(double fraction)
    {
        int before = SampleOrder.CountBefore(Count, fraction);
        return (Slice(0, before), Slice(before, Count - before));
    }

    /// <summary>A view of the rows in an order that is drawn.</summary>
    /// <param name="seed">The same seed draws the same order, on every machine.</param>
    public Table Shuffle(int seed = 0) => Subset(SampleOrder.Shuffled(Count, seed));

    /// <summary>A view of some rows.</summary>
    /// <param name="rows">Their numbers from 0, at least one, in the order of the view; one may be there several times.</param>
    public Table Subset(IReadOnlyList<int> rows)
    {
        SampleOrder.Check(rows, Count);
        return View([.. rows.Select(Place)], 0, rows.Count);
    }

    private Table View(int[]? rows, int first, int count) => new(Path, _format, _names, HasHeader, _cells, rows, first, count);
}
