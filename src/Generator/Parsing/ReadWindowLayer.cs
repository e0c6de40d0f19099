using System;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Attribute of a layer over images -> draft: what slides a window or changes an image's size, along one axis (1D) or two (2D).</summary>
internal static class ReadWindowLayer
{
    /// <summary>Null for a layer that is not known.</summary>
    public static LayerDraft? Run(LayerArguments arguments) => arguments.Attribute.ClassName switch
    {
        "NetCompiler.Conv1DAttribute" => Conv(arguments, 1),
        "NetCompiler.Conv2DAttribute" => Conv(arguments, 2),
        "NetCompiler.DepthwiseConv2DAttribute" => DepthwiseConv2D(arguments),
        "NetCompiler.SeparableConv2DAttribute" => SeparableConv2D(arguments),
        "NetCompiler.Conv2DTransposeAttribute" => Conv2DTranspose(arguments),
        "NetCompiler.MaxPool1DAttribute" => Pool(arguments, 1, window => new MaxPoolOp(window!)),
        "NetCompiler.MaxPool2DAttribute" => Pool(arguments, 2, window => new MaxPoolOp(window!)),
        "NetCompiler.AveragePool1DAttribute" => Pool(arguments, 1, window => new AveragePoolOp(window!)),
        "NetCompiler.AveragePool2DAttribute" => Pool(arguments, 2, window => new AveragePoolOp(window!)),
        "NetCompiler.GlobalMaxPool1DAttribute" => GlobalPool(arguments, 1, keep => new GlobalMaxPoolOp(keep)),
        "NetCompiler.GlobalMaxPool2DAttribute" => GlobalPool(arguments, 2, keep => new GlobalMaxPoolOp(keep)),
        "NetCompiler.GlobalAveragePool1DAttribute" => GlobalPool(arguments, 1, keep => new GlobalAveragePoolOp(keep)),
        "NetCompiler.GlobalAveragePool2DAttribute" => GlobalPool(arguments, 2, keep => new GlobalAveragePoolOp(keep)),
        "NetCompiler.UpSampling1DAttribute" => UpSampling(arguments, new([arguments.Size("size", 2)])),
        "NetCompiler.UpSampling2DAttribute" => UpSampling(arguments, UpSampling2DTimes(arguments)),
        "NetCompiler.ZeroPadding1DAttribute" => ZeroPadding(arguments, Margins1D(arguments, "padding")),
        "NetCompiler.ZeroPadding2DAttribute" => ZeroPadding(arguments, Margins2D(arguments, "padding")),
        "NetCompiler.Cropping1DAttribute" => Cropping(arguments, Margins1D(arguments, "cropping")),
        "NetCompiler.Cropping2DAttribute" => Cropping(arguments, Margins2D(arguments, "cropping")),
        _ => null,
    };

    private static LayerDraft Conv(LayerArguments arguments, int rank)
    {
        var filters = arguments.Size("filters");
        var groups = arguments.Size("Groups");
        var window = Kernel(arguments, rank);
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = ReadLayer.Initializers(arguments);
        return new(
            input => ShapeRules.Conv(input, filters, groups, window),
            placed => new ConvOp(filters, placed!, groups, bias, kernel, start),
            ReadLayer.Activation(arguments),
            window,
            Rank: rank);
    }

    private static LayerDraft DepthwiseConv2D(LayerArguments arguments)
    {
        var window = Kernel(arguments, 2);
        var multiplier = arguments.Size("DepthMultiplier");
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = ReadLayer.Initializers(arguments);
        return new(
            input => ShapeRules.DepthwiseConv(input, multiplier, window),
            placed => new DepthwiseConv2DOp(placed!, multiplier, bias, kernel, start),
            ReadLayer.Activation(arguments),
            window);
    }

    private static LayerDraft SeparableConv2D(LayerArguments arguments)
    {
        var filters = arguments.Size("filters");
        var window = Kernel(arguments, 2);
        var multiplier = arguments.Size("DepthMultiplier");
        var bias = arguments.Attribute.Value("UseBias", true);
        var depthwise = arguments.Choice("DepthwiseInitializer", "Initializer", InitializerKind.GlorotUniform);
        var pointwise = arguments.Choice("PointwiseInitializer", "Initializer", InitializerKind.GlorotUniform);
        var start = arguments.Choice("BiasInitializer", "Initializer", InitializerKind.Zeros);
        return new(
            input => ShapeRules.SeparableConv(input, filters, multiplier, window),
            placed => new SeparableConv2DOp(filters, placed!, multiplier, bias, depthwise, pointwise, start),
            ReadLayer.Activation(arguments),
            window);
    }

