namespace NetCompiler.Bench.Networks;

/// <summary>Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks (2018), of width 1. 3,504,872 parameters.</summary>
[Network, Input(224, 224, 3)]
internal sealed partial class MobileNetV2
{
    [ZeroPadding2D(1)]
    [Conv2D(32, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(16, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Stem(Tensor x);

    [Conv2D(96, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6), ZeroPadding2D(1)]
    [DepthwiseConv2D(3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [Conv2D(24, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor To24(Tensor x);

    [Layer<Inverted24>] private static partial Tensor Stay24(Tensor x);

    [Conv2D(144, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6), ZeroPadding2D(1)]
    [DepthwiseConv2D(3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [Conv2D(32, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor To32(Tensor x);

    [Layer<Inverted32>(2)] private static partial Tensor Stay32(Tensor x);

    [Conv2D(192, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6), ZeroPadding2D(1)]
    [DepthwiseConv2D(3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [Conv2D(64, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor To64(Tensor x);

    [Layer<Inverted64>(3)] private static partial Tensor Stay64(Tensor x);

    [Conv2D(384, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(96, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor To96(Tensor x);

    [Layer<Inverted96>(2)] private static partial Tensor Stay96(Tensor x);

    [Conv2D(576, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6), ZeroPadding2D(1)]
    [DepthwiseConv2D(3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [Conv2D(160, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor To160(Tensor x);

    [Layer<Inverted160>(2)] private static partial Tensor Stay160(Tensor x);

    [Conv2D(960, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(320, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor To320(Tensor x);

    [Conv2D(1280, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6), GlobalAveragePool2D, Dropout(0.2f), Dense(1000)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image)
    {
        Tensor x = Stay24(To24(Stem(image)));
        x = Stay32(To32(x));
        x = Stay64(To64(x));
        x = Stay96(To96(x));
        x = Stay160(To160(x));
        return Head(To320(x));
    }
}

/// <summary>Six times as many channels between few; the result is added to what went in.</summary>
[Block]
internal sealed partial class Inverted24
{
    [Conv2D(144, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(24, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Inner(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => x + Inner(x);
}

[Block]
internal sealed partial class Inverted32
{
    [Conv2D(192, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(32, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Inner(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => x + Inner(x);
}

[Block]
internal sealed partial class Inverted64
{
    [Conv2D(384, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(64, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Inner(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => x + Inner(x);
}

[Block]
internal sealed partial class Inverted96
{
    [Conv2D(576, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(96, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Inner(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => x + Inner(x);
}

[Block]
internal sealed partial class Inverted160
{
    [Conv2D(960, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu6)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu6)]
    [Conv2D(160, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Inner(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => x + Inner(x);
}
