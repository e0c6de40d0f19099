namespace NetCompiler.Bench.Networks;

/// <summary>Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks (2019), model B0. 5,288,548 parameters.</summary>
[Network, Input(224, 224, 3)]
[Conv2D(32, 3, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
[Layer<MobileUnit>(Arguments = [32, 16, 3, 1, 1])]
[Layer<MobileUnit>(Arguments = [16, 24, 3, 2]), Layer<MobileUnit>(Arguments = [24, 24, 3])]
[Layer<MobileUnit>(Arguments = [24, 40, 5, 2]), Layer<MobileUnit>(Arguments = [40, 40, 5])]
[Layer<MobileUnit>(Arguments = [40, 80, 3, 2]), Layer<MobileUnit>(2, Arguments = [80, 80, 3])]
[Layer<MobileUnit>(Arguments = [80, 112, 5]), Layer<MobileUnit>(2, Arguments = [112, 112, 5])]
[Layer<MobileUnit>(Arguments = [112, 192, 5, 2]), Layer<MobileUnit>(3, Arguments = [192, 192, 5])]
[Layer<MobileUnit>(Arguments = [192, 320, 3])]
[Conv2D(1280, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu), GlobalAveragePool2D, Dropout(0.2f), Dense(1000)]
internal sealed partial class EfficientNetB0;

/// <summary>Many channels between few, each scaled by a gate that sees the whole image; added to what went in, where the shape stays.</summary>
[Block]
internal sealed partial class MobileUnit
{
    [Argument] private const int Channels = 16, Filters = 16, Size = 3, Stride = 1, Widening = 6;
    private const int Inner = Channels * Widening;

    [Conv2D(Inner, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)] private static partial Tensor Widen(Tensor x);

    [DepthwiseConv2D(Size, Strides = [Stride], Padding = Padding.Same, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    private static partial Tensor Filter(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(Channels / 4, 1, Activation = Activation.Silu), Conv2D(Inner, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(Filters, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor inner = Filter(Widening > 1 ? Widen(x) : x);
        inner = Narrow(inner * Gate(inner));
        return Channels == Filters && Stride == 1 ? x + inner : inner;
    }
}
