using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Each pixel adds a kernel to the output, a stride further for each step; the gradient of a convolution. [..., channels] to [..., Filters]. Kernel
/// [KernelHeight, KernelWidth, Filters, channels], bias [Filters].
/// </summary>
internal sealed record Conv2DTransposeOp(int Filters, WindowRequest Window, bool UseBias, InitializerKind Kernel, InitializerKind Bias)
    : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("Conv2DTranspose", "Conv2DTranspose", InputRule.One, PenaltyRule.KernelAndBias, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Dropped;

    public override ImageOrder Order => ImageOrder.OfImages;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        (int filters, WindowRequest window) = (arguments.Size("filters"), arguments.KernelWindow(2));
        (bool bias, (InitializerKind Kernel, InitializerKind Bias) initializers) = (arguments.Value("UseBias", true), arguments.Initializers());
        return new(new Conv2DTransposeOp(filters, window, bias, initializers.Kernel, initializers.Bias), arguments.Activation());
    }

    /// <summary>
    /// With valid padding an axis becomes size stride + max(kernel - stride, 0), with same padding size stride, and of the kernel - stride cells too
    /// many the smaller half is cut off before.
    /// </summary>
    public override ShapeResult Shape(LayerInputs inputs)
    {
        ShapeResult resized = ShapeRules.Resize(
            Card, inputs.First, Window.Rank, (size, d) => (size * Window.Axes[d].Stride) + (IsSame ? 0 : Excess(Window.Axes[d])));
        return resized.Fault is not null ? resized : ShapeResult.Of(ShapeRules.WithChannels(resized.Shape, Filters));
    }

    private bool IsSame => Window.Padding == PaddingKind.Same;

    private static int Excess(AxisRequest axis) => Math.Max(axis.Kernel - axis.Stride, 0);

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        var torch = TorchTensor.Of("weight", Along.Neither, [3], [2], [0], [1]);
        return
        [
            LayerParameter.Kernel("kernel", Window, Filters, inputs[0].Last(), Kernel, torch) with { UnitAxes = new([Window.Rank]) },
            .. LayerParameter.Bias(UseBias, Filters, Bias, Along.Neither),
        ];
    }

    public override long Flops(OpShapes shapes) => Saturating.Of(2 * ShapeRules.Elements(shapes.Input) * Window.Area * Filters);

    /// <summary>
    /// The contraction of a convolution with the roles of image and output exchanged, so that each pixel adds a kernel at <c>stride * y + p -
    /// pad</c>. What falls outside of the output is dropped.
    /// </summary>
    public override int Build(BuildContext at)
    {
        (int rank, EquatableArray<int> image) = (Window.Rank, new EquatableArray<int>(at.InputRows.Skip(1)));
        var window = new Window(new(Window.Axes.Select(axis => new WindowAxis(axis.Kernel, axis.Stride, 1, IsSame ? Excess(axis) / 2 : 0))));
        (int o, int cell, int c) = (rank + 1, rank + 2, (2 * rank) + 2);
        Axis[] box =
        [
            new("n", TensorGraph.Batch), .. Windows.Places(image, rank), new("o", Filters), .. Windows.Cells(window), new("c", image[rank]),
        ];
        Expr body = Times(
            new LoadExpr(at.Input, new([.. Windows.Indices(0, rank + 1), Affine.Of(c)])),
            new LoadExpr(at.Parameters[0], new([.. Windows.Indices(cell, rank), Affine.Of(o), Affine.Of(c)])));
        string name = at.Bias is null ? at.Name : at.Name + ".conv";
        int sum = at.Graph.Add(new NestNode(name, at.OutputRows, new(box), Windows.Access(window, 1, cell, Affine.Of(o)), Combine.Sum, body));
        return BiasSum.Build(at.Graph, at.Name, sum, at.Bias);
    }

    public override OnnxValue Export(ExportContext at)
    {
        string kernel = at.Transpose("kernel", at.Parameters[0], 3, 2, 0, 1);
        IEnumerable<int> before = Window.Axes.Select(axis => IsSame ? Excess(axis) / 2 : 0);
        IEnumerable<int> behind = Window.Axes.Select(axis => IsSame ? Excess(axis) - (Excess(axis) / 2) : 0);
        return at.GiveImage(
            "ConvTranspose", [at.Image, kernel, .. UseBias ? new[] { at.Bias } : []],
            OnnxAttribute.Ints("kernel_shape", Window.Axes.Select(axis => axis.Kernel)),
            OnnxAttribute.Ints("strides", Window.Axes.Select(axis => axis.Stride)),
            OnnxAttribute.Ints("pads", before.Concat(behind)),
            OnnxAttribute.Ints("output_padding", Window.Axes.Select(axis => Math.Max(axis.Stride - axis.Kernel, 0))));
    }
}
