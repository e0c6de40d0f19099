using NetCompiler;

namespace ResNet;

/// <summary>A small residual network that reads digits.</summary>
[Network, Input(28, 28, 1)]
[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]
public partial class ResidualDigits
{
    [Conv2D(32, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f), Activation(Activation.Relu), MaxPool2D]
    private static partial Tensor Stem(Tensor x);

    [Layer<ResidualBlock>]
    private static partial Tensor Near(Tensor x);

    [Layer<WideResidualBlock>]
    private static partial Tensor Far(Tensor x);

    [GlobalAveragePool2D, Dropout(0.2f), Dense(10)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Head(Far(Near(Stem(x))));
}
