using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>The shape of each layer's output, one rule per layer, with Keras' meaning; shapes are without the batch.</summary>
internal static class ShapeRules
{
    /// <summary>[..., n] -> [..., units].</summary>
    public static ShapeResult Dense(EquatableArray<int> input, int units) =>
        ShapeResult.Of(input.Take(input.Count - 1).Append(units));

    /// <summary>[..., channels] -> [places along each axis, filters].</summary>
    public static ShapeResult Conv(EquatableArray<int> input, int filters, int groups, WindowRequest request)
    {
        if (!IsImage(input, request.Rank))
        {
            return ShapeResult.Refuse(ShapeFault.WrongRank);
        }

        if (Channels(input) % groups != 0)
        {
            return ShapeResult.Refuse(ShapeFault.GroupsAndChannels);
        }

        return filters % groups != 0 ? ShapeResult.Refuse(ShapeFault.GroupsAndFilters) : Slide(input, filters, request);
    }

    /// <summary>[..., channels] -> [places along each axis, channels].</summary>
    public static ShapeResult Pool(EquatableArray<int> input, WindowRequest request) =>
        !IsImage(input, request.Rank) ? ShapeResult.Refuse(ShapeFault.WrongRank) : Slide(input, Channels(input), request);

    /// <summary>[..., channels] -> [places along each axis, channels multiplier].</summary>
    public static ShapeResult DepthwiseConv(EquatableArray<int> input, int multiplier, WindowRequest request) =>
        !IsImage(input, request.Rank) ? ShapeResult.Refuse(ShapeFault.WrongRank)
        : (long)Channels(input) * multiplier > int.MaxValue ? ShapeResult.Refuse(ShapeFault.TooLarge)
        : Slide(input, Channels(input) * multiplier, request);

    /// <summary>A depthwise convolution and one of 1 x 1: [..., channels] -> [places along each axis, filters].</summary>
    public static ShapeResult SeparableConv(EquatableArray<int> input, int filters, int multiplier, WindowRequest request)
    {
        var inner = DepthwiseConv(input, multiplier, request);
        return inner.Fault != ShapeFault.None ? inner : inner with { Shape = WithChannels(inner.Shape, filters) };
    }

    /// <summary>
    /// [..., channels] -> [..., filters]; with valid padding an axis becomes size stride + max(kernel - stride, 0), with same padding size stride, and of the
    /// kernel - stride cells too many the smaller half is cut off before.
    /// </summary>
    public static ShapeResult ConvTranspose(EquatableArray<int> input, int filters, WindowRequest request)
    {
        var more = request.Axes.Select(axis => System.Math.Max(axis.Kernel - axis.Stride, 0)).ToList();
        var same = request.Padding == PaddingKind.Same;
        var resized = Resize(input, request.Rank, (size, d) => ((long)size * request.Axes[d].Stride) + (same ? 0 : more[d]));
        return resized.Fault != ShapeFault.None ? resized : ShapeResult.Of(
            WithChannels(resized.Shape, filters),
            new Window(new(request.Axes.Select((axis, d) => new WindowAxis(axis.Kernel, axis.Stride, 1, same ? more[d] / 2 : 0)))));
    }

    /// <summary>[..., channels] -> the same; the channels fall into groups.</summary>
    public static ShapeResult GroupNormalization(EquatableArray<int> input, int groups) =>
        groups > 0 && input[input.Count - 1] % groups != 0 ? ShapeResult.Refuse(ShapeFault.GroupsAndChannels) : Elementwise(input);

    /// <summary>[..., channels] -> [channels], or with an axis of 1 for each of the image's.</summary>
    public static ShapeResult GlobalPool(EquatableArray<int> input, int rank, bool keepDims) =>
        !IsImage(input, rank) ? ShapeResult.Refuse(ShapeFault.WrongRank)
        : ShapeResult.Of(keepDims ? Enumerable.Repeat(1, rank).Append(Channels(input)) : [Channels(input)]);

