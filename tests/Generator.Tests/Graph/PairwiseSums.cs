namespace NetCompiler.Generator.Tests.Graph;

/// <summary>Sums of floats, each of two halves that are sums of halves.</summary>
/// <param name="count">Sums; none takes no term.</param>
internal sealed class PairwiseSums(int count)
{
    private readonly List<float>[] _terms = [.. Enumerable.Range(0, count).Select(_ => new List<float>())];

    /// <summary>Adds a term to a sum, if there are sums.</summary>
    public bool Take(int place, double value)
    {
        if (_terms.Length == 0)
        {
            return false;
        }

        _terms[place].Add((float)value);
        return true;
    }

    public void CopyTo(double[] sums)
    {
        for (int place = 0; place < _terms.Length; place++)
        {
            sums[place] = Sum([.. _terms[place]]);
        }
    }

    private static float Sum(ReadOnlySpan<float> terms) => terms.Length switch
    {
        0 => 0,
        1 => terms[0],
        _ => Sum(terms[..(terms.Length / 2)]) + Sum(terms[(terms.Length / 2)..]),
    };
}
