using NetCompiler;

namespace ResNet;

/// <summary>Halves the image and doubles its channels to 64; what goes around takes a 1 x 1 convolution.</summary>
[Block]
public partial class WideResidualBlock
{
    [Conv2D(64, 3, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f)]
    private static partial Tensor First(Tensor x);

    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f)]
    private static partial Tensor Second(Tensor x);

    [Conv2D(64, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Second(Relu(First(x))));
}
