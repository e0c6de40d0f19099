using NetCompiler;

namespace Tagger;

/// <summary>Sizes that data and network share.</summary>
internal static class Sizes
{
    /// <summary>Words of a sentence; longer ones are cut.</summary>
    public const int Length = 40;

    public const int Vocabulary = 20_000;

    public const int Tags = 64;

    /// <summary>The tag of what fills sentences up, which does not count.</summary>
    public const int NoTag = -1;
}

/// <summary>From the words of a sentence to the scores of each one's tags, by what stands before and behind it.</summary>
[Network, Input(Sizes.Length)]
[Embedding(Sizes.Vocabulary, 64, MaskZero = true)]
[Bidirectional, LSTM(48, ReturnSequences = true)]
[Dropout(0.3f), Dense(Sizes.Tags)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true, IgnoreClass = Sizes.NoTag)]
public partial class SentenceTagger;
