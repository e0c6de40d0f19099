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

    /// <summary>[height, width, channels] -> [rows, columns, filters].</summary>
    public static ShapeResult Conv2D(EquatableArray<int> input, int filters, int groups, WindowRequest request)
    {
        if (input.Count != 3)
        {
            return ShapeResult.Refuse(ShapeFault.WrongRank);
        }

        if (input[2] % groups != 0)
        {
            return ShapeResult.Refuse(ShapeFault.GroupsAndChannels);
        }

        return filters % groups != 0 ? ShapeResult.Refuse(ShapeFault.GroupsAndFilters) : Slide(input, filters, request);
    }

    /// <summary>[height, width, channels] -> [rows, columns, channels].</summary>
    public static ShapeResult Pool2D(EquatableArray<int> input, WindowRequest request) =>
        input.Count != 3 ? ShapeResult.Refuse(ShapeFault.WrongRank) : Slide(input, input[2], request);

    /// <summary>[height, width, channels] -> [rows, columns, channels multiplier].</summary>
    public static ShapeResult DepthwiseConv2D(EquatableArray<int> input, int multiplier, WindowRequest request) =>
        input.Count != 3 ? ShapeResult.Refuse(ShapeFault.WrongRank)
        : (long)input[2] * multiplier > int.MaxValue ? ShapeResult.Refuse(ShapeFault.TooLarge)
        : Slide(input, input[2] * multiplier, request);

    /// <summary>A depthwise convolution and one of 1 x 1: [height, width, channels] -> [rows, columns, filters].</summary>
    public static ShapeResult SeparableConv2D(EquatableArray<int> input, int filters, int multiplier, WindowRequest request)
    {
        var inner = DepthwiseConv2D(input, multiplier, request);
        return inner.Fault != ShapeFault.None ? inner : inner with { Shape = new([inner.Shape[0], inner.Shape[1], filters]) };
    }

    /// <summary>
    /// [height, width, channels] -> [rows, columns, filters]; with valid padding rows = height stride + max(kernel - stride, 0), with same padding
    /// rows = height stride, and of the kernel - stride rows too many the smaller half is cut off before.
    /// </summary>
    public static ShapeResult Conv2DTranspose(EquatableArray<int> input, int filters, WindowRequest request)
    {
        if (input.Count != 3)
        {
            return ShapeResult.Refuse(ShapeFault.WrongRank);
        }

        var (moreRows, moreColumns) = (System.Math.Max(request.KernelHeight - request.StrideHeight, 0), System.Math.Max(request.KernelWidth - request.StrideWidth, 0));
        var (top, left) = request.Same ? (moreRows / 2, moreColumns / 2) : (0, 0);
        var resized = Resize(
            input, ((long)input[0] * request.StrideHeight) + (request.Same ? 0 : moreRows), ((long)input[1] * request.StrideWidth) + (request.Same ? 0 : moreColumns));
        return resized.Fault != ShapeFault.None ? resized : ShapeResult.Of(
            [resized.Shape[0], resized.Shape[1], filters],
            new(request.KernelHeight, request.KernelWidth, request.StrideHeight, request.StrideWidth, 1, 1, top, left));
    }

    /// <summary>[..., channels] -> the same; the channels fall into groups.</summary>
    public static ShapeResult GroupNormalization(EquatableArray<int> input, int groups) =>
        groups > 0 && input[input.Count - 1] % groups != 0 ? ShapeResult.Refuse(ShapeFault.GroupsAndChannels) : Elementwise(input);

    /// <summary>[height, width, channels] -> [channels], or [1, 1, channels].</summary>
    public static ShapeResult GlobalPool2D(EquatableArray<int> input, bool keepDims) =>
        input.Count != 3 ? ShapeResult.Refuse(ShapeFault.WrongRank) : ShapeResult.Of(keepDims ? [1, 1, input[2]] : [input[2]]);

    /// <summary>[height, width, channels] -> [rows height, columns width, channels].</summary>
    public static ShapeResult UpSampling2D(EquatableArray<int> input, int rows, int columns) => Resize(input, (long)input[0] * rows, Columns(input) * columns);

    /// <summary>[height, width, channels] -> [height + top + bottom, width + left + right, channels].</summary>
    public static ShapeResult ZeroPadding2D(EquatableArray<int> input, Margins2D margins) =>
        Resize(input, (long)input[0] + margins.Top + margins.Bottom, Columns(input) + margins.Left + margins.Right);

    /// <summary>[height, width, channels] -> [height - top - bottom, width - left - right, channels].</summary>
    public static ShapeResult Cropping2D(EquatableArray<int> input, Margins2D margins) =>
        Resize(input, (long)input[0] - margins.Top - margins.Bottom, Columns(input) - margins.Left - margins.Right);

    /// <summary>[...] -> [product of the sizes].</summary>
    public static ShapeResult Flatten(EquatableArray<int> input) => ShapeResult.Of([(int)Elements(input)]);

    /// <summary>[...] -> the requested shape, whose one -1, if any, takes the size that keeps the number of elements.</summary>
    public static ShapeResult Reshape(EquatableArray<int> input, IReadOnlyList<int> requested)
    {
        var elements = Elements(input);
        var known = Elements(requested.Where(size => size != -1));
        if (!requested.Contains(-1))
        {
            return known == elements ? ShapeResult.Of(requested) : ShapeResult.Refuse(ShapeFault.ElementCount);
        }

        return elements % known != 0
            ? ShapeResult.Refuse(ShapeFault.ElementCount)
            : ShapeResult.Of(requested.Select(size => size == -1 ? (int)(elements / known) : size));
    }

    /// <summary>Dropout, activations and normalisations keep the shape.</summary>
    public static ShapeResult Elementwise(EquatableArray<int> input) => ShapeResult.Of(input);

    /// <summary>Product of the sizes, which may be beyond any integer type.</summary>
    public static BigInteger Elements(IEnumerable<int> shape) => shape.Aggregate(BigInteger.One, (product, size) => product * size);

    private static long Columns(EquatableArray<int> input) => input.Count > 1 ? input[1] : 0;

    private static ShapeResult Resize(EquatableArray<int> input, long rows, long columns)
    {
        if (input.Count != 3)
        {
            return ShapeResult.Refuse(ShapeFault.WrongRank);
        }

        return rows < 1 || columns < 1 ? ShapeResult.Refuse(ShapeFault.NothingLeft)
            : rows > int.MaxValue || columns > int.MaxValue ? ShapeResult.Refuse(ShapeFault.TooLarge)
            : ShapeResult.Of([(int)rows, (int)columns, input[2]]);
    }

    private static ShapeResult Slide(EquatableArray<int> input, int channels, WindowRequest request)
    {
        var rows = SlideAxis(input[0], request.KernelHeight, request.StrideHeight, request.DilationHeight, request.Same);
        var columns = SlideAxis(input[1], request.KernelWidth, request.StrideWidth, request.DilationWidth, request.Same);
        if (rows.Count < 1 || columns.Count < 1)
        {
            return ShapeResult.Refuse(ShapeFault.WindowTooLarge);
        }

        var window = new Window2D(
            request.KernelHeight, request.KernelWidth, request.StrideHeight, request.StrideWidth,
            request.DilationHeight, request.DilationWidth, rows.Before, columns.Before);
        return ShapeResult.Of([rows.Count, columns.Count, channels], window);
    }

    /// <summary>
    /// The windows along an axis, and the cells before the first. Valid: floor((size - reach) / stride) + 1 with
    /// reach = (kernel - 1) dilation + 1. Same: floor((size - 1) / stride) + 1, and max((count - 1) stride + reach - size, 0)
    /// cells of padding, the smaller half before.
    /// </summary>
    private static (int Count, int Before) SlideAxis(int size, int kernel, int stride, int dilation, bool same)
    {
        var reach = WindowRequest.Reach(kernel, dilation);
        if (!same)
        {
            return (reach > size ? 0 : (int)((size - reach) / stride) + 1, 0);
        }

        var count = ((size - 1) / stride) + 1;
        var padding = ((count - 1L) * stride) + reach - size;
        return (count, padding > 0 ? (int)(padding / 2) : 0);
    }
}

