using NetCompiler;

namespace Gan;

/// <summary>From 64 numbers to a digit of 28 x 28 pixels from -1 to 1 (Radford et al., 2016).</summary>
[Network, Input(64)]
public partial class DigitGenerator
{
    [Dense(7 * 7 * 64, UseBias = false), Reshape(7, 7, 64), BatchNormalization(Momentum = 0.9f), Activation(Activation.Relu)]
    private static partial Tensor Seed(Tensor z);

    [Conv2DTranspose(32, 4, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f), Activation(Activation.Relu)]
    private static partial Tensor Grow(Tensor x);

    [Conv2DTranspose(1, 4, Strides = [2], Padding = Padding.Same, Activation = Activation.Tanh)]
    private static partial Tensor Paint(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor z) => Paint(Grow(Seed(z)));

    [Loss]
    private static Tensor Loss(Tensor image, Tensor gradient) => GivenGradient(image, gradient);
}

/// <summary>How real an image looks: a score, above 0 for real.</summary>
[Network(InputGradient = true), Input(28, 28, 1)]
[Conv2D(32, 4, Strides = [2], Padding = Padding.Same), Activation(Activation.LeakyRelu)]
[Conv2D(64, 4, Strides = [2], Padding = Padding.Same), Activation(Activation.LeakyRelu)]
[Flatten, Dropout(0.3f), Dense(1)]
[Loss(Loss.BinaryCrossentropy, FromLogits = true)]
public partial class DigitDiscriminator;

/// <summary>Reads digits, to see whether the painted ones are of all kinds.</summary>
[Network, Input(28, 28, 1)]
[Conv2D(16, 3, Activation = Activation.Relu), MaxPool2D]
[Conv2D(32, 3, Activation = Activation.Relu), MaxPool2D]
[Flatten, Dense(10, Activation = Activation.Softmax)]
[Loss(Loss.SparseCategoricalCrossentropy)]
public partial class DigitReader;
