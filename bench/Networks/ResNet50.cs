namespace NetCompiler.Bench.Networks;

/// <summary>
/// He et al., Deep Residual Learning for Image Recognition (2016), with 50 layers; a stage's stride is in its 3 x 3 convolution. 25,557,032
/// parameters.
/// </summary>
[Network, Input(224, 224, 3)]
internal sealed partial class ResNet50
{
    [ZeroPadding2D(3)]
    [Conv2D(64, 7, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu), ZeroPadding2D(1), MaxPool2D(3, Strides = [2])]
    private static partial Tensor Stem(Tensor x);

    [Layer<Bottleneck64First>, Layer<Bottleneck64>(2)] private static partial Tensor Stage1(Tensor x);
    [Layer<Bottleneck128First>, Layer<Bottleneck128>(3)] private static partial Tensor Stage2(Tensor x);
    [Layer<Bottleneck256First>, Layer<Bottleneck256>(5)] private static partial Tensor Stage3(Tensor x);
    [Layer<Bottleneck512First>, Layer<Bottleneck512>(2)] private static partial Tensor Stage4(Tensor x);
    [GlobalAveragePool2D, Dense(1000)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image) => Head(Stage4(Stage3(Stage2(Stage1(Stem(image))))));
}

/// <summary>
/// A convolution of few channels between two of single pixels, added to what went in; around the first of a stage goes a convolution.
/// </summary>
[Block]
internal sealed partial class Bottleneck64First
{
    [Conv2D(64, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(256, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);
    [Conv2D(256, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck64
{
    [Conv2D(64, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(256, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck128First
{
    [Conv2D(128, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [ZeroPadding2D(1)]
    [Conv2D(128, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(512, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Conv2D(512, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck128
{
    [Conv2D(128, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [Conv2D(128, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(512, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck256First
{
    [Conv2D(256, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [ZeroPadding2D(1)]
    [Conv2D(256, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(1024, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Conv2D(1024, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck256
{
    [Conv2D(256, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [Conv2D(256, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(1024, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck512First
{
    [Conv2D(512, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [ZeroPadding2D(1)]
    [Conv2D(512, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(2048, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Conv2D(2048, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Widen(Filter(Narrow(x))));
}

[Block]
internal sealed partial class Bottleneck512
{
    [Conv2D(512, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor Narrow(Tensor x);

    [Conv2D(512, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor Filter(Tensor x);

    [Conv2D(2048, 1, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)] private static partial Tensor Widen(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Widen(Filter(Narrow(x))));
}