/// <summary>A window as the user asks for it, before the image it slides over is known.</summary>
internal sealed record WindowRequest(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, bool Same)
{
    public long ReachHeight => Reach(KernelHeight, DilationHeight);

    public long ReachWidth => Reach(KernelWidth, DilationWidth);

    /// <summary>The cells from a window's first to its last, both counted.</summary>
    public static long Reach(int kernel, int dilation) => ((kernel - 1L) * dilation) + 1;
}

/// <summary>What a rule found: a shape, with the window that gives it where there is one, or a fault.</summary>
internal sealed record ShapeResult(EquatableArray<int> Shape, Window2D? Window, ShapeFault Fault)
{
    public static ShapeResult Of(IEnumerable<int> shape, Window2D? window = null) => new(new EquatableArray<int>(shape), window, ShapeFault.None);

    public static ShapeResult Refuse(ShapeFault fault) => new(EquatableArray<int>.Empty, null, fault);
}

/// <summary>Why a layer cannot follow its input.</summary>
internal enum ShapeFault
{
    None,

    /// <summary>The input is not [height, width, channels].</summary>
    WrongRank,

    /// <summary>With valid padding, the window reaches over the image.</summary>
    WindowTooLarge,

    /// <summary>The groups do not divide the input's channels.</summary>
    GroupsAndChannels,

    /// <summary>The groups do not divide the filters.</summary>
    GroupsAndFilters,

    /// <summary>A reshape would change the number of elements.</summary>
    ElementCount,

    /// <summary>Cropping would leave no row or no column.</summary>
    NothingLeft,

    /// <summary>More rows or columns than an index reaches.</summary>
    TooLarge,
}
