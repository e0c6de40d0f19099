namespace NetCompiler.Bench.Networks;

/// <summary>
/// Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition (2015), configuration D. 138,357,544 parameters.
/// </summary>
[Network, Input(224, 224, 3)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[MaxPool2D]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[MaxPool2D]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[MaxPool2D]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[MaxPool2D]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[MaxPool2D]
[Flatten]
[Dense(4096, Activation = Activation.Relu), Dropout(0.5f)]
[Dense(4096, Activation = Activation.Relu), Dropout(0.5f)]
[Dense(1000)]
internal sealed partial class Vgg16;
