namespace NetCompiler.Bench.Networks;

/// <summary>
/// Radford et al., Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks (2016): from 100 numbers to an
/// image of 64 x 64 pixels. 3,576,704 parameters.
/// </summary>
[Network, Input(1, 1, 100)]
[Conv2DTranspose(512, 4, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
[Conv2DTranspose(256, 4, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
[Conv2DTranspose(128, 4, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
[Conv2DTranspose(64, 4, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
[Conv2DTranspose(3, 4, Strides = [2], Padding = Padding.Same, UseBias = false, Activation = Activation.Tanh)]
internal sealed partial class DcganGenerator;

/// <summary>How real an image looks: a score, above 0 for real. 2,765,568 parameters.</summary>
[Network, Input(64, 64, 3)]
[Conv2D(64, 4, Strides = [2], Padding = Padding.Same, UseBias = false), Activation(Activation.LeakyRelu, Alpha = 0.2f)]
[Conv2D(128, 4, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.2f)]
[Conv2D(256, 4, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.2f)]
[Conv2D(512, 4, Strides = [2], Padding = Padding.Same, UseBias = false)]
[BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.LeakyRelu, Alpha = 0.2f)]
[Conv2D(1, 4, UseBias = false)]
[Flatten]
internal sealed partial class DcganDiscriminator;
