using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>What a layer computes. The shape rule of each is in <c>ShapeRules</c>.</summary>
internal abstract record OpSpec;

/// <summary>An input of the network; <c>Offset</c> is its place in a sample, in floats.</summary>
internal sealed record InputOp(int Offset = 0) : OpSpec;

/// <summary>A target of the loss; <c>Offset</c> is its place in a sample's target, in floats.</summary>
internal sealed record TargetOp(int Offset = 0) : OpSpec;

/// <summary>y = x W + b over the last axis. Kernel [in, Units], bias [Units].</summary>
internal sealed record DenseOp(int Units, bool UseBias, InitializerKind Kernel, InitializerKind Bias) : OpSpec;

/// <summary>
/// Cross-correlation of [..., channels], an axis for each of the window's. Kernel [..., channels / Groups, Filters], bias [Filters].
/// </summary>
internal sealed record ConvOp(int Filters, Window Window, int Groups, bool UseBias, InitializerKind Kernel, InitializerKind Bias) : OpSpec;

/// <summary>
/// Each channel convolved with Multiplier kernels of its own; channels' kernels stand together. Kernel [KernelHeight, KernelWidth, channels, Multiplier],
/// bias [channels Multiplier].
/// </summary>
internal sealed record DepthwiseConv2DOp(Window Window, int Multiplier, bool UseBias, InitializerKind Kernel, InitializerKind Bias) : OpSpec;

/// <summary>
/// A depthwise convolution, then one of 1 x 1. Kernels [KernelHeight, KernelWidth, channels, Multiplier] and
/// [1, 1, channels Multiplier, Filters], bias [Filters].
/// </summary>
internal sealed record SeparableConv2DOp(
    int Filters, Window Window, int Multiplier, bool UseBias, InitializerKind Depthwise, InitializerKind Pointwise, InitializerKind Bias) : OpSpec;

/// <summary>
/// Each pixel adds a kernel to the output, a stride further for each step; the gradient of a convolution. Kernel [KernelHeight, KernelWidth, Filters, channels],
/// bias [Filters]. The window's padding is cut off the output's sides.
/// </summary>
internal sealed record Conv2DTransposeOp(int Filters, Window Window, bool UseBias, InitializerKind Kernel, InitializerKind Bias) : OpSpec;

/// <summary>Largest value of each window, per channel; cells outside the image never win.</summary>
internal sealed record MaxPoolOp(Window Window) : OpSpec;

/// <summary>Mean of each window's cells inside the image, per channel.</summary>
internal sealed record AveragePoolOp(Window Window) : OpSpec;

/// <summary>Largest value of each channel over the whole image; [channels], or with an axis of 1 for each of the image's.</summary>
internal sealed record GlobalMaxPoolOp(bool KeepDims) : OpSpec;

/// <summary>Mean of each channel over the whole image; [channels], or with an axis of 1 for each of the image's.</summary>
internal sealed record GlobalAveragePoolOp(bool KeepDims) : OpSpec;

/// <summary>Each pixel several times along each axis.</summary>
internal sealed record UpSamplingOp(EquatableArray<int> Times) : OpSpec;

/// <summary>Zeros around an image.</summary>
internal sealed record ZeroPaddingOp(EquatableArray<Margin> Margins) : OpSpec;

/// <summary>An image without its sides.</summary>
internal sealed record CroppingOp(EquatableArray<Margin> Margins) : OpSpec;

/// <summary>(x - mean) / sqrt(variance + Epsilon) over the last axis, times gamma [channels] if Scale, plus beta [channels] if Center.</summary>
internal sealed record LayerNormalizationOp(float Epsilon, bool Center, bool Scale) : OpSpec;

/// <summary>x / sqrt(mean of squares + Epsilon) over the last axis, times scale [channels].</summary>
internal sealed record RmsNormalizationOp(float Epsilon) : OpSpec;

/// <summary>
/// (x - mean) / sqrt(variance + Epsilon) of each channel over the batch and all its places in training; the moving averages of both otherwise.
/// Times gamma [channels] if Scale, plus beta [channels] if Center. Of an average, Momentum is kept in a step.
/// </summary>
internal sealed record BatchNormalizationOp(float Momentum, float Epsilon, bool Center, bool Scale, bool UnbiasedMovingVariance) : OpSpec;

/// <summary>
/// (x - mean) / sqrt(variance + Epsilon) over all places and the channels of a group, that is of neighbours; Groups may be
/// <see cref="EachChannel"/>. Times gamma [channels] if Scale, plus beta [channels] if Center.
/// </summary>
internal sealed record GroupNormalizationOp(int Groups, float Epsilon, bool Center, bool Scale) : OpSpec
{
    /// <summary>Keras' number of groups where nothing is said.</summary>
    public const int DefaultGroups = 32;

    /// <summary>In place of a number: as many groups as channels.</summary>
    public const int EachChannel = -1;

    public int GroupsOf(int channels) => Groups == EachChannel ? channels : Groups;
}

/// <summary>All axes into one, row-major.</summary>
internal sealed record FlattenOp : OpSpec;

/// <summary>The same numbers, row-major, under the node's output shape.</summary>
internal sealed record ReshapeOp : OpSpec;

/// <summary>In training, zeroes each value with probability Rate and scales the others by 1 / (1 - Rate).</summary>
internal sealed record DropoutOp(float Rate) : OpSpec;

/// <summary>In training, zeroes each sample's channel with probability Rate and scales the others by 1 / (1 - Rate).</summary>
internal sealed record SpatialDropoutOp(float Rate) : OpSpec;

/// <summary>x for x &gt; 0, else alpha x. Alpha has the input's shape, with 1 for the <c>SharedAxes</c>, which count from 1.</summary>
internal sealed record PReluOp(EquatableArray<int> SharedAxes, InitializerKind Alpha) : OpSpec;

/// <summary>An activation; softmax kinds work over the last axis. Alpha is the slope or scale of the kinds that have one.</summary>
internal sealed record ActivationOp(ActivationKind Kind, float Alpha) : OpSpec;

/// <summary>What is at both ends of an axis, each at least 0.</summary>
internal sealed record Margin(int Before, int After);

/// <summary>A sliding window: an axis for each of the image's, which has its channels last.</summary>
internal sealed record Window(EquatableArray<WindowAxis> Axes)
{
    public int Rank => Axes.Count;

    /// <summary>How many cells the window has.</summary>
    public long Area => Axes.Aggregate(1L, (product, axis) => product * axis.Kernel);
}

/// <summary>
/// A window along one axis: it meets the cells <c>Stride * place + Dilation * cell - Pad</c>. What follows the image is implied by the output's shape.
/// </summary>
internal sealed record WindowAxis(int Kernel, int Stride, int Dilation, int Pad);
