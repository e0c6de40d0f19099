using System.Globalization;

namespace NetCompiler;

/// <summary>Which columns of a table are inputs and which are targets, as options choose them by name or by number.</summary>
/// <param name="Inputs">Numbers of the input columns, in the table's order.</param>
/// <param name="Targets">Numbers of the target columns, in the options' order.</param>
internal sealed record ColumnChoice(int[] Inputs, int[] Targets)
{
    /// <exception cref="ArgumentException">A column is not there, or the choice leaves no inputs or no targets.</exception>
    public static ColumnChoice Of(string path, string[] names, IReadOnlyList<string> targetColumns, IReadOnlyList<string> ignoredColumns,
        IReadOnlyList<string>? classNames)
    {
        var columns = new ColumnIndex(path, names);
        int[] targets = Array.ConvertAll([.. targetColumns], columns.Find);
        int[] ignored = Array.ConvertAll([.. ignoredColumns], columns.Find);
        HashSet<int> others = [.. targets, .. ignored];
        int[] inputs = [.. Enumerable.Range(0, names.Length).Where(i => !others.Contains(i))];
        if (targets.Length == 0 || inputs.Length == 0 || targets.Distinct().Count() != targets.Length)
        {
            throw new ArgumentException(
                $"Expected distinct target columns and at least one other column of the {names.Length} in {path}, but the targets are "
                    + $"[{Listing.FirstOf(targetColumns)}].",
                "options");
        }

        if (classNames is not null && targets.Length != 1)
        {
            throw new ArgumentException($"Class names need one target column, but there are {targets.Length}.", "options");
        }

        return new ColumnChoice(inputs, targets);
    }

    /// <summary>The shape of an input: the one asked for, or one axis.</summary>
    /// <exception cref="ArgumentException">The shape asked for does not hold the input columns.</exception>
    public int[] InputShape(IReadOnlyList<int>? wanted)
    {
        int[] shape = wanted is null ? [Inputs.Length] : [.. wanted];
        return shape.Aggregate(1L, (product, size) => product * size) == Inputs.Length
            ? shape
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture,
                    $"The input shape [{Listing.FirstOf(shape)}] does not hold the {Inputs.Length} input columns."), "options");
    }
}
