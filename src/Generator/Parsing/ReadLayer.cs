using System;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Layer attribute -> draft, one method a layer; arguments at fault are reported.</summary>
internal static class ReadLayer
{
    /// <summary>Null for a layer that is not known.</summary>
    public static LayerDraft? Run(LayerArguments arguments) => arguments.Attribute.ClassName switch
    {
        "NetCompiler.DenseAttribute" => Dense(arguments),
        "NetCompiler.Conv2DAttribute" => Conv2D(arguments),
        "NetCompiler.DepthwiseConv2DAttribute" => DepthwiseConv2D(arguments),
        "NetCompiler.SeparableConv2DAttribute" => SeparableConv2D(arguments),
        "NetCompiler.Conv2DTransposeAttribute" => Conv2DTranspose(arguments),
        "NetCompiler.MaxPool2DAttribute" => Pool2D(arguments, window => new MaxPool2DOp(window!)),
        "NetCompiler.AveragePool2DAttribute" => Pool2D(arguments, window => new AveragePool2DOp(window!)),
        "NetCompiler.GlobalMaxPool2DAttribute" => GlobalPool2D(arguments, keep => new GlobalMaxPool2DOp(keep)),
        "NetCompiler.GlobalAveragePool2DAttribute" => GlobalPool2D(arguments, keep => new GlobalAveragePool2DOp(keep)),
        "NetCompiler.UpSampling2DAttribute" => UpSampling2D(arguments),
        "NetCompiler.ZeroPadding2DAttribute" => Margins(arguments, "padding", ShapeRules.ZeroPadding2D, margins => new ZeroPadding2DOp(margins)),
        "NetCompiler.Cropping2DAttribute" => Margins(arguments, "cropping", ShapeRules.Cropping2D, margins => new Cropping2DOp(margins)),
        "NetCompiler.BatchNormalizationAttribute" => BatchNormalization(arguments),
        "NetCompiler.GroupNormalizationAttribute" => GroupNormalization(arguments),
        "NetCompiler.LayerNormalizationAttribute" => LayerNormalization(arguments),
        "NetCompiler.RMSNormalizationAttribute" => RmsNormalization(arguments),
        "NetCompiler.FlattenAttribute" => new(ShapeRules.Flatten, _ => new FlattenOp()),
        "NetCompiler.ReshapeAttribute" => Reshape(arguments),
        "NetCompiler.DropoutAttribute" => Dropout(arguments),
        "NetCompiler.ActivationAttribute" => Activate(arguments),
        _ when arguments.Attribute.TypeArgument is not null => Block(arguments),
        _ => null,
    };

    /// <summary>A class as a layer: its own layers have the shapes.</summary>
    private static LayerDraft Block(LayerArguments arguments)
    {
        arguments.Size("repeat");
        return new(ShapeRules.Elementwise, _ => throw new InvalidOperationException("A block is no layer of its own."));
    }

    private static LayerDraft Dense(LayerArguments arguments)
    {
        var units = arguments.Size("units");
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = Initializers(arguments);
        return new(input => ShapeRules.Dense(input, units), _ => new DenseOp(units, bias, kernel, start), Activation(arguments));
    }

    private static LayerDraft Conv2D(LayerArguments arguments)
    {
        var filters = arguments.Size("filters");
        var groups = arguments.Size("Groups");
        var window = Kernel(arguments);
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = Initializers(arguments);
        return new(
            input => ShapeRules.Conv2D(input, filters, groups, window),
            placed => new Conv2DOp(filters, placed!, groups, bias, kernel, start),
            Activation(arguments),
            window);
    }

    private static LayerDraft DepthwiseConv2D(LayerArguments arguments)
    {
        var window = Kernel(arguments);
        var multiplier = arguments.Size("DepthMultiplier");
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = Initializers(arguments);
        return new(
            input => ShapeRules.DepthwiseConv2D(input, multiplier, window),
            placed => new DepthwiseConv2DOp(placed!, multiplier, bias, kernel, start),
            Activation(arguments),
            window);
    }

    private static LayerDraft SeparableConv2D(LayerArguments arguments)
    {
        var filters = arguments.Size("filters");
        var window = Kernel(arguments);
        var multiplier = arguments.Size("DepthMultiplier");
        var bias = arguments.Attribute.Value("UseBias", true);
        var depthwise = arguments.Choice("DepthwiseInitializer", "Initializer", InitializerKind.GlorotUniform);
        var pointwise = arguments.Choice("PointwiseInitializer", "Initializer", InitializerKind.GlorotUniform);
        var start = arguments.Choice("BiasInitializer", "Initializer", InitializerKind.Zeros);
        return new(
            input => ShapeRules.SeparableConv2D(input, filters, multiplier, window),
            placed => new SeparableConv2DOp(filters, placed!, multiplier, bias, depthwise, pointwise, start),
            Activation(arguments),
            window);
    }

