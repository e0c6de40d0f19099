namespace NetCompiler.Bench.Networks;

/// <summary>Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks (2018), of width 1. 3,504,872 parameters.</summary>
[Network, Input(224, 224, 3)]
[ZeroPadding2D(1), Conv2D(32, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
[Activation(Activation.Relu6)]
[Layer<Inverted>(Arguments = [32, 16, 1, 1])]
[Layer<Inverted>(Arguments = [16, 24, 2]), Layer<Inverted>(Arguments = [24, 24])]
[Layer<Inverted>(Arguments = [24, 32, 2]), Layer<Inverted>(2, Arguments = [32, 32])]
[Layer<Inverted>(Arguments = [32, 64, 2]), Layer<Inverted>(3, Arguments = [64, 64])]
[Layer<Inverted>(Arguments = [64, 96]), Layer<Inverted>(2, Arguments = [96, 96])]
[Layer<Inverted>(Arguments = [96, 160, 2]), Layer<Inverted>(2, Arguments = [160, 160])]
[Layer<Inverted>(Arguments = [160, 320])]
[Conv2D(1280, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
[GlobalAveragePool2D, Dropout(0.2f), Dense(1000)]
internal sealed partial class MobileNetV2;

/// <summary>Many channels between few; the result is added to what went in, where that has the same shape.</summary>
[Block]
internal sealed partial class Inverted
{
    [Argument] private const int Channels = 16, Filters = 16, Stride = 1, Widening = 6;

    [Conv2D(Widening * Channels, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    private static partial Tensor Widen(Tensor x);

    [ZeroPadding2D(Stride - 1), DepthwiseConv2D(3, Strides = [Stride], Padding = Stride > 1 ? Padding.Valid : Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(Filters, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor inner = Narrow(Widening > 1 ? Widen(x) : x);
        return Channels == Filters && Stride == 1 ? x + inner : inner;
    }
}
