namespace NetCompiler;

/// <summary>
/// Texts as indices of a vocabulary's tokens, in memory: what word vectors are learned from. Unknown tokens are left out, as word2vec does.
/// </summary>
public sealed class WordCorpus
{
    private readonly int[] _tokens;
    private readonly int[] _ends;

    private WordCorpus(Vocabulary vocabulary, int[] tokens, int[] ends)
    {
        (Vocabulary, _tokens, _ends) = (vocabulary, tokens, ends);
        Occurrences = new long[vocabulary.Count];
        foreach (int token in tokens)
        {
            Occurrences[token]++;
        }
    }

    /// <summary>The tokens.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Tokens of all texts, those left out not counted; at least 1.</summary>
    public int Count => _tokens.Length;

    /// <summary>Number of texts that have a token of the vocabulary, at least 1.</summary>
    public int Texts => _ends.Length;

    /// <summary>How often each token of the vocabulary occurs.</summary>
    internal long[] Occurrences { get; }

    /// <summary>Looks the tokens of texts up. A context never goes beyond its text.</summary>
    /// <param name="texts">The texts, each of which is gone through once.</param>
    /// <param name="vocabulary">The tokens, at most 2^24.</param>
    /// <param name="standardize">What is done to a text before it is split; as for the vocabulary.</param>
    /// <param name="split">How it becomes tokens; as for the vocabulary.</param>
    /// <exception cref="ArgumentException">
    /// A text is null, no text has a token of the vocabulary, or there are more than an array can hold.
    /// </exception>
    public static WordCorpus FromTexts(IEnumerable<string> texts, Vocabulary vocabulary,
        TextStandardization standardize = TextStandardization.LowerAndStripPunctuation, TextSplit split = TextSplit.Whitespace)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vocabulary.Count, 1 << 24, nameof(vocabulary));
        Argument.Member(standardize, nameof(standardize));
        Argument.Member(split, nameof(split));
        var buffer = new TokenBuffer(standardize, split, ngrams: 1);
        var tokens = new List<int>();
        var ends = new List<int>();
        foreach (string text in texts)
        {
            buffer.Fill(text ?? throw new ArgumentException("Expected texts, but one is null.", nameof(texts)));
            int before = tokens.Count;
            for (int i = 0; i < buffer.Count; i++)
            {
                int index = vocabulary.IndexOf(buffer[i]);
                if (index >= Vocabulary.SpecialTokens)
                {
                    tokens.Add(index);
                }
            }

            if (tokens.Count > before)
            {
                ends.Add(tokens.Count);
            }
        }

        return tokens.Count > 0 ? new WordCorpus(vocabulary, [.. tokens], [.. ends])
            : throw new ArgumentException("Expected texts with tokens of the vocabulary, but there are none.", nameof(texts));
    }

    /// <summary>The tokens of a text, and the place of the first among all.</summary>
    internal ReadOnlySpan<int> Text(int text, out int first)
    {
        first = text == 0 ? 0 : _ends[text - 1];
        return _tokens.AsSpan(first.._ends[text]);
    }
}
