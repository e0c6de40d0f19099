namespace NetCompiler.Execution.Tests.Training;

[Network, PerExampleGradients, Input(2)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class PrivateRegression;

// Convolutions, padded panels, dropout, a frozen layer and a normalisation of each sample.
[Network, PerExampleGradients, Input(6, 6, 3)]
[Conv2D(18, 3, Activation = Activation.Tanh)]
[LayerNormalization]
[Dropout(0.25f)]
[Conv2D(5, 2, Trainable = false)]
[Flatten]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class PrivateClassifier;

// Many parameters whose gradients are 0 for inputs of 0, so that noise is all there is.
[Network, PerExampleGradients, Input(100)]
[Dense(203, UseBias = false, KernelL2 = 0.5f, KernelInitializer = Initializer.Zeros)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class NoiseOnly;
