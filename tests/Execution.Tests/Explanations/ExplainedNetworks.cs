namespace NetCompiler.Execution.Tests.Explanations;

// Linear, so that gradients are the weights; smooth, so that sums approximate integrals; and one that trains, with dropout.
[Network(InputGradient = true), Input(3)]
[Dense(2, Name = "dense")]
internal sealed partial class LinearMap;

[Network(InputGradient = true), Input(6)]
[Dense(20, Activation = Activation.Tanh)]
[Dense(8, Activation = Activation.Softplus)]
[Dense(3)]
internal sealed partial class SmoothMap;

[Network(InputGradient = true), Input(4, 4, 2)]
[Conv2D(5, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Dropout(0.5f)]
[MaxPool2D]
[Flatten]
[Dense(3, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
internal sealed partial class SmallClassifier;

[Network, Input(3)]
[Dense(2)]
internal sealed partial class Unexplained;

[Network(InputGradient = true), Input(2)]
[Embedding(4, 3)]
internal sealed partial class Rows;
