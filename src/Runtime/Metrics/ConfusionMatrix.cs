using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>
/// How often each class was taken for each. Its figure in histories and evaluations is the share of right answers; the counts are here, until the
/// next epoch or evaluation.
/// </summary>
public sealed class ConfusionMatrix : ClassMatrixMetric
{
    /// <summary>Wider columns are cut.</summary>
    private const int LongestName = 20;

    /// <summary>A metric named <c>confusion_matrix</c>.</summary>
    public ConfusionMatrix()
        : base("confusion_matrix")
    {
    }

    /// <summary>Places of class <paramref name="actual"/> that were taken for class <paramref name="predicted"/>.</summary>
    /// <param name="actual">The target's class, from 0 to below <see cref="ClassMatrixMetric.ClassCount"/>.</param>
    /// <param name="predicted">The class that the network says.</param>
    public long this[int actual, int predicted]
    {
        get
        {
            Check(actual, nameof(actual));
            Check(predicted, nameof(predicted));
            return Count(actual, predicted);
        }
    }

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            long all = Enumerable.Range(0, ClassCount).Sum(Actual);
            return IsNaN ? double.NaN : all == 0 ? 0 : (double)Enumerable.Range(0, ClassCount).Sum(label => Count(label, label)) / all;
        }
    }

    /// <summary>The counts as a table, a row for each class and a column for each that it was taken for.</summary>
    public override string ToString() =>
        ToString([.. Enumerable.Range(0, ClassCount).Select(label => label.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The counts as a table with the classes' names.</summary>
    /// <param name="classNames">A name for each class, in the order of the labels.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than classes.</exception>
    public string ToString(IReadOnlyList<string> classNames)
    {
        Argument.WithoutNull(classNames, nameof(classNames));
        string[] names = [.. classNames.Select(name => name.Length <= LongestName ? name : name[..LongestName])];
        if (names.Length != ClassCount)
        {
            throw new ArgumentException($"Expected {ClassCount} names, one for each class, but got {names.Length}.", nameof(classNames));
        }

        const string Corner = "actual";
        int width = names.Append(Corner).Max(name => name.Length);
        string[][] rows = [.. Enumerable.Range(0, ClassCount).Select(actual => Enumerable.Range(0, ClassCount)
            .Select(predicted => Count(actual, predicted).ToString(CultureInfo.InvariantCulture)).ToArray())];
        int[] widths = [.. names.Select((name, column) => rows.Max(row => Math.Max(name.Length, row[column].Length)))];
        var text = new StringBuilder(Corner.PadRight(width));
        Append(text, names, widths);
        for (int actual = 0; actual < ClassCount; actual++)
        {
            text.Append('\n').Append(names[actual].PadRight(width));
            Append(text, rows[actual], widths);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] fields, int[] widths)
    {
        for (int column = 0; column < fields.Length; column++)
        {
            text.Append("  ").Append(fields[column].PadLeft(widths[column]));
        }
    }

    private void Check(int label, string argument)
    {
        if ((uint)label >= (uint)ClassCount)
        {
            throw new ArgumentOutOfRangeException(argument, label, $"Expected a class from 0 to below {ClassCount}.");
        }
    }
}
