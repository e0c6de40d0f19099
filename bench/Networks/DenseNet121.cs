namespace NetCompiler.Bench.Networks;

/// <summary>Huang et al., Densely Connected Convolutional Networks (2017), with 121 layers and 32 channels a layer. 7,978,856 parameters.</summary>
[Network, Input(224, 224, 3)]
internal sealed partial class DenseNet121
{
    [ZeroPadding2D(3)]
    [Conv2D(64, 7, Strides = [2], UseBias = false), BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f)]
    [Activation(Activation.Relu), ZeroPadding2D(1), MaxPool2D(3, Strides = [2])]
    private static partial Tensor Stem(Tensor x);

    [Layer<DenseLayer>(6)] private static partial Tensor Dense1(Tensor x);
    [Layer<DenseLayer>(12)] private static partial Tensor Dense2(Tensor x);
    [Layer<DenseLayer>(24)] private static partial Tensor Dense3(Tensor x);
    [Layer<DenseLayer>(16)] private static partial Tensor Dense4(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu), Conv2D(128, 1, UseBias = false), AveragePool2D]
    private static partial Tensor Narrow1(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu), Conv2D(256, 1, UseBias = false), AveragePool2D]
    private static partial Tensor Narrow2(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu), Conv2D(512, 1, UseBias = false), AveragePool2D]
    private static partial Tensor Narrow3(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu), GlobalAveragePool2D, Dense(1000)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image)
    {
        Tensor x = Narrow1(Dense1(Stem(image)));
        x = Narrow2(Dense2(x));
        x = Narrow3(Dense3(x));
        return Head(Dense4(x));
    }
}

/// <summary>32 new channels behind those that went in.</summary>
[Block]
internal sealed partial class DenseLayer
{
    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu), Conv2D(128, 1, UseBias = false)]
    private static partial Tensor Narrow(Tensor x);

    [BatchNormalization(Momentum = 0.9f, Epsilon = 1e-5f), Activation(Activation.Relu), Conv2D(32, 3, Padding = Padding.Same, UseBias = false)]
    private static partial Tensor Grow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(x, Grow(Narrow(x)));
}
