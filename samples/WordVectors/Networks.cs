using NetCompiler;

namespace WordVectorsSample;

/// <summary>Sizes that both networks and the samples of words share.</summary>
internal static class Sizes
{
    /// <summary>Rows of the tables: words, those after the most frequent ones left out.</summary>
    public const int Rows = 30_000;

    public const int Width = 100;

    /// <summary>Most neighbours on either side.</summary>
    public const int Window = 5;

    /// <summary>Words that are no neighbours, for each that is one.</summary>
    public const int Negatives = 5;
}

/// <summary>Skip-gram: a word, one of its neighbours and words that are none, to the scores of the latter.</summary>
[Network, Input(2 + Sizes.Negatives)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
public partial class SkipGram
{
    [Embedding(Sizes.Rows, Sizes.Width, SparseUpdates = true)] private static partial Tensor Words(Tensor x);
    [Embedding(Sizes.Rows, Sizes.Width, SparseUpdates = true, EmbeddingsInitializer = Initializer.Zeros)]
    private static partial Tensor Contexts(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor sample) => Sum(Words(sample[0]) * Contexts(sample[1..]), axis: -1);
}

/// <summary>Continuous bag of words: the neighbours of a word, the word and others, to the scores of the latter.</summary>
[Network, Input((2 * Sizes.Window) + 1 + Sizes.Negatives)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
public partial class BagOfWords
{
    [Embedding(Sizes.Rows, Sizes.Width, SparseUpdates = true, MaskZero = true)] private static partial Tensor Words(Tensor x);
    [GlobalAveragePool1D] private static partial Tensor Mean(Tensor x);
    [Embedding(Sizes.Rows, Sizes.Width, SparseUpdates = true, EmbeddingsInitializer = Initializer.Zeros)]
    private static partial Tensor Contexts(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor sample) =>
        Sum(Mean(Words(sample[..(2 * Sizes.Window)])) * Contexts(sample[(2 * Sizes.Window)..]), axis: -1);
}
