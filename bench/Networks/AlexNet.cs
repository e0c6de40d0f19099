namespace NetCompiler.Bench.Networks;

/// <summary>
/// Krizhevsky et al., ImageNet Classification with Deep Convolutional Neural Networks (2012), with its two towers as groups. The paper's alpha weighs
/// a
/// sum over five channels, ours their mean. 60,965,224 parameters.
/// </summary>
[Network, Input(227, 227, 3)]
[Conv2D(96, 11, Strides = [4], Activation = Activation.Relu)]
[LocalResponseNormalization(5, Alpha = 5e-4f, K = 2)]
[MaxPool2D(3, Strides = [2])]
[Conv2D(256, 5, Padding = Padding.Same, Groups = 2, Activation = Activation.Relu)]
[LocalResponseNormalization(5, Alpha = 5e-4f, K = 2)]
[MaxPool2D(3, Strides = [2])]
[Conv2D(384, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(384, 3, Padding = Padding.Same, Groups = 2, Activation = Activation.Relu)]
[Conv2D(256, 3, Padding = Padding.Same, Groups = 2, Activation = Activation.Relu)]
[MaxPool2D(3, Strides = [2])]
[Flatten]
[Dense(4096, Activation = Activation.Relu), Dropout(0.5f)]
[Dense(4096, Activation = Activation.Relu), Dropout(0.5f)]
[Dense(1000)]
internal sealed partial class AlexNet;