    private static LayerDraft Conv2DTranspose(LayerArguments arguments)
    {
        var filters = arguments.Size("filters");
        var window = Kernel(arguments);
        var bias = arguments.Attribute.Value("UseBias", true);
        var (kernel, start) = Initializers(arguments);
        return new(
            input => ShapeRules.Conv2DTranspose(input, filters, window),
            placed => new Conv2DTransposeOp(filters, placed!, bias, kernel, start),
            Activation(arguments),
            window);
    }

    /// <summary>A convolution's window; strides and dilation exclude each other.</summary>
    private static WindowRequest Kernel(LayerArguments arguments)
    {
        var window = Window(arguments, WindowSize(arguments, "kernel"), arguments.Pair("Strides", (1, 1)));
        if ((window.StrideHeight > 1 || window.StrideWidth > 1) && (window.DilationHeight > 1 || window.DilationWidth > 1))
        {
            arguments.Report(
                Descriptors.StrideWithDilation, "DilationRate",
                Invariant.Text([window.StrideHeight, window.StrideWidth]), Invariant.Text([window.DilationHeight, window.DilationWidth]));
        }

        return window;
    }

    private static LayerDraft Pool2D(LayerArguments arguments, Func<Window2D?, OpSpec> op)
    {
        var size = WindowSize(arguments, "pool");
        var window = Window(arguments, size, arguments.Pair("Strides", size));
        return new(input => ShapeRules.Pool2D(input, window), op, Window: window);
    }

    private static LayerDraft GlobalPool2D(LayerArguments arguments, Func<bool, OpSpec> op)
    {
        var keepDims = arguments.Attribute.Value("KeepDims", false);
        return new(input => ShapeRules.GlobalPool2D(input, keepDims), _ => op(keepDims));
    }

    private static LayerDraft UpSampling2D(LayerArguments arguments)
    {
        var (rows, columns) = arguments.Attribute.Has("rows") ? (arguments.Size("rows"), arguments.Size("columns")) : (arguments.Size("size", 2), arguments.Size("size", 2));
        return new(input => ShapeRules.UpSampling2D(input, rows, columns), _ => new UpSampling2DOp(rows, columns));
    }

    /// <summary>One margin all around, or a vertical and a horizontal one, or one for each side.</summary>
    private static LayerDraft Margins(
        LayerArguments arguments, string all, Func<EquatableArray<int>, Margins2D, ShapeResult> shape, Func<Margins2D, OpSpec> op)
    {
        int Side(string name, string pair) => arguments.NotNegative(arguments.Attribute.Has(name) ? name : arguments.Attribute.Has(pair) ? pair : all, 1);
        var margins = new Margins2D(Side("top", "vertical"), Side("bottom", "vertical"), Side("left", "horizontal"), Side("right", "horizontal"));
        return new(input => shape(input, margins), _ => op(margins));
    }

    private static LayerDraft BatchNormalization(LayerArguments arguments)
    {
        var momentum = arguments.Attribute.Value("Momentum", 0.99f);
        if (!(momentum >= 0 && momentum <= 1))
        {
            arguments.Report(Descriptors.MomentumOutOfRange, "Momentum", Invariant.Text(momentum));
        }

        var (center, scale) = (arguments.Attribute.Value("Center", true), arguments.Attribute.Value("Scale", true));
        var op = new BatchNormalizationOp(momentum, Epsilon(arguments, 1e-3f), center, scale, arguments.Attribute.Value("UnbiasedMovingVariance", false));
        return new(ShapeRules.Elementwise, _ => op);
    }

    private static LayerDraft GroupNormalization(LayerArguments arguments)
    {
        var each = arguments.Attribute.Value("Groups", GroupNormalizationOp.DefaultGroups) == GroupNormalizationOp.EachChannel;
        var groups = each ? GroupNormalizationOp.EachChannel : arguments.Size("Groups", GroupNormalizationOp.DefaultGroups);
        var op = new GroupNormalizationOp(groups, Epsilon(arguments, 1e-3f), arguments.Attribute.Value("Center", true), arguments.Attribute.Value("Scale", true));
        return new(input => ShapeRules.GroupNormalization(input, groups), _ => op, Groups: GroupNormalizationOp.DefaultGroups);
    }

