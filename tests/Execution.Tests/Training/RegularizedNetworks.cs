namespace NetCompiler.Execution.Tests.Training;

// Kernels wider than a panel, so that packed layouts have padding and several panels.
[Network, Input(5)]
[Dense(19, KernelL1 = 0.01f, KernelL2 = 0.02f, BiasL2 = 0.5f, BiasInitializer = Initializer.Ones, Activation = Activation.Tanh)]
[Dense(3, KernelL2 = 0.1f, UseBias = false)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Penalized;

// The same without penalties.
[Network, Input(5)]
[Dense(19, BiasInitializer = Initializer.Ones, Activation = Activation.Tanh)]
[Dense(3, UseBias = false)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Plain;

[Network, Input(4, 4, 3)]
[Conv2D(18, 3, KernelMaxNorm = 0.5f)]
[SeparableConv2D(5, 2, DepthwiseMaxNorm = 0.25f, PointwiseMaxNorm = 10, DepthMultiplier = 2)]
[Flatten]
[Dense(17, KernelMaxNorm = 0.75f)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Limited;

[Network, Input(2, 2, 3)]
[Conv2DTranspose(5, 2, KernelMaxNorm = 0.5f)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class LimitedTransposed;

[Network, Input(4)]
[Embedding(5, 3, EmbeddingsMaxNorm = 0.1f)]
[Flatten]
[Dense(2)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class LimitedRows;

[Network, Input(6)]
[Dense(8, Trainable = false, KernelL2 = 1, Activation = Activation.Tanh)]
[Dense(4, KernelL1 = 0.1f)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class HalfFrozen;

// The same, for who freezes the first layer later.
[Network, Input(6)]
[Dense(8, KernelL2 = 1, Activation = Activation.Tanh)]
[Dense(4, KernelL1 = 0.1f)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class FrozenLater;

// Enough parameters for two threads in each range that is left.
[Network, Input(40)]
[Dense(1000, Activation = Activation.Relu)]
[Dense(50)]
[Dense(1000, Activation = Activation.Relu)]
[Dense(40)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class FrozenBetween;