    private static LayerDraft Conv2DTranspose(LayerArguments arguments)
    {
        var filters = arguments.Size("filters");
        var window = Kernel(arguments, 2);
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = ReadLayer.Initializers(arguments);
        return new(
            input => ShapeRules.ConvTranspose(input, filters, window),
            placed => new Conv2DTransposeOp(filters, placed!, bias, kernel, start),
            ReadLayer.Activation(arguments),
            window);
    }

    private static LayerDraft Pool(LayerArguments arguments, int rank, Func<Window?, OpSpec> op)
    {
        var size = WindowSize(arguments, "pool", rank);
        var window = Window(arguments, size, arguments.Sizes("Strides", size));
        return new(input => ShapeRules.Pool(input, window), op, Window: window, Rank: rank);
    }

    private static LayerDraft GlobalPool(LayerArguments arguments, int rank, Func<bool, OpSpec> op)
    {
        var keepDims = arguments.Attribute.Value("KeepDims", false);
        return new(input => ShapeRules.GlobalPool(input, rank, keepDims), _ => op(keepDims), Rank: rank);
    }

    private static LayerDraft UpSampling(LayerArguments arguments, EquatableArray<int> times) =>
        new(input => ShapeRules.UpSampling(input, times), _ => new UpSamplingOp(times), Rank: times.Count);

    private static EquatableArray<int> UpSampling2DTimes(LayerArguments arguments) =>
        new(arguments.Attribute.Has("rows") ? [arguments.Size("rows"), arguments.Size("columns")] : [arguments.Size("size", 2), arguments.Size("size", 2)]);

    private static LayerDraft ZeroPadding(LayerArguments arguments, EquatableArray<Margin> margins) =>
        new(input => ShapeRules.ZeroPadding(input, margins), _ => new ZeroPaddingOp(margins), Rank: margins.Count);

    private static LayerDraft Cropping(LayerArguments arguments, EquatableArray<Margin> margins) =>
        new(input => ShapeRules.Cropping(input, margins), _ => new CroppingOp(margins), Rank: margins.Count);

    /// <summary>One margin at both ends, or one for each.</summary>
    private static EquatableArray<Margin> Margins1D(LayerArguments arguments, string all) =>
        new([new Margin(Side(arguments, "before", all, all), Side(arguments, "after", all, all))]);

    /// <summary>One margin all around, or a vertical and a horizontal one, or one for each side.</summary>
    private static EquatableArray<Margin> Margins2D(LayerArguments arguments, string all) => new(
    [
        new Margin(Side(arguments, "top", "vertical", all), Side(arguments, "bottom", "vertical", all)),
        new Margin(Side(arguments, "left", "horizontal", all), Side(arguments, "right", "horizontal", all)),
    ]);

    private static int Side(LayerArguments arguments, string name, string pair, string all) =>
        arguments.NotNegative(arguments.Attribute.Has(name) ? name : arguments.Attribute.Has(pair) ? pair : all, 1);

    /// <summary>A convolution's window; strides and dilation exclude each other.</summary>
    private static WindowRequest Kernel(LayerArguments arguments, int rank)
    {
        var window = Window(arguments, WindowSize(arguments, "kernel", rank), arguments.Sizes("Strides", new(Enumerable.Repeat(1, rank))));
        if (window.Axes.Any(axis => axis.Stride > 1) && window.Axes.Any(axis => axis.Dilation > 1))
        {
            arguments.Report(
                Descriptors.StrideWithDilation, "DilationRate",
                Invariant.Text(window.Axes.Select(axis => axis.Stride)), Invariant.Text(window.Axes.Select(axis => axis.Dilation)));
        }

        return window;
    }

    private static WindowRequest Window(LayerArguments arguments, EquatableArray<int> size, EquatableArray<int> strides)
    {
        var dilation = arguments.Sizes("DilationRate", new(size.Select(_ => 1)));
        var padding = arguments.Choice<PaddingKind>("Padding", "Padding");
        if (padding == PaddingKind.Causal && arguments.Attribute.Name != "Conv1D")
        {
            arguments.Report(Descriptors.CausalPadding, "Padding", arguments.Attribute.Name);
        }

        return new(new(size.Select((kernel, d) => new AxisRequest(kernel, strides[d], dilation[d]))), padding);
    }

    /// <summary>A window is given by <c>kernelSize</c>, or by <c>kernelHeight</c> and <c>kernelWidth</c>; for pools likewise.</summary>
    private static EquatableArray<int> WindowSize(LayerArguments arguments, string kind, int rank) => arguments.Attribute.Has(kind + "Size")
        ? new(Enumerable.Repeat(arguments.Size(kind + "Size"), rank))
        : new([arguments.Size(kind + "Height"), arguments.Size(kind + "Width")]);
}