    private static LayerDraft LayerNormalization(LayerArguments arguments)
    {
        var op = new LayerNormalizationOp(Epsilon(arguments, 1e-3f), arguments.Attribute.Value("Center", true), arguments.Attribute.Value("Scale", true));
        return new(ShapeRules.Elementwise, _ => op);
    }

    private static LayerDraft RmsNormalization(LayerArguments arguments)
    {
        var op = new RmsNormalizationOp(Epsilon(arguments, 1e-6f));
        return new(ShapeRules.Elementwise, _ => op);
    }

    private static float Epsilon(LayerArguments arguments, float standard)
    {
        var epsilon = arguments.Attribute.Value("Epsilon", standard);
        if (!(epsilon > 0 && epsilon <= float.MaxValue))
        {
            arguments.Report(Descriptors.EpsilonInvalid, "Epsilon", Invariant.Text(epsilon));
        }

        return epsilon;
    }

    private static LayerDraft Reshape(LayerArguments arguments)
    {
        var shape = arguments.Attribute.Array("shape") ?? [];
        if (shape.Length == 0)
        {
            arguments.Report(Descriptors.EmptyShape, "shape");
        }

        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] is 0 or < -1)
            {
                arguments.Report(Descriptors.TooSmall, arguments.Attribute.Where("shape", i), "a size", Invariant.Text(shape[i]));
            }
        }

        var inferred = shape.Count(size => size == -1);
        if (inferred > 1)
        {
            arguments.Report(Descriptors.ReshapeAmbiguous, "shape", Invariant.Text(shape), Invariant.Text(inferred));
        }

        return new(input => ShapeRules.Reshape(input, shape), _ => new ReshapeOp(), Requested: shape);
    }

    private static LayerDraft Dropout(LayerArguments arguments)
    {
        var rate = arguments.Attribute.Value("rate", 0f);
        if (!(rate >= 0 && rate < 1))
        {
            arguments.Report(Descriptors.RateOutOfRange, "rate", Invariant.Text(rate));
        }

        return new(ShapeRules.Elementwise, _ => new DropoutOp(rate));
    }

    private static LayerDraft Activate(LayerArguments arguments)
    {
        var kind = arguments.Choice<ActivationKind>("kind", "Activation");
        var alpha = arguments.Attribute.Value("Alpha", float.NaN);
        var standard = Activations.DefaultAlpha(kind);
        if (float.IsNaN(alpha))
        {
            alpha = standard ?? 0;
        }
        else if (standard is null)
        {
            arguments.Report(Descriptors.AlphaUnused, "Alpha", kind.ToString());
        }
        else if (float.IsInfinity(alpha) || (kind == ActivationKind.Celu && alpha == 0))
        {
            var rule = kind == ActivationKind.Celu ? "finite and not 0" : "finite";
            arguments.Report(Descriptors.AlphaInvalid, "Alpha", kind.ToString(), rule, Invariant.Text(alpha));
        }

        return new(ShapeRules.Elementwise, _ => new ActivationOp(kind, alpha));
    }

    private static (InitializerKind Kernel, InitializerKind Bias) Initializers(LayerArguments arguments) => (
        arguments.Choice("KernelInitializer", "Initializer", InitializerKind.GlorotUniform),
        arguments.Choice("BiasInitializer", "Initializer", InitializerKind.Zeros));

    private static ActivationKind Activation(LayerArguments arguments) => arguments.Choice<ActivationKind>("Activation", "Activation");

    private static WindowRequest Window(LayerArguments arguments, (int Height, int Width) size, (int Height, int Width) strides)
    {
        var dilation = arguments.Pair("DilationRate", (1, 1));
        var same = arguments.Choice<PaddingKind>("Padding", "Padding") == PaddingKind.Same;
        return new(size.Height, size.Width, strides.Height, strides.Width, dilation.Height, dilation.Width, same);
    }

    /// <summary>A window is given by <c>kernelSize</c>, or by <c>kernelHeight</c> and <c>kernelWidth</c>; for pools likewise.</summary>
    private static (int Height, int Width) WindowSize(LayerArguments arguments, string kind)
    {
        if (arguments.Attribute.Has(kind + "Size"))
        {
            var size = arguments.Size(kind + "Size");
            return (size, size);
        }

        return (arguments.Size(kind + "Height"), arguments.Size(kind + "Width"));
    }
}
