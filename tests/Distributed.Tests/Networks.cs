namespace NetCompiler.Distributed.Tests;

// Small networks that have between them whatever samples or parameters share in a training step.
[Network, Input(11)]
[Dense(37, Activation = Activation.Tanh, KernelL2 = 0.01f, KernelMaxNorm = 0.9f), Dropout(0.3f), Dense(5, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class Classifier;

// Statistics of the whole batch, in phases, and moving averages.
[Network, Input(6, 6, 2)]
[Conv2D(9, 3, UseBias = false), BatchNormalization(Momentum = 0.9f), Activation(Activation.Relu), Flatten, Dense(12), BatchNormalization, Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Normalized;

// Tables of which a step changes the rows that it reads, beside a layer that is trained as a whole.
[Network, Input(4)]
[Embedding(60, 9, SparseUpdates = true), Flatten, BatchNormalization, Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Tables;

// States that go on in the next batch.
[Network, Input(3, 3)]
[LSTM(4, Stateful = true)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Following;

// A loss of which some places do not count.
[Network, Input(6)]
[Embedding(9, 4, MaskZero = true), GRU(5, ReturnSequences = true), Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Masked;

// Sizes that are multiples of 16 throughout.
[Network, Input(16)]
[Dense(128, Activation = Activation.Relu), Dense(16)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Wide;

// Sizes that no vector is.
[Network, Input(33)]
[Dense(129, Activation = Activation.Tanh), Dense(53, Activation = Activation.Tanh), Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Ragged;
