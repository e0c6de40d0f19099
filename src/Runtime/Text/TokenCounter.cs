using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>Counts the tokens of texts, and the texts that have them.</summary>
internal sealed class TokenCounter(TextStandardization standardize, TextSplit split, int ngrams)
{
    private readonly TokenBuffer _tokens = new(standardize, split, ngrams);
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private long _texts;
    private long _occurrences;

    /// <summary>Counts texts.</summary>
    /// <exception cref="ArgumentException">A text is null.</exception>
    public void AddAll(IEnumerable<string> texts, string argument)
    {
        foreach (string text in texts)
        {
            Add(text ?? throw new ArgumentException(FormattableString.Invariant($"Text {_texts} is null."), argument));
        }
    }

    /// <summary>Counts one more text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        _texts++;
        _tokens.Fill(text);
        Dictionary<string, Tally>.AlternateLookup<ReadOnlySpan<char>> lookup = _tallies.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < _tokens.Count; i++)
        {
            ref Tally tally = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, _tokens[i], out _);
            tally.Occurrences++;
            _occurrences++;
            if (tally.LastText != _texts)
            {
                tally.LastText = _texts;
                tally.Texts++;
            }
        }
    }

    /// <summary>The most frequent tokens first; of those that are as frequent, the last by their bytes first, as Keras sorts them.</summary>
    /// <param name="most">Tokens to keep.</param>
    /// <param name="minCount">Rarer ones are not kept.</param>
    public Vocabulary ToVocabulary(int most, int minCount)
    {
        KeyValuePair<string, Tally>[] kept = [.. _tallies
            .Where(token => token.Value.Occurrences >= minCount && token.Key is not (Vocabulary.Padding or Vocabulary.Unknown))
            .OrderByDescending(token => token.Value.Occurrences)
            .ThenByDescending(token => token.Key, TokenOrder.Instance)
            .Take(most)];
        var builder = new VocabularyBuilder(kept.Length);
        foreach ((string token, _) in kept)
        {
            builder.TryAdd(token);
        }

        long[] occurrences = Array.ConvertAll(kept, token => token.Value.Occurrences);
        return builder.ToVocabulary(new TokenStatistics(
            _texts, _occurrences - occurrences.Sum(), occurrences, Array.ConvertAll(kept, token => token.Value.Texts)));
    }

    private struct Tally
    {
        public long Occurrences;
        public long Texts;
        public long LastText;
    }
}
