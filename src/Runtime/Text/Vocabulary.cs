using System.Collections;

namespace NetCompiler;

/// <summary>
/// Tokens and their indices, as in Keras: 0 is the padding "", 1 the unknown token "[UNK]", and the others follow, usually the most frequent first.
/// Immutable.
/// </summary>
public sealed partial class Vocabulary : IReadOnlyList<string>
{
    /// <summary>The token of index 0.</summary>
    public const string Padding = "";

    /// <summary>The token of index 1.</summary>
    public const string Unknown = "[UNK]";

    /// <summary>Index of <see cref="Padding"/>.</summary>
    public const int PaddingIndex = 0;

    /// <summary>Index of all tokens that are not in the vocabulary.</summary>
    public const int UnknownIndex = 1;

    /// <summary>Tokens before the first that is not special.</summary>
    internal const int SpecialTokens = 2;

    private readonly List<string> _tokens;
    private readonly Dictionary<string, int> _indices;

    /// <summary>A vocabulary of these tokens, in their order.</summary>
    /// <param name="tokens">Distinct tokens, with the two special ones at the beginning or without them.</param>
    /// <exception cref="ArgumentException">A token is null, special or there twice.</exception>
    public Vocabulary(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var builder = new VocabularyBuilder(0);
        string[] all = [.. tokens];
        for (int i = all is [Padding, Unknown, ..] ? SpecialTokens : 0; i < all.Length; i++)
        {
            if (all[i] is null || !builder.TryAdd(all[i]))
            {
                string shown = all[i] is { } token ? $"'{Listing.Cut(token, 40)}'" : "null";
                throw new ArgumentException(FormattableString.Invariant(
                    $"Token {i} is {shown}; expected distinct tokens other than '' and '[UNK]'."), nameof(tokens));
            }
        }

        (_tokens, _indices) = (builder.Tokens, builder.Indices);
    }

    internal Vocabulary(VocabularyBuilder builder, TokenStatistics? statistics)
    {
        (_tokens, _indices, Statistics) = (builder.Tokens, builder.Indices, statistics);
    }

    /// <summary>Number of tokens, the two special ones included: what an embedding needs rows for.</summary>
    public int Count => _tokens.Count;

    /// <summary>Number of texts that the vocabulary was made from; null where it was made from a list of tokens.</summary>
    public long? Texts => Statistics?.Texts;

    internal TokenStatistics? Statistics { get; }

    /// <summary>The token of an index.</summary>
    /// <param name="index">From 0 up to, but not including, <see cref="Count"/>.</param>
    public string this[int index] => (uint)index < (uint)Count ? _tokens[index] : throw new ArgumentOutOfRangeException(
        nameof(index), index, FormattableString.Invariant($"Expected an index from 0 to {Count - 1}."));

    /// <summary>
    /// A vocabulary of the most frequent tokens of texts; of those that are as frequent, the last by their bytes in UTF-8 come first, as in Keras.
    /// </summary>
    /// <param name="texts">The texts, each of which is gone through once.</param>
    /// <param name="maxTokens">Most tokens, the two special ones included, at least 3; null for all.</param>
    /// <param name="minCount">Tokens that occur less often are unknown ones, at least 1.</param>
    /// <param name="standardize">What is done to a text before.</param>
    /// <param name="split">How it becomes tokens.</param>
    public static Vocabulary FromTexts(IEnumerable<string> texts, int? maxTokens = null, int minCount = 1,
        TextStandardization standardize = TextStandardization.LowerAndStripPunctuation, TextSplit split = TextSplit.Whitespace)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (maxTokens is int most)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(most, SpecialTokens + 1, nameof(maxTokens));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(minCount, 1);
        Argument.Member(standardize, nameof(standardize));
        Argument.Member(split, nameof(split));
        var counter = new TokenCounter(standardize, split, ngrams: 1);
        counter.AddAll(texts, nameof(texts));
        return counter.ToVocabulary((maxTokens ?? int.MaxValue) - SpecialTokens, minCount);
    }

    /// <summary>The index of a token: <see cref="UnknownIndex"/> where it is not in the vocabulary.</summary>
    public int IndexOf(ReadOnlySpan<char> token) =>
        _indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out int index) ? index : UnknownIndex;

    /// <summary>Whether a token other than the two special ones is in the vocabulary.</summary>
    public bool Contains(ReadOnlySpan<char> token) => IndexOf(token) >= SpecialTokens;

    /// <summary>How often a token occurs in the texts that the vocabulary was made from; 0 for the padding.</summary>
    /// <param name="index">From 0 up to, but not including, <see cref="Count"/>; 1 for all tokens that are not in the vocabulary.</param>
    /// <exception cref="InvalidOperationException">It was made from a list of tokens.</exception>
    public long Occurrences(int index)
    {
        ArgumentNullException.ThrowIfNull(this[index]);
        TokenStatistics statistics = Statistics
            ?? throw new InvalidOperationException(
                "This vocabulary was made from a list of tokens, so nobody knows how often they occur; expected one from texts.");
        return index switch
        {
            PaddingIndex => 0,
            UnknownIndex => statistics.UnknownOccurrences,
            _ => statistics.Occurrences[index - SpecialTokens],
        };
    }

    /// <summary>The tokens of indices with spaces between them; padding is left out.</summary>
    /// <param name="indices">Each from 0 up to, but not including, <see cref="Count"/>.</param>
    public string Text(IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return string.Join(' ', indices.Where(index => index != PaddingIndex).Select(index => this[index]));
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _tokens.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
