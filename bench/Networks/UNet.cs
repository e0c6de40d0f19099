namespace NetCompiler.Bench.Networks;

/// <summary>
/// Ronneberger et al., U-Net: Convolutional Networks for Biomedical Image Segmentation (2015): the class of each pixel; with padded convolutions,
/// so that the result has the image's size. 31,030,658 parameters.
/// </summary>
[Network, Input(Size, Size, 1)]
internal sealed partial class UNet
{
    /// <summary>Of the image's sides: a multiple of 16.</summary>
    public const int Size = 512;

    [Layer<Convolutions64>] private static partial Tensor Down1(Tensor x);
    [Layer<Convolutions128>] private static partial Tensor Down2(Tensor x);
    [Layer<Convolutions256>] private static partial Tensor Down3(Tensor x);
    [Layer<Convolutions512>] private static partial Tensor Down4(Tensor x);
    [Layer<Convolutions1024>] private static partial Tensor Bottom(Tensor x);
    [Conv2DTranspose(512, 2, Strides = [2])] private static partial Tensor Grow4(Tensor x);
    [Layer<Convolutions512>] private static partial Tensor Up4(Tensor x);
    [Conv2DTranspose(256, 2, Strides = [2])] private static partial Tensor Grow3(Tensor x);
    [Layer<Convolutions256>] private static partial Tensor Up3(Tensor x);
    [Conv2DTranspose(128, 2, Strides = [2])] private static partial Tensor Grow2(Tensor x);
    [Layer<Convolutions128>] private static partial Tensor Up2(Tensor x);
    [Conv2DTranspose(64, 2, Strides = [2])] private static partial Tensor Grow1(Tensor x);
    [Layer<Convolutions64>] private static partial Tensor Up1(Tensor x);
    [MaxPool2D] private static partial Tensor Halve(Tensor x);
    [Conv2D(2, 1)] private static partial Tensor Classes(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image)
    {
        Tensor x1 = Down1(image);
        Tensor x2 = Down2(Halve(x1));
        Tensor x3 = Down3(Halve(x2));
        Tensor x4 = Down4(Halve(x3));
        Tensor x = Bottom(Halve(x4));
        x = Up4(Concat(x4, Grow4(x)));
        x = Up3(Concat(x3, Grow3(x)));
        x = Up2(Concat(x2, Grow2(x)));
        x = Up1(Concat(x1, Grow1(x)));
        return Classes(x);
    }
}

[Block]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.Relu)]
internal sealed partial class Convolutions64;

[Block]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.Relu)]
internal sealed partial class Convolutions128;

[Block]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Relu)]
internal sealed partial class Convolutions256;

[Block]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.Relu)]
internal sealed partial class Convolutions512;

[Block]
[Conv2D(1024, 3, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv2D(1024, 3, Padding = Padding.Same, Activation = Activation.Relu)]
internal sealed partial class Convolutions1024;
