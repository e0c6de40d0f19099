namespace NetCompiler;

/// <summary>Correlation of ranks.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's correlation: Pearson's of the ranks, where equal values share the mean of theirs.</summary>
    /// <param name="first">At least two values, no NaN, not all equal.</param>
    /// <param name="second">As many, no NaN, not all equal.</param>
    /// <returns>From -1 to 1.</returns>
    /// <exception cref="ArgumentException">There are fewer than two values, or a different number, a NaN or only equal ones.</exception>
    public static double Spearman(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length < 2 || first.Length != second.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expected two or more values and as many others to compare them with, but got {first.Length} and {second.Length}."), nameof(first));
        }

        double[] firstRanks = Ranks(first, nameof(first)), secondRanks = Ranks(second, nameof(second));

        // The mean of 1 to n, whatever is equal.
        double mean = (first.Length + 1) / 2.0, products = 0, firstSquares = 0, secondSquares = 0;
        for (int i = 0; i < firstRanks.Length; i++)
        {
            double x = firstRanks[i] - mean, y = secondRanks[i] - mean;
            products += x * y;
            firstSquares += x * x;
            secondSquares += y * y;
        }

        return products / Math.Sqrt(firstSquares * secondSquares);
    }

    private static double[] Ranks(ReadOnlySpan<double> values, string argument)
    {
        double[] sorted = values.ToArray();
        int[] places = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, places);

        // A NaN is before all others.
        if (double.IsNaN(sorted[0]) || sorted[0] == sorted[^1])
        {
            throw new ArgumentException("Expected values that are not all equal, and no NaN among them.", argument);
        }

        var ranks = new double[sorted.Length];
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            foreach (int place in places.AsSpan(start, end - start))
            {
                ranks[place] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
