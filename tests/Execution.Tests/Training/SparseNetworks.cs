namespace NetCompiler.Execution.Tests.Training;

// Two tables, rows of no whole vector and of more than one, and a layer that is trained as a whole. Each has a twin with the dense rule.
[Network, Input(5)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SparsePair
{
    [Embedding(40, 5, SparseUpdates = true)] private static partial Tensor Left(Tensor x);
    [Embedding(50, 19, SparseUpdates = true)] private static partial Tensor Right(Tensor x);
    [Dense(7, Activation = Activation.Tanh)] private static partial Tensor Mix(Tensor x);
    [Dense(3)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Head(Mix(Concat(Left(x[0]), Sum(Right(x[1..]), axis: 0))));
}

[Network, Input(5)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class DensePair
{
    [Embedding(40, 5)] private static partial Tensor Left(Tensor x);
    [Embedding(50, 19)] private static partial Tensor Right(Tensor x);
    [Dense(7, Activation = Activation.Tanh)] private static partial Tensor Mix(Tensor x);
    [Dense(3)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Head(Mix(Concat(Left(x[0]), Sum(Right(x[1..]), axis: 0))));
}

// One table for two places of the network.
[Network, Input(5)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SparseShared
{
    [Embedding(40, 6, SparseUpdates = true)] private static partial Tensor Words(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Sum(Words(x[0]) * Words(x[1..]), axis: -1);
}

[Network, Input(5)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class DenseShared
{
    [Embedding(40, 6)] private static partial Tensor Words(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Sum(Words(x[0]) * Words(x[1..]), axis: -1);
}

// Statistics of the whole batch make phases.
[Network, Input(4)]
[Embedding(40, 9, SparseUpdates = true), Flatten, BatchNormalization, Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SparsePhases;

[Network, Input(4)]
[Embedding(40, 9), Flatten, BatchNormalization, Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class DensePhases;

[Network, Input(4)]
[Embedding(40, 3, EmbeddingsMaxNorm = 0.05f, SparseUpdates = true), Flatten, Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SparseLimited;

[Network, Input(4)]
[Embedding(40, 3, SparseUpdates = true, Trainable = false), Flatten, Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SparseFrozen;

// So large that a step which went through the table would be seen.
[Network, Input(4)]
[Embedding(1_000_000, 8, SparseUpdates = true), Flatten, Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class SparseLarge;
