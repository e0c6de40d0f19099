namespace NetCompiler.Bench.Networks;

/// <summary>He et al., Deep Residual Learning for Image Recognition (2016), with 50 layers. 25,557,032 parameters.</summary>
[Network, Input(224, 224, 3)]
[ZeroPadding2D(3), Conv2D(64, 7, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
[Activation(Activation.Relu), ZeroPadding2D(1), MaxPool2D(3, Strides = [2])]
[Layer<Bottleneck>(3, Arguments = [64])]
[Layer<Bottleneck>(Arguments = [128, 2]), Layer<Bottleneck>(3, Arguments = [128])]
[Layer<Bottleneck>(Arguments = [256, 2]), Layer<Bottleneck>(5, Arguments = [256])]
[Layer<Bottleneck>(Arguments = [512, 2]), Layer<Bottleneck>(2, Arguments = [512])]
[GlobalAveragePool2D, Dense(1000)]
internal sealed partial class ResNet50;

/// <summary>A convolution of few channels between two of single pixels, added to what went in; its stride is in the middle one.</summary>
[Block]
internal sealed partial class Bottleneck
{
    [Argument] private const int Filters = 64, Stride = 1;

    [Conv2D(Filters, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    [ZeroPadding2D(Stride - 1), Conv2D(Filters, 3, Strides = [Stride], Padding = Stride > 1 ? Padding.Valid : Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    [Conv2D(4 * Filters, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Inner(Tensor x);

    [Conv2D(4 * Filters, 1, Strides = [Stride], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu((x.Shape[^1] == 4 * Filters && Stride == 1 ? x : Around(x)) + Inner(x));
}
