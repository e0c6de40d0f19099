using System.Collections.Generic;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>A tensor that a layer keeps, in Keras' layout: its role (<c>kernel</c>, <c>bias</c>), shape and how it is drawn.</summary>
/// <param name="FanIn">Keras' rule: the product of all sizes but the last.</param>
/// <param name="FanOut">Keras' rule: the last size, times the kernel's area for a convolution.</param>
/// <param name="Trainable">Whether optimizers change it.</param>
internal sealed record LayerParameter(
    string Role, EquatableArray<int> Shape, InitializerKind Initializer, int FanIn, int FanOut, bool Trainable = true);

/// <summary>The parameters each layer has, in Keras' order.</summary>
internal static class LayerParameters
{
    public static IEnumerable<LayerParameter> Of(OpSpec op, EquatableArray<int> input) => op switch
    {
        DenseOp dense => Dense(dense, input[input.Count - 1]),
        Conv2DOp conv => Conv2D(conv, input[2] / conv.Groups),
        DepthwiseConv2DOp conv => [Depthwise("kernel", conv.Window, input[2], conv.Multiplier, conv.Kernel), .. Bias(conv.UseBias, input[2] * conv.Multiplier, conv.Bias)],
        SeparableConv2DOp conv =>
        [
            Depthwise("depthwise_kernel", conv.Window, input[2], conv.Multiplier, conv.Depthwise),
            new("pointwise_kernel", new([1, 1, input[2] * conv.Multiplier, conv.Filters]), conv.Pointwise, input[2] * conv.Multiplier, conv.Filters),
            .. Bias(conv.UseBias, conv.Filters, conv.Bias),
        ],
        Conv2DTransposeOp conv => [Transposed(conv, input[2]), .. Bias(conv.UseBias, conv.Filters, conv.Bias)],
        BatchNormalizationOp norm => BatchNormalization(norm, input[input.Count - 1]),
        GroupNormalizationOp norm => Affine(norm.Scale, norm.Center, input[input.Count - 1]),
        LayerNormalizationOp norm => Affine(norm.Scale, norm.Center, input[input.Count - 1]),
        RmsNormalizationOp => [Vector("scale", input[input.Count - 1], InitializerKind.Ones)],
        _ => [],
    };

    private static IEnumerable<LayerParameter> Dense(DenseOp op, int width)
    {
        yield return new("kernel", new([width, op.Units]), op.Kernel, width, op.Units);
        if (op.UseBias)
        {
            yield return Bias(op.Units, op.Bias);
        }
    }

    private static IEnumerable<LayerParameter> Conv2D(Conv2DOp op, int channels)
    {
        var (height, width) = (op.Window.KernelHeight, op.Window.KernelWidth);
        var area = height * width;
        yield return new(
            "kernel", new([height, width, channels, op.Filters]), op.Kernel, area * channels, area * op.Filters);
        if (op.UseBias)
        {
            yield return Bias(op.Filters, op.Bias);
        }
    }

    private static LayerParameter Depthwise(string role, Window2D window, int channels, int multiplier, InitializerKind initializer)
    {
        var area = window.KernelHeight * window.KernelWidth;
        return new(role, new([window.KernelHeight, window.KernelWidth, channels, multiplier]), initializer, area * channels, area * multiplier);
    }

    private static LayerParameter Transposed(Conv2DTransposeOp op, int channels)
    {
        var (height, width) = (op.Window.KernelHeight, op.Window.KernelWidth);
        var area = height * width;
        return new("kernel", new([height, width, op.Filters, channels]), op.Kernel, area * op.Filters, area * channels);
    }

    private static IEnumerable<LayerParameter> Bias(bool isUsed, int size, InitializerKind initializer) => isUsed ? [Bias(size, initializer)] : [];

    private static IEnumerable<LayerParameter> BatchNormalization(BatchNormalizationOp op, int width) =>
    [
        .. Affine(op.Scale, op.Center, width),
        Vector("moving_mean", width, InitializerKind.Zeros) with { Trainable = false },
        Vector("moving_variance", width, InitializerKind.Ones) with { Trainable = false },
    ];

    /// <summary>The factor and the summand behind a normalisation.</summary>
    private static IEnumerable<LayerParameter> Affine(bool scale, bool center, int width)
    {
        if (scale)
        {
            yield return Vector("gamma", width, InitializerKind.Ones);
        }

        if (center)
        {
            yield return Vector("beta", width, InitializerKind.Zeros);
        }
    }

    private static LayerParameter Bias(int size, InitializerKind initializer) => Vector("bias", size, initializer);

    private static LayerParameter Vector(string role, int size, InitializerKind initializer) => new(role, new([size]), initializer, size, size);
}
