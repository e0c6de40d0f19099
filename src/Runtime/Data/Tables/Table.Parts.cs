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

    /// <summary>
    /// Two views: the rows before the last <paramref name="fraction"/>, and that last part. Tables that are sorted by class want a seed.
    /// </summary>
    /// <param name="fraction">Above 0 and below 1, so that both parts have a row.</param>
    public (Table First, Table Last) Split(double fraction)
    {
        int before = SampleOrder.CountBefore(Count, fraction);
        return (Slice(0, before), Slice(before, Count - before));
    }

    /// <summary>Two views of rows that are drawn, as scikit-learn's <c>train_test_split</c>.</summary>
    /// <param name="fraction">Of the last part: above 0 and below 1, so that both parts have a row.</param>
    /// <param name="seed">The same seed draws the same parts, on every machine.</param>
    /// <param name="stratifyBy">A column of which either part has its share of every word; null for none.</param>
    /// <exception cref="ArgumentException">The fraction leaves a part empty, there is no such column, or it has no word twice.</exception>
    public (Table First, Table Last) Split(double fraction, int seed, string? stratifyBy = null)
    {
        (int[] first, int[] last) = SampleFolds.Split(SampleOrder.Shuffled(Count, seed), fraction, Classes(stratifyBy, nameof(stratifyBy)));
        return (Subset(first), Subset(last));
    }

    /// <summary>Cuts the rows into folds, and gives each of them for validation beside all others for training, as views.</summary>
    /// <param name="folds">From 2 to <see cref="Count"/>.</param>
    /// <param name="seed">The same seed draws the same folds, on every machine; null for folds of neighbours.</param>
    /// <param name="stratifyBy">A column of which each fold has its share of every word; null for none.</param>
    /// <exception cref="ArgumentException">So many folds are not possible, there is no such column, or it has no word twice.</exception>
    public IEnumerable<(Table Train, Table Validation)> KFold(int folds, int? seed = null, string? stratifyBy = null)
    {
        SampleFolds.CheckFolds(folds, Count);
        int[] order = seed is { } drawn ? SampleOrder.Shuffled(Count, drawn) : [.. Enumerable.Range(0, Count)];
        return SampleFolds.KFold(order, folds, Classes(stratifyBy, nameof(stratifyBy)))
            .Select(fold => (Subset(fold.Train), Subset(fold.Validation)));
    }

    /// <summary>A view of the rows in an order that is drawn.</summary>
    /// <param name="seed">The same seed draws the same order, on every machine.</param>
    public Table Shuffled(int seed = 0) => Subset(SampleOrder.Shuffled(Count, seed));

    /// <summary>A view of some rows.</summary>
    /// <param name="rows">Their numbers from 0, at least one, in the order of the view; one may be there several times.</param>
    public Table Subset(IReadOnlyList<int> rows)
    {
        SampleOrder.Check(rows, Count);
        return View([.. rows.Select(Place)], 0, rows.Count);
    }

    private int[]? Classes(string? column, string argument) => column is null ? null
        : SampleFolds.Classes(Enumerable.Range(0, Count).Select(row => this[row, column]), argument);

    private Table View(int[]? rows, int first, int count) => new(this, rows, first, count);
}
