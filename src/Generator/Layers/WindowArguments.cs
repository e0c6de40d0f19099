using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Arguments of layers that slide a window.</summary>
internal static class WindowArguments
{
    /// <summary>A convolution's window; strides and dilation exclude each other. Only one along a sequence may be causal.</summary>
    public static WindowRequest KernelWindow(this ILayerArguments arguments, int rank, bool isCausal = false)
    {
        WindowRequest window =
            arguments.Window(arguments.WindowSize("kernel", rank), arguments.Sizes("Strides", new(Enumerable.Repeat(1, rank))), isCausal);
        if (window.Axes.Any(axis => axis.Stride > 1) && window.Axes.Any(axis => axis.Dilation > 1))
        {
            arguments.Report(
                Descriptors.StrideWithDilation, "DilationRate",
                Invariant.Text(window.Axes.Select(axis => axis.Stride)), Invariant.Text(window.Axes.Select(axis => axis.Dilation)));
        }

        return window;
    }

    /// <summary>A pool's window, whose strides are its size by default.</summary>
    public static WindowRequest PoolWindow(this ILayerArguments arguments, int rank)
    {
        EquatableArray<int> size = arguments.WindowSize("pool", rank);
        return arguments.Window(size, arguments.Sizes("Strides", size), isCausal: false);
    }

    private static WindowRequest Window(this ILayerArguments arguments, EquatableArray<int> size, EquatableArray<int> strides, bool isCausal)
    {
        EquatableArray<int> dilation = arguments.Sizes("DilationRate", new(size.Select(_ => 1)));
        PaddingKind padding = arguments.Choice<PaddingKind>("Padding", "Padding");
        if (padding == PaddingKind.Causal && !isCausal)
        {
            arguments.Report(Descriptors.CausalPadding, "Padding", arguments.Attribute);
        }

        return new(new(size.Select((kernel, d) => new AxisRequest(kernel, strides[d], dilation[d]))), padding);
    }

    /// <summary>A window is given by <c>kernelSize</c>, or by <c>kernelHeight</c> and <c>kernelWidth</c>; for pools likewise.</summary>
    private static EquatableArray<int> WindowSize(this ILayerArguments arguments, string kind, int rank) => arguments.Has(kind + "Size")
        ? new(Enumerable.Repeat(arguments.Size(kind + "Size"), rank))
        : new([arguments.Size(kind + "Height"), arguments.Size(kind + "Width")]);
}
