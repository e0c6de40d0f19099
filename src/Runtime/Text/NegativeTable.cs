using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Draws words with probabilities in proportion to their occurrences to the power of 3/4, as word2vec's table of negatives does, by Walker's
/// method: each place of the table is shared by two words, so a draw is a place and a side.
/// </summary>
internal sealed class NegativeTable
{
    private readonly int[] _words;
    private readonly int[] _others;
    private readonly double[] _shares;

    /// <param name="occurrences">Of each word; at least two occur.</param>
    public NegativeTable(long[] occurrences)
    {
        _words = [.. Enumerable.Range(0, occurrences.Length).Where(word => occurrences[word] > 0)];
        _others = (int[])_words.Clone();

        // x^(3/4) by roots, which round alike everywhere.
        double[] weights = Array.ConvertAll(_words, word => Math.Sqrt(occurrences[word]) * Math.Sqrt(Math.Sqrt(occurrences[word])));
        double sum = weights.Sum();
        _shares = Array.ConvertAll(weights, weight => weight * weights.Length / sum);
        Share();
    }

    /// <summary>A word other than a given one.</summary>
    public int Next(RandomStream random, int without)
    {
        while (true)
        {
            int place = random.NextInt(_words.Length);
            int word = random.NextUniform() < _shares[place] ? _words[place] : _others[place];
            if (word != without)
            {
                return word;
            }
        }
    }

    /// <summary>Fills places that their own word leaves room in with a part of a word that has more than a place.</summary>
    private void Share()
    {
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (int i = 0; i < _shares.Length; i++)
        {
            (_shares[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int from = large.Pop(), to = small.Pop();
            _others[to] = _words[from];
            _shares[from] -= 1 - _shares[to];
            (_shares[from] < 1 ? small : large).Push(from);
        }

        // What is left there is 1 but for rounding.
        foreach (int place in small.Concat(large))
        {
            _shares[place] = 1;
        }
    }
}
