namespace NetCompiler;

/// <summary>A vocabulary in the making: the two special tokens, and then others.</summary>
/// <param name="capacity">Tokens that are expected beside the special ones.</param>
internal sealed class VocabularyBuilder(int capacity)
{
    /// <summary>The tokens in their order.</summary>
    public List<string> Tokens { get; } = new(capacity + Vocabulary.SpecialTokens) { Vocabulary.Padding, Vocabulary.Unknown };

    /// <summary>Each token's place in that order.</summary>
    public Dictionary<string, int> Indices { get; } = new(capacity + Vocabulary.SpecialTokens, StringComparer.Ordinal)
    {
        [Vocabulary.Padding] = Vocabulary.PaddingIndex,
        [Vocabulary.Unknown] = Vocabulary.UnknownIndex,
    };

    /// <summary>Adds a token; false where it is there, as the special ones are.</summary>
    public bool TryAdd(string token)
    {
        if (!Indices.TryAdd(token, Tokens.Count))
        {
            return false;
        }

        Tokens.Add(token);
        return true;
    }

    public Vocabulary ToVocabulary(TokenStatistics? statistics) => new(this, statistics);
}
