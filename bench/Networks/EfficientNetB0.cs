namespace NetCompiler.Bench.Networks;

/// <summary>Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks (2019), model B0. 5,288,548 parameters.</summary>
[Network, Input(224, 224, 3)]
internal sealed partial class EfficientNetB0
{
    [Conv2D(32, 3, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    private static partial Tensor Stem(Tensor x);

    [Layer<Mobile16First>] private static partial Tensor Stage1(Tensor x);
    [Layer<Mobile24First>, Layer<Mobile24>] private static partial Tensor Stage2(Tensor x);
    [Layer<Mobile40First>, Layer<Mobile40>] private static partial Tensor Stage3(Tensor x);
    [Layer<Mobile80First>, Layer<Mobile80>(2)] private static partial Tensor Stage4(Tensor x);
    [Layer<Mobile112First>, Layer<Mobile112>(2)] private static partial Tensor Stage5(Tensor x);
    [Layer<Mobile192First>, Layer<Mobile192>(3)] private static partial Tensor Stage6(Tensor x);
    [Layer<Mobile320First>] private static partial Tensor Stage7(Tensor x);

    [Conv2D(1280, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu), GlobalAveragePool2D, Dropout(0.2f), Dense(1000)]
    private static partial Tensor Head(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor image) => Head(Stage7(Stage6(Stage5(Stage4(Stage3(Stage2(Stage1(Stem(image)))))))));
}

/// <summary>
/// Many channels between few, each scaled by a gate that sees the whole image; added to what went in, where that has the same shape.
/// </summary>
[Block]
internal sealed partial class Mobile16First
{
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(8, 1, Activation = Activation.Silu), Conv2D(32, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(16, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile24First
{
    [Conv2D(96, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(4, 1, Activation = Activation.Silu), Conv2D(96, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(24, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile24
{
    [Conv2D(144, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(6, 1, Activation = Activation.Silu), Conv2D(144, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(24, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return x + Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile40First
{
    [Conv2D(144, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(5, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(6, 1, Activation = Activation.Silu), Conv2D(144, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(40, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile40
{
    [Conv2D(240, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(5, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(10, 1, Activation = Activation.Silu), Conv2D(240, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(40, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return x + Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile80First
{
    [Conv2D(240, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(3, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(10, 1, Activation = Activation.Silu), Conv2D(240, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(80, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile80
{
    [Conv2D(480, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(20, 1, Activation = Activation.Silu), Conv2D(480, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(80, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return x + Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile112First
{
    [Conv2D(480, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(5, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(20, 1, Activation = Activation.Silu), Conv2D(480, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(112, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile112
{
    [Conv2D(672, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(5, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(28, 1, Activation = Activation.Silu), Conv2D(672, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(112, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return x + Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile192First
{
    [Conv2D(672, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(5, Strides = [2], Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(28, 1, Activation = Activation.Silu), Conv2D(672, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(192, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile192
{
    [Conv2D(1152, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(5, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(48, 1, Activation = Activation.Silu), Conv2D(1152, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(192, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return x + Narrow(wide * Gate(wide));
    }
}

[Block]
internal sealed partial class Mobile320First
{
    [Conv2D(1152, 1, UseBias = false), BatchNormalization, Activation(Activation.Silu)]
    [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false), BatchNormalization]
    [Activation(Activation.Silu)]
    private static partial Tensor Wide(Tensor x);

    [GlobalAveragePool2D(KeepDims = true), Conv2D(48, 1, Activation = Activation.Silu), Conv2D(1152, 1, Activation = Activation.Sigmoid)]
    private static partial Tensor Gate(Tensor x);

    [Conv2D(320, 1, UseBias = false), BatchNormalization] private static partial Tensor Narrow(Tensor x);

    [Forward]
    private static Tensor Forward(Tensor x)
    {
        Tensor wide = Wide(x);
        return Narrow(wide * Gate(wide));
    }
}
