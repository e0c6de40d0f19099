namespace NetCompiler.Reports;

/// <summary>A sample that the network got wrong.</summary>
/// <param name="Index">The sample's place in the test data, from 0.</param>
/// <param name="Input">The sample.</param>
/// <param name="Expected">What it is: the class's name, or the target's numbers.</param>
/// <param name="Predicted">What it was taken for, likewise.</param>
/// <param name="Detail">How sure the network was, or the error.</param>
/// <param name="Severity">Larger is worse.</param>
internal sealed record Mistake(long Index, float[] Input, string Expected, string Predicted, string Detail, double Severity);

/// <summary>Keeps the worst mistakes of many.</summary>
/// <param name="count">How many, from 0 on.</param>
internal sealed class WorstMistakes(int count)
{
    /// <summary>The least of those kept comes out first: the mildest, and of equals the last.</summary>
    private readonly PriorityQueue<Mistake, (double Severity, long Earliness)> _kept = new();

    /// <summary>The worst first; of equals, the one that came first in the data.</summary>
    public IReadOnlyList<Mistake> All => [.. _kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];

    /// <summary>Whether a mistake as bad as this would be kept now; so that others need not be built.</summary>
    public bool Wants(double severity, long index) =>
        count > 0 && (_kept.Count < count || (_kept.TryPeek(out _, out (double Severity, long Earliness) least)
            && (severity, -index).CompareTo(least) > 0));

    public void Add(Mistake mistake)
    {
        _kept.Enqueue(mistake, (mistake.Severity, -mistake.Index));
        if (_kept.Count > count)
        {
            _kept.Dequeue();
        }
    }
}
