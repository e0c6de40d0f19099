namespace NetCompiler.Execution.Tests.Golden;

// The networks of ../shared/golden; the layers bear the recorded names.
[Network(InputGradient = true), Input(784)]
[Dense(64, Name = "fc1", Activation = Activation.Relu)]
[Dense(32, Name = "fc2", Activation = Activation.Tanh)]
[Dense(10, Name = "fc3")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenMlp;

[Network(InputGradient = true), Input(28, 28, 1)]
[Conv2D(32, 3, Name = "conv1", Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Name = "conv2", Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(64, 3, Name = "conv3", Activation = Activation.Relu)]
[Flatten]
[Dense(64, Name = "fc1", Activation = Activation.Relu)]
[Dense(10, Name = "fc2")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenCnn;

[Network(InputGradient = true), Input(64)]
[Dense(16, Name = "enc", Activation = Activation.Sigmoid)]
[Dense(64, Name = "dec", Activation = Activation.Sigmoid)]
[Loss(Loss.BinaryCrossentropy)]
internal sealed partial class GoldenAutoencoder;

[Network(InputGradient = true), Input(8)]
[Dense(32, Name = "fc1", Activation = Activation.Silu)]
[Dense(1, Name = "fc2")]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class GoldenRegression;

[Network(InputGradient = true), Input(8)]
[Dense(32, Name = "fc1", Activation = Activation.Silu)]
[Dense(1, Name = "fc2")]
[Loss(Loss.Huber, Delta = 1)]
internal sealed partial class GoldenHuber;

[Network(InputGradient = true), Input(20, 20, 3)]
[ZeroPadding2D(2)]
[Conv2D(16, 5, Strides = [2], Name = "conv1")]
[Activation(Activation.LeakyRelu, Alpha = 0.1f)]
[AveragePool2D(2)]
[Conv2D(24, 3, Padding = Padding.Same, Name = "conv2")]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f, UnbiasedMovingVariance = true, Name = "bn")]
[Activation(Activation.Relu)]
[GlobalAveragePool2D]
[Dense(5, Name = "fc")]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
internal sealed partial class GoldenStridedCnn;
