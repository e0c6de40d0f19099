namespace NetCompiler.Reports;

/// <summary>How often each class was taken for which.</summary>
/// <param name="classes">How many, at least 1.</param>
internal sealed class ConfusionMatrix(int classes)
{
    private readonly long[,] _counts = new long[classes, classes];

    public int Classes => classes;

    public long Total { get; private set; }

    /// <summary>The share of right answers; 0 of none.</summary>
    public double Accuracy => Share(Enumerable.Range(0, classes).Sum(i => _counts[i, i]), Total);

    public long this[int actual, int predicted] => _counts[actual, predicted];

    public void Add(int actual, int predicted)
    {
        _counts[actual, predicted]++;
        Total++;
    }

    /// <summary>Samples of a class.</summary>
    public long Support(int actual) => Enumerable.Range(0, classes).Sum(i => _counts[actual, i]);

    /// <summary>Of a class's samples, the share that was found.</summary>
    public double Recall(int actual) => Share(_counts[actual, actual], Support(actual));

    /// <summary>Of what was taken for a class, the share that is of it.</summary>
    public double Precision(int predicted) => Share(_counts[predicted, predicted], Enumerable.Range(0, classes).Sum(i => _counts[i, predicted]));

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
