namespace NetCompiler.Bench.Networks;

/// <summary>Iandola et al., SqueezeNet: AlexNet-level Accuracy with 50x Fewer Parameters (2016), version 1.0. 1,248,424 parameters.</summary>
[Network, Input(227, 227, 3)]
[Conv2D(96, 7, Strides = [2], Activation = Activation.Relu)]
[MaxPool2D(3, Strides = [2])]
[Layer<Fire64>(2), Layer<Fire128>]
[MaxPool2D(3, Strides = [2])]
[Layer<Fire128>, Layer<Fire192>(2), Layer<Fire256>]
[MaxPool2D(3, Strides = [2])]
[Layer<Fire256>]
[Dropout(0.5f)]
[Conv2D(1000, 1, Activation = Activation.Relu)]
[GlobalAveragePool2D]
internal sealed partial class SqueezeNet;

/// <summary>Few channels, then windows of two sizes side by side.</summary>
[Block]
internal sealed partial class Fire64
{
    [Conv2D(16, 1, Activation = Activation.Relu)] private static partial Tensor Squeeze(Tensor x);
    [Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);
    [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.Relu)] private static partial Tensor Three(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Squeeze(x);
        return Concat(Pixel(x), Three(x));
    }
}

[Block]
internal sealed partial class Fire128
{
    [Conv2D(32, 1, Activation = Activation.Relu)] private static partial Tensor Squeeze(Tensor x);
    [Conv2D(128, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);
    [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.Relu)] private static partial Tensor Three(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Squeeze(x);
        return Concat(Pixel(x), Three(x));
    }
}

[Block]
internal sealed partial class Fire192
{
    [Conv2D(48, 1, Activation = Activation.Relu)] private static partial Tensor Squeeze(Tensor x);
    [Conv2D(192, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);
    [Conv2D(192, 3, Padding = Padding.Same, Activation = Activation.Relu)] private static partial Tensor Three(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Squeeze(x);
        return Concat(Pixel(x), Three(x));
    }
}

[Block]
internal sealed partial class Fire256
{
    [Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Squeeze(Tensor x);
    [Conv2D(256, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);
    [Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)] private static partial Tensor Three(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        x = Squeeze(x);
        return Concat(Pixel(x), Three(x));
    }
}
