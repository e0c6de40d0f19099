using NetCompiler;

namespace ResNet;

/// <summary>Two convolutions whose result is added to what went in (He et al., 2015); 32 channels.</summary>
[Block]
public partial class ResidualBlock
{
    [Conv2D(32, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f)]
    private static partial Tensor First(Tensor x);

    [Conv2D(32, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f)]
    private static partial Tensor Second(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Second(Relu(First(x))));
}