    /// <summary>Each axis of the image becomes size times.</summary>
    public static ShapeResult UpSampling(EquatableArray<int> input, EquatableArray<int> times) =>
        Resize(input, times.Count, (size, d) => (long)size * times[d]);

    /// <summary>Each axis of the image becomes size + before + after.</summary>
    public static ShapeResult ZeroPadding(EquatableArray<int> input, EquatableArray<Margin> margins) =>
        Resize(input, margins.Count, (size, d) => (long)size + margins[d].Before + margins[d].After);

    /// <summary>Each axis of the image becomes size - before - after.</summary>
    public static ShapeResult Cropping(EquatableArray<int> input, EquatableArray<Margin> margins) =>
        Resize(input, margins.Count, (size, d) => (long)size - margins[d].Before - margins[d].After);

    /// <summary>An image keeps its shape.</summary>
    public static ShapeResult SpatialDropout(EquatableArray<int> input, int rank) =>
        IsImage(input, rank) ? ShapeResult.Of(input) : ShapeResult.Refuse(ShapeFault.WrongRank);

    /// <summary>[..., places, width] is kept; there are at most as many places as rows.</summary>
    public static ShapeResult PositionEmbedding(EquatableArray<int> input, int rows) =>
        input.Count < 2 || input[input.Count - 2] > rows ? ShapeResult.Refuse(ShapeFault.Positions) : ShapeResult.Of(input);

    /// <summary>Any shape is kept; shared axes count from 1 to its rank.</summary>
    public static ShapeResult PRelu(EquatableArray<int> input, IEnumerable<int> sharedAxes) =>
        sharedAxes.All(axis => axis >= 1 && axis <= input.Count) ? ShapeResult.Of(input) : ShapeResult.Refuse(ShapeFault.SharedAxes);

    /// <summary>[...] -> [product of the sizes].</summary>
    public static ShapeResult Flatten(EquatableArray<int> input) => Elements(input) is var elements && elements > int.MaxValue
        ? ShapeResult.Refuse(ShapeFault.TooLarge)
        : ShapeResult.Of([(int)elements]);

    /// <summary>[...] -> the requested shape, whose one -1, if any, takes the size that keeps the number of elements.</summary>
    public static ShapeResult Reshape(EquatableArray<int> input, IReadOnlyList<int> requested)
    {
        var elements = Elements(input);
        var known = Elements(requested.Where(size => size != -1));
        if (!requested.Contains(-1))
        {
            return known == elements ? ShapeResult.Of(requested) : ShapeResult.Refuse(ShapeFault.ElementCount);
        }

        return elements % known != 0 ? ShapeResult.Refuse(ShapeFault.ElementCount)
            : elements / known > int.MaxValue ? ShapeResult.Refuse(ShapeFault.TooLarge)
            : ShapeResult.Of(requested.Select(size => size == -1 ? (int)(elements / known) : size));
    }

    /// <summary>Dropout, activations and normalisations keep the shape.</summary>
    public static ShapeResult Elementwise(EquatableArray<int> input) => ShapeResult.Of(input);

    /// <summary>Product of the sizes, which may be beyond any integer type.</summary>
    public static BigInteger Elements(IEnumerable<int> shape) => shape.Aggregate(BigInteger.One, (product, size) => product * size);

    private static bool IsImage(EquatableArray<int> input, int rank) => input.Count == rank + 1;

    private static int Channels(EquatableArray<int> input) => input[input.Count - 1];

    private static EquatableArray<int> WithChannels(EquatableArray<int> image, int channels) => new(image.Take(image.Count - 1).Append(channels));

    private static ShapeResult Resize(EquatableArray<int> input, int rank, System.Func<int, int, long> resize)
    {
        if (!IsImage(input, rank))
        {
            return ShapeResult.Refuse(ShapeFault.WrongRank);
        }

        var sizes = input.Take(rank).Select(resize).ToList();
        return sizes.Any(size => size < 1) ? ShapeResult.Refuse(ShapeFault.NothingLeft)
            : sizes.Any(size => size > int.MaxValue) ? ShapeResult.Refuse(ShapeFault.TooLarge)
            : ShapeResult.Of(sizes.Select(size => (int)size).Append(Channels(input)));
    }

