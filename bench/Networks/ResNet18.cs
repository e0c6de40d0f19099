namespace NetCompiler.Bench.Networks;

/// <summary>He et al., Deep Residual Learning for Image Recognition (2016), with 18 layers. 11,689,512 parameters.</summary>
[Network, Input(224, 224, 3)]
internal sealed partial class ResNet18
{
    [ZeroPadding2D(3)]
    [Conv2D(64, 7, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu), ZeroPadding2D(1), MaxPool2D(3, Strides = [2])]
    private static partial Tensor Stem(Tensor x);

    [Layer<Basic64>(2)] private static partial Tensor Stage1(Tensor x);
    [Layer<Basic128Halving>, Layer<Basic128>] private static partial Tensor Stage2(Tensor x);
    [Layer<Basic256Halving>, Layer<Basic256>] private static partial Tensor Stage3(Tensor x);
    [Layer<Basic512Halving>, Layer<Basic512>] private static partial Tensor Stage4(Tensor x);
    [GlobalAveragePool2D, Dense(1000)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image) => Head(Stage4(Stage3(Stage2(Stage1(Stem(image))))));
}

/// <summary>Two convolutions whose result is added to what went in.</summary>
[Block]
internal sealed partial class Basic64
{
    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Second(First(x)));
}

[Block]
internal sealed partial class Basic128Halving
{
    [ZeroPadding2D(1)]
    [Conv2D(128, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(128, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Conv2D(128, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Second(First(x)));
}

[Block]
internal sealed partial class Basic128
{
    [Conv2D(128, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(128, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Second(First(x)));
}

[Block]
internal sealed partial class Basic256Halving
{
    [ZeroPadding2D(1)]
    [Conv2D(256, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(256, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Conv2D(256, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Second(First(x)));
}

[Block]
internal sealed partial class Basic256
{
    [Conv2D(256, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(256, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Second(First(x)));
}

[Block]
internal sealed partial class Basic512Halving
{
    [ZeroPadding2D(1)]
    [Conv2D(512, 3, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(512, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Conv2D(512, 1, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Around(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(Around(x) + Second(First(x)));
}

[Block]
internal sealed partial class Basic512
{
    [Conv2D(512, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu)]
    private static partial Tensor First(Tensor x);

    [Conv2D(512, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    private static partial Tensor Second(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Relu(x + Second(First(x)));
}
