namespace NetCompiler.Bench.Networks;

/// <summary>
/// Szegedy et al., Going Deeper with Convolutions (2015), without the classifiers at its sides. 6,998,552 parameters.
/// </summary>
[Network, Input(224, 224, 3)]
internal sealed partial class GoogLeNet
{
    [Conv2D(64, 7, Strides = [2], Padding = Padding.Same, Activation = Activation.Relu)]
    [MaxPool2D(3, Strides = [2], Padding = Padding.Same)]
    [LocalResponseNormalization(5)]
    [Conv2D(64, 1, Activation = Activation.Relu)]
    [Conv2D(192, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    [LocalResponseNormalization(5)]
    [MaxPool2D(3, Strides = [2], Padding = Padding.Same)]
    private static partial Tensor Stem(Tensor x);

    [Layer<Inception3A>, Layer<Inception3B>, MaxPool2D(3, Strides = [2], Padding = Padding.Same)] private static partial Tensor Stage3(Tensor x);

    [Layer<Inception4A>, Layer<Inception4B>, Layer<Inception4C>, Layer<Inception4D>, Layer<Inception4E>]
    [MaxPool2D(3, Strides = [2], Padding = Padding.Same)]
    private static partial Tensor Stage4(Tensor x);

    [Layer<Inception5A>, Layer<Inception5B>] private static partial Tensor Stage5(Tensor x);
    [GlobalAveragePool2D, Dropout(0.4f), Dense(1000)] private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image) => Head(Stage5(Stage4(Stage3(Stem(image)))));
}

/// <summary>Windows of three sizes and a pool, side by side.</summary>
[Block]
internal sealed partial class Inception3A
{
    [Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(96, 1, Activation = Activation.Relu), Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(16, 1, Activation = Activation.Relu), Conv2D(32, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(32, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception3B
{
    [Conv2D(128, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(128, 1, Activation = Activation.Relu), Conv2D(192, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(32, 1, Activation = Activation.Relu), Conv2D(96, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception4A
{
    [Conv2D(192, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(96, 1, Activation = Activation.Relu), Conv2D(208, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(16, 1, Activation = Activation.Relu), Conv2D(48, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception4B
{
    [Conv2D(160, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(112, 1, Activation = Activation.Relu), Conv2D(224, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(24, 1, Activation = Activation.Relu), Conv2D(64, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception4C
{
    [Conv2D(128, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(128, 1, Activation = Activation.Relu), Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(24, 1, Activation = Activation.Relu), Conv2D(64, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception4D
{
    [Conv2D(112, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(144, 1, Activation = Activation.Relu), Conv2D(288, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(32, 1, Activation = Activation.Relu), Conv2D(64, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(64, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception4E
{
    [Conv2D(256, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(160, 1, Activation = Activation.Relu), Conv2D(320, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(32, 1, Activation = Activation.Relu), Conv2D(128, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(128, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception5A
{
    [Conv2D(256, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(160, 1, Activation = Activation.Relu), Conv2D(320, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(32, 1, Activation = Activation.Relu), Conv2D(128, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(128, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}

[Block]
internal sealed partial class Inception5B
{
    [Conv2D(384, 1, Activation = Activation.Relu)] private static partial Tensor Pixel(Tensor x);

    [Conv2D(192, 1, Activation = Activation.Relu), Conv2D(384, 3, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Three(Tensor x);

    [Conv2D(48, 1, Activation = Activation.Relu), Conv2D(128, 5, Padding = Padding.Same, Activation = Activation.Relu)]
    private static partial Tensor Five(Tensor x);

    [MaxPool2D(3, Strides = [1], Padding = Padding.Same), Conv2D(128, 1, Activation = Activation.Relu)] private static partial Tensor Pool(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x) => Concat(Pixel(x), Three(x), Five(x), Pool(x));
}
