using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Goes through a corpus word by word, as word2vec does: of frequent words some are left out before anything else, and each word has as many
/// neighbours on either side as a draw from 1 to the window says. Each draw belongs to the place of its word in the corpus and to the pass.
/// </summary>
internal sealed class WordContexts
{
    private const int KeepSalt = 1, WindowSalt = 2;

    private readonly WordCorpus _corpus;
    private readonly int _window;
    private readonly ulong _key;
    private readonly IndexOrder? _order;

    /// <summary>Probability of keeping a word, times 2^32; null where all are kept.</summary>
    private readonly ulong[]? _kept;
    private readonly List<int> _words = [];
    private readonly List<int> _places = [];
    private int _nextText;
    private int _word = -1;

    public WordContexts(WordCorpus corpus, int window, double subsample, DataPass pass, ulong key)
    {
        (_corpus, _window, _key) = (corpus, window, key);
        _order = pass.Shuffle ? IndexOrder.Of(pass, corpus.Texts) : null;
        _kept = subsample > 0 ? Array.ConvertAll(corpus.Occurrences, count => KeepThreshold(count, subsample * corpus.Count)) : null;
    }

    /// <summary>The word in the middle.</summary>
    public int Word => _words[_word];

    /// <summary>Words before and behind it that are its context.</summary>
    public int ContextSize => Last - First;

    private int First { get; set; }

    /// <summary>The last of the context's words, the one in the middle included.</summary>
    private int Last { get; set; }

    /// <summary>A word of the context, the first in the text first.</summary>
    public int Context(int index) => _words[First + index < _word ? First + index : First + index + 1];

    /// <summary>Goes to the next word; false at the end.</summary>
    public bool Next()
    {
        _word++;
        while (_word >= _words.Count)
        {
            if (_nextText == _corpus.Texts)
            {
                _word = _words.Count;
                return false;
            }

            ReadText(_order is { } order ? (int)order[_nextText] : _nextText);
            _nextText++;
            _word = 0;
        }

        // Each width is as probable as the others, by the upper half of the product.
        int width = 1 + (int)(((ulong)CounterRandom.Bits(_key, WindowSalt, _places[_word]) * (uint)_window) >> 32);
        First = Math.Max(0, _word - width);
        Last = Math.Min(_words.Count - 1, _word + width);
        return true;
    }

    /// <summary>
    /// word2vec's rule: a word that occurs n times is kept with probability (sqrt(n / s) + 1) s / n, where s is the threshold times the number of
    /// words.
    /// </summary>
    private static ulong KeepThreshold(long occurrences, double threshold)
    {
        double share = Math.Max(1, occurrences) / threshold;
        return (ulong)(Math.Min(1, (Math.Sqrt(share) + 1) / share) * 4294967296.0);
    }

    private void ReadText(int text)
    {
        _words.Clear();
        _places.Clear();
        ReadOnlySpan<int> tokens = _corpus.Text(text, out int first);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (_kept is null || CounterRandom.Bits(_key, KeepSalt, first + i) < _kept[tokens[i]])
            {
                _words.Add(tokens[i]);
                _places.Add(first + i);
            }
        }
    }
}
