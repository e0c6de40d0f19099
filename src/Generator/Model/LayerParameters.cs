using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>A tensor that a layer keeps, in Keras' layout: its role (<c>kernel</c>, <c>bias</c>), shape and how it is drawn.</summary>
/// <param name="FanIn">Keras' rule: the product of all sizes but the last.</param>
/// <param name="FanOut">Keras' rule: the last size, times the kernel's area for a convolution.</param>
/// <param name="Trainable">Whether optimizers change it.</param>
/// <param name="UnitAxes">The axes that number the layer's units, whose values are limited together; empty for the last alone.</param>
/// <param name="Rule">Its penalties and limits, or null.</param>
internal sealed record LayerParameter(
    string Role, EquatableArray<int> Shape, InitializerKind Initializer, int FanIn, int FanOut, bool Trainable = true,
    EquatableArray<int> UnitAxes = default, ParameterRule? Rule = null);

/// <summary>The parameters each layer has, in Keras' order.</summary>
internal static class LayerParameters
{
    /// <summary>With what the user says about their training.</summary>
    public static IEnumerable<LayerParameter> Of(NodeSpec node, EquatableArray<int> input) => Of(node.Op, input).Select(parameter => node.Training is not { } training
        ? parameter
        : parameter with { Trainable = parameter.Trainable && training.Trainable, Rule = training.Rules.FirstOrDefault(rule => rule.IsOf(parameter)) });

    public static IEnumerable<LayerParameter> Of(OpSpec op, EquatableArray<int> input) => op switch
    {
        DenseOp dense => Dense(dense, input[input.Count - 1]),
        ConvOp conv => [Convolution(conv, input[input.Count - 1] / conv.Groups), .. Bias(conv.UseBias, conv.Filters, conv.Bias)],
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
        EmbeddingOp embedding => [Table(embedding.Rows, embedding.Width, embedding.Initializer)],
        PositionEmbeddingOp positions => [Table(positions.Rows, input[input.Count - 1], positions.Initializer)],
        TiedDenseOp tied => Bias(tied.UseBias, tied.Units, tied.Bias),
        MultiHeadAttentionOp attention => attention.Parameters(),
        PReluOp prelu => [PRelu(prelu, input)],
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

    private static LayerParameter Convolution(ConvOp op, int channels) => Kernel("kernel", op.Window, channels, op.Filters, op.Kernel);

    private static LayerParameter Depthwise(string role, Window window, int channels, int multiplier, InitializerKind initializer) =>
        Kernel(role, window, channels, multiplier, initializer) with { UnitAxes = new([window.Rank, window.Rank + 1]) };

    private static LayerParameter Transposed(Conv2DTransposeOp op, int channels) =>
        Kernel("kernel", op.Window, op.Filters, channels, op.Kernel) with { UnitAxes = new([op.Window.Rank]) };

    private static LayerParameter Kernel(string role, Window window, int inputs, int outputs, InitializerKind initializer) => new(
        role, new(window.Axes.Select(axis => axis.Kernel).Concat([inputs, outputs])), initializer, Fan(window.Area * inputs), Fan(window.Area * outputs));

    /// <summary>A number of inputs or outputs; where it is beyond an int, so is the parameter, which is refused.</summary>
    private static int Fan(long cells) => (int)System.Math.Min(cells, int.MaxValue);

    private static LayerParameter Table(int rows, int width, InitializerKind initializer) =>
        new("embeddings", new([rows, width]), initializer, rows, width, UnitAxes: new([0]));

    private static LayerParameter PRelu(PReluOp op, EquatableArray<int> input)
    {
        EquatableArray<int> shape = new(input.Select((size, d) => op.SharedAxes.Contains(d + 1) ? 1 : size));
        if (shape.Count == 1)
        {
            return Vector("alpha", shape[0], op.Alpha);
        }

        var (inputs, outputs) = (shape[shape.Count - 2], shape[shape.Count - 1]);
        var area = shape.Take(shape.Count - 2).Aggregate(1L, (product, size) => product * size);
        return new("alpha", shape, op.Alpha, Fan(area * inputs), Fan(area * outputs));
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
