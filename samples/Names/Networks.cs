using NetCompiler;

namespace Names;

/// <summary>Sizes of the network.</summary>
internal static class Sizes
{
    /// <summary>Characters of a name, the mark of its beginning or end included.</summary>
    public const int Length = 20;

    /// <summary>Kinds of characters: 0 is padding, 1 the mark of a beginning or an end.</summary>
    public const int Characters = 64;

    public const int Units = 192;
}

/// <summary>From the characters of a name to the scores of each one's successor; names are invented step by step.</summary>
[Network(Streaming = true)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
public partial class NameReader
{
    [Embedding(Sizes.Characters, 32, MaskZero = true)] private static partial Tensor Letters(Tensor x);
    [GRU(Sizes.Units, ReturnSequences = true)] private static partial Tensor Memory(Tensor x);
    [Dropout(0.2f), Dense(Sizes.Characters)] private static partial Tensor Scores(Tensor x);

    [Forward]
    private static Tensor Forward([Input(Sizes.Length)] Tensor name) => Scores(Memory(Letters(name)));
}