    private static ShapeResult Slide(EquatableArray<int> input, int channels, WindowRequest request)
    {
        var places = request.Axes.Select((axis, d) => SlideAxis(input[d], axis, request.Padding)).ToList();
        if (places.Any(place => place.Count < 1))
        {
            return ShapeResult.Refuse(ShapeFault.WindowTooLarge);
        }

        var axes = request.Axes.Select((axis, d) => new WindowAxis(axis.Kernel, axis.Stride, axis.Dilation, places[d].Before));
        return ShapeResult.Of(places.Select(place => place.Count).Append(channels), new Window(new(axes)));
    }

    /// <summary>
    /// The windows along an axis, and the cells before the first. Valid: floor((size - reach) / stride) + 1. Otherwise
    /// floor((size - 1) / stride) + 1, and for same padding max((count - 1) stride + reach - size, 0) cells of padding, the smaller half before, for causal
    /// padding reach - 1 cells before, so that no window looks beyond its place.
    /// </summary>
    private static (int Count, int Before) SlideAxis(int size, AxisRequest axis, PaddingKind padding)
    {
        if (padding == PaddingKind.Valid)
        {
            return (axis.Reach > size ? 0 : (int)((size - axis.Reach) / axis.Stride) + 1, 0);
        }

        var count = ((size - 1) / axis.Stride) + 1;
        var missing = ((count - 1L) * axis.Stride) + axis.Reach - size;
        return (count, padding == PaddingKind.Causal ? (int)System.Math.Min(axis.Reach - 1, int.MaxValue) : missing > 0 ? (int)(missing / 2) : 0);
    }
}

/// <summary>A window as the user asks for it, before the image it slides over is known.</summary>
internal sealed record WindowRequest(EquatableArray<AxisRequest> Axes, PaddingKind Padding)
{
    public int Rank => Axes.Count;
}

/// <summary>What is asked for along one axis.</summary>
internal sealed record AxisRequest(int Kernel, int Stride, int Dilation)
{
    /// <summary>The cells from a window's first to its last, both counted.</summary>
    public long Reach => ((Kernel - 1L) * Dilation) + 1;
}

/// <summary>What a rule found: a shape, with the window that gives it where there is one, or a fault.</summary>
internal sealed record ShapeResult(EquatableArray<int> Shape, Window? Window, ShapeFault Fault)
{
    public static ShapeResult Of(IEnumerable<int> shape, Window? window = null) => new(new EquatableArray<int>(shape), window, ShapeFault.None);

    public static ShapeResult Refuse(ShapeFault fault) => new(EquatableArray<int>.Empty, null, fault);
}

/// <summary>Why a layer cannot follow its input.</summary>
internal enum ShapeFault
{
    None,

    /// <summary>The input is a single number, without any axis.</summary>
    NoAxis,

    /// <summary>The input is no image with the layer's number of axes, and channels.</summary>
    WrongRank,

    /// <summary>With valid padding, the window reaches over the image.</summary>
    WindowTooLarge,

    /// <summary>The groups do not divide the input's channels.</summary>
    GroupsAndChannels,

    /// <summary>The groups do not divide the filters.</summary>
    GroupsAndFilters,

    /// <summary>A reshape would change the number of elements.</summary>
    ElementCount,

    /// <summary>Cropping would leave nothing along an axis.</summary>
    NothingLeft,

    /// <summary>More cells along an axis than an index reaches.</summary>
    TooLarge,

    /// <summary>An axis to be shared is none of the input's.</summary>
    SharedAxes,

    /// <summary>The inputs of an attention are not [places, width], or keys and values are not as many.</summary>
    Sequences,

    /// <summary>A mask cannot be broadcast to [heads, places, sources].</summary>
    Mask,

    /// <summary>The input is not [..., places, width], or has more places than there are rows.</summary>
    Positions,
}
