using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A window as the user asks for it, before the image it slides over is known.</summary>
internal sealed record WindowRequest(EquatableArray<AxisRequest> Axes, PaddingKind Padding)
{
    public int Rank => Axes.Count;

    /// <summary>How many cells the window has.</summary>
    public long Area => Axes.Aggregate(1L, (product, axis) => product * axis.Kernel);

    /// <summary>Each axis of the image becomes the number of windows along it.</summary>
    /// <param name="argument">How the arguments that give the window's size begin: <c>kernel</c> or <c>pool</c>.</param>
    public ShapeResult Slide(LayerCard card, LayerInput input, int channels, string argument)
    {
        if (ShapeRules.NoImage(card, input, Rank) is { } fault)
        {
            return fault;
        }

        var counts = Axes.Select((axis, d) => axis.Slide(input.Shape[d], Padding).Count).ToList();
        if (counts.Any(count => count < 1))
        {
            string side = argument + (Axes[0].Reach > input.Shape[0] ? "Height" : "Width");
            string covered = "[" + string.Join(", ", Reaches) + "]";
            return ShapeResult.Refuse(Descriptors.WindowTooLarge, [argument + "Size", side], covered, input.Text, input.Name);
        }

        BigInteger bytes = sizeof(float) * Axes.Aggregate(System.Numerics.BigInteger.One, (product, axis) => product * axis.Reach);
        return bytes > ArenaLimit.MostBytes
            ? ShapeResult.Refuse(
                Descriptors.TooLarge, [], "its window, which covers " + string.Join(" x ", Reaches) + " cells,", Invariant.Text(bytes), "")
            : ShapeResult.Of(counts.Append(channels));
    }

    /// <summary>The window over an image that it fits.</summary>
    public Window Over(EquatableArray<int> image) =>
        new(new(Axes.Select((axis, d) => new WindowAxis(axis.Kernel, axis.Stride, axis.Dilation, axis.Slide(image[d], Padding).Before))));

    private IEnumerable<string> Reaches => Axes.Select(axis => Invariant.Text(axis.Reach));

    /// <summary>The window in ONNX, whose padding is that before and behind each axis.</summary>
    /// <param name="image">What it slides over.</param>
    /// <param name="output">How often it does.</param>
    public IEnumerable<OnnxAttribute> Attributes(EquatableArray<int> image, EquatableArray<int> output)
    {
        Window window = Over(image);
        IEnumerable<int> before = window.Axes.Select(axis => axis.Pad);
        IEnumerable<int> behind = Axes.Select((axis, d) =>
            (int)Math.Max(0, ((output[d] - 1L) * axis.Stride) + axis.Reach - image[d] - window.Axes[d].Pad));
        yield return OnnxAttribute.Ints("kernel_shape", Axes.Select(axis => axis.Kernel));
        yield return OnnxAttribute.Ints("strides", Axes.Select(axis => axis.Stride));
        yield return OnnxAttribute.Ints("pads", before.Concat(behind));
        if (Axes.Any(axis => axis.Dilation > 1))
        {
            yield return OnnxAttribute.Ints("dilations", Axes.Select(axis => axis.Dilation));
        }
    }
}

/// <summary>What is asked for along one axis.</summary>
internal sealed record AxisRequest(int Kernel, int Stride, int Dilation)
{
    /// <summary>The cells from a window's first to its last, both counted.</summary>
    public long Reach => ((Kernel - 1L) * Dilation) + 1;

    /// <summary>
    /// The windows along an axis, and the cells before the first. Valid: floor((size - reach) / stride) + 1. Otherwise
    /// floor((size - 1) / stride) + 1, and for same padding max((count - 1) stride + reach - size, 0) cells of padding, the smaller half before, for
    /// causal padding reach - 1 cells before, so that no window looks beyond its place.
    /// </summary>
    public (int Count, int Before) Slide(int size, PaddingKind padding)
    {
        if (padding == PaddingKind.Valid)
        {
            return (Reach > size ? 0 : (int)((size - Reach) / Stride) + 1, 0);
        }

        int count = ((size - 1) / Stride) + 1;
        long missing = ((count - 1L) * Stride) + Reach - size;
        return (count, padding == PaddingKind.Causal ? (int)Math.Min(Reach - 1, int.MaxValue) : missing > 0 ? (int)(missing / 2) : 0);
    }
}

/// <summary>A sliding window: an axis for each of the image's, which has its channels last.</summary>
internal sealed record Window(EquatableArray<WindowAxis> Axes)
{
    public int Rank => Axes.Count;
}

/// <summary>
/// A window along one axis: it meets the cells <c>Stride * place + Dilation * cell - Pad</c>. What follows the image is implied by the output's
/// shape.
/// </summary>
internal sealed record WindowAxis(int Kernel, int Stride, int Dilation, int Pad);

/// <summary>Mirrors <c>NetCompiler.Padding</c>, member by member.</summary>
internal enum PaddingKind
{
    Valid,
    Same,
    Causal,
}
