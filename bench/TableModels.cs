namespace NetCompiler.Bench;

// Skip-gram with negative sampling: a word, a neighbour and five other words.

/// <summary>With a small vocabulary.</summary>
[Network, Input(7)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class SmallTable
{
    public const int Rows = 10_000;

    [Embedding(Rows, 64, SparseUpdates = true)] private static partial Tensor Words(Tensor x);
    [Embedding(Rows, 64, SparseUpdates = true)] private static partial Tensor Contexts(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor sample) => Sum(Words(sample[0]) * Contexts(sample[1..]), axis: -1);
}

/// <summary>With a hundred times as many words.</summary>
[Network, Input(7)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class LargeTable
{
    public const int Rows = 1_000_000;

    [Embedding(Rows, 64, SparseUpdates = true)] private static partial Tensor Words(Tensor x);
    [Embedding(Rows, 64, SparseUpdates = true)] private static partial Tensor Contexts(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor sample) => Sum(Words(sample[0]) * Contexts(sample[1..]), axis: -1);
}

/// <summary>The small one by the dense rule.</summary>
[Network, Input(7)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
internal sealed partial class DenseTable
{
    [Embedding(SmallTable.Rows, 64)] private static partial Tensor Words(Tensor x);
    [Embedding(SmallTable.Rows, 64)] private static partial Tensor Contexts(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor sample) => Sum(Words(sample[0]) * Contexts(sample[1..]), axis: -1);
}
