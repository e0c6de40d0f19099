namespace NetCompiler;

/// <summary>Divides samples or rows into parts by their numbers: at random, or so that each part has its share of every class.</summary>
internal static class SampleFolds
{
    /// <summary>Two parts of an order: what comes before, and the last part.</summary>
    /// <param name="order">The numbers in their order.</param>
    /// <param name="fraction">Of the last part; above 0 and below 1.</param>
    /// <param name="classes">The class of each number, from 0; null for no regard to it.</param>
    public static (int[] First, int[] Last) Split(int[] order, double fraction, int[]? classes)
    {
        int before = SampleOrder.CountBefore(order.Length, fraction);
        if (classes is null)
        {
            return (order[..before], order[before..]);
        }

        int[] wanted = Shares(classes, fraction, order.Length - before);
        var parts = (First: new List<int>(), Last: new List<int>());
        foreach (int number in order)
        {
            (wanted[classes[number]]-- > 0 ? parts.Last : parts.First).Add(number);
        }

        return ([.. parts.First], [.. parts.Last]);
    }

    /// <summary>For each fold, its own numbers and those of all others, in their order.</summary>
    /// <param name="order">The numbers in their order.</param>
    /// <param name="folds">From 2 to as many as there are numbers.</param>
    /// <param name="classes">The class of each number, from 0; null for no regard to it.</param>
    public static IEnumerable<(int[] Train, int[] Validation)> KFold(int[] order, int folds, int[]? classes)
    {
        int[] fold = classes is null ? Neighbours(order.Length, folds) : Spread(order, folds, classes);
        return Enumerable.Range(0, folds).Select(own =>
            (order.Where((_, place) => fold[place] != own).ToArray(), order.Where((_, place) => fold[place] == own).ToArray()));
    }

    /// <exception cref="ArgumentOutOfRangeException">So many folds are not possible.</exception>
    public static void CheckFolds(int folds, int count)
    {
        if (folds < 2 || folds > count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds, FormattableString.Invariant($"Expected 2 to {count} folds, as there are {count} to divide."));
        }
    }

    /// <summary>Numbers classes by what tells them apart, in the order of their first places.</summary>
    /// <exception cref="ArgumentException">Nothing is there twice, so there are no classes.</exception>
    public static int[] Classes(IEnumerable<string> keys, string argument)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var classes = new List<int>();
        foreach (string key in keys)
        {
            numbers.TryAdd(key, numbers.Count);
            classes.Add(numbers[key]);
        }

        return numbers.Count < classes.Count ? [.. classes] : throw new ArgumentException(
            $"Expected classes of which some are there twice, but all {classes.Count} are different; numbers have no shares.", argument);
    }

    /// <summary>How many of each class the last part takes: its share, in all <paramref name="total"/> or nearly so.</summary>
    private static int[] Shares(int[] classes, double fraction, int total)
    {
        int[] counts = [.. classes.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];

        // A class with two samples has one on either side.
        int[] shares = Array.ConvertAll(counts, count => count < 2 ? 0 : Math.Clamp((int)(count * fraction), 1, count - 1));
        IEnumerable<int> byRest = Enumerable.Range(0, counts.Length).OrderByDescending(label => (counts[label] * fraction) - shares[label]);
        foreach (int label in byRest.Where(label => shares[label] < counts[label] - 1).Take(Math.Max(0, total - shares.Sum())).ToArray())
        {
            shares[label]++;
        }

        return shares;
    }

    /// <summary>Runs of neighbours; the first folds have one more where they cannot be equal.</summary>
    private static int[] Neighbours(int count, int folds)
    {
        var fold = new int[count];
        for (int own = 0, start = 0; own < folds; own++)
        {
            int length = (count / folds) + (own < count % folds ? 1 : 0);
            Array.Fill(fold, own, start, length);
            start += length;
        }

        return fold;
    }

    /// <summary>Deals the numbers out, class by class.</summary>
    private static int[] Spread(int[] order, int folds, int[] classes)
    {
        var fold = new int[order.Length];
        int dealt = 0;
        foreach (int place in Enumerable.Range(0, order.Length).OrderBy(place => classes[order[place]]))
        {
            fold[place] = dealt++ % folds;
        }

        return fold;
    }
}
