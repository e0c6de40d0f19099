namespace NetCompiler.Bench.Networks;

/// <summary>
/// LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998), as it is written today: every map of the second convolution sees
/// all of the first. 61,706 parameters.
/// </summary>
[Network, Input(32, 32, 1)]
[Conv2D(6, 5, Activation = Activation.Tanh)]
[AveragePool2D]
[Conv2D(16, 5, Activation = Activation.Tanh)]
[AveragePool2D]
[Flatten]
[Dense(120, Activation = Activation.Tanh)]
[Dense(84, Activation = Activation.Tanh)]
[Dense(10)]
internal sealed partial class LeNet5;
