using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Cross-correlation of [..., channels], an axis for each of the window's, to [places along each axis, Filters]. Kernel [..., channels / Groups,
/// Filters], bias [Filters].
/// </summary>
internal sealed record ConvOp(int Filters, WindowRequest Window, int Groups, bool UseBias, InitializerKind Kernel, InitializerKind Bias)
    : ComputingLayer
{
    public static LayerCard OneAxis { get; } = new("Conv1D", "Conv1D", InputRule.One, PenaltyRule.KernelAndBias, arguments => Read(arguments, 1));

    public static LayerCard TwoAxes { get; } = new("Conv2D", "Conv2D", InputRule.One, PenaltyRule.KernelAndBias, arguments => Read(arguments, 2));

    public override LayerCard Card => Window.Rank == 1 ? OneAxis : TwoAxes;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Dropped;

    public override ImageOrder Order => ImageOrder.OfImages;

    private static LayerDraft Read(ILayerArguments arguments, int rank)
    {
        (int filters, int groups) = (arguments.Size("filters"), arguments.Size("Groups"));
        WindowRequest window = arguments.KernelWindow(rank, isCausal: rank == 1);
        (bool bias, (InitializerKind Kernel, InitializerKind Bias) initializers) = (arguments.Value("UseBias", true), arguments.Initializers());
        return new(new ConvOp(filters, window, groups, bias, initializers.Kernel, initializers.Bias), arguments.Activation());
    }

    public override ShapeResult Shape(LayerInputs inputs)
    {
        LayerInput image = inputs.First;
        if (ShapeRules.NoImage(Card, image, Window.Rank) is { } fault)
        {
            return fault;
        }

        if (image.Channels % Groups != 0)
        {
            return ShapeResult.Refuse(
                Descriptors.GroupsDoNotDivide, ["Groups"],
                Invariant.Text(Groups), Invariant.Text(image.Channels) + " channels of the " + image.Text + " that '" + image.Name + "' gives");
        }

        return Filters % Groups != 0
            ? ShapeResult.Refuse(Descriptors.GroupsDoNotDivide, ["Groups"], Invariant.Text(Groups), Invariant.Text(Filters) + " filters")
            : Window.Slide(Card, image, Filters, "kernel");
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        (IEnumerable<int[]> cells, int c) = (Enumerable.Range(0, Window.Rank).Select(cell => new[] { cell }), Window.Rank);
        var torch = TorchTensor.Of("weight", Along.Neither, [[c + 1], [c], .. cells]);
        return
        [
            LayerParameter.Kernel("kernel", Window, inputs[0].Last() / Groups, Filters, Kernel, torch),
            .. LayerParameter.Bias(UseBias, Filters, Bias, Along.Neither),
        ];
    }

    public override long Flops(OpShapes shapes) => Saturating.Of(2 * shapes.Outputs * Window.Area * (shapes.Channels / Groups));

    /// <summary>A contraction whose input's access is <c>stride * y + dilation * p - pad</c>; places outside of the image read 0.</summary>
    public override int Build(BuildContext at)
    {
        (EquatableArray<int> output, EquatableArray<int> image, int rank) = (at.Output, new EquatableArray<int>(at.InputRows.Skip(1)), Window.Rank);
        int channels = image[rank];
        (int perGroup, int filters) = (channels / Groups, Filters / Groups);
        bool isDepthwise = perGroup == 1 && filters == 1 && Groups > 1;
        int group = Groups > 1 && !isDepthwise ? 1 : 0;

        // n, places, [group,] o, cells [, c]; a depthwise filter is its channel.
        int o = 1 + rank + group;
        (int cell, int c) = (o + 1, o + 1 + rank);
        Window window = Window.Over(image);
        Axis[] box =
        [
            new("n", TensorGraph.Batch),
            .. Windows.Places(output, rank),
            .. group == 1 ? new[] { new Axis("g", Groups) } : [],
            new(isDepthwise ? "c" : "o", isDepthwise ? channels : filters),
            .. Windows.Cells(window),
            .. isDepthwise ? [] : new[] { new Axis("c", perGroup) },
        ];
        Affine filter = group == 1 ? Affine.Of(1 + rank, filters) + Affine.Of(o) : Affine.Of(o);
        Affine channel = isDepthwise ? Affine.Of(o) : group == 1 ? Affine.Of(1 + rank, perGroup) + Affine.Of(c) : Affine.Of(c);
        Expr body = Times(
            new LoadExpr(at.Input, Windows.Access(window, 1, cell, channel)),
            new LoadExpr(at.Parameters[0], new(Windows.Indices(cell, rank).Concat([isDepthwise ? Affine.Number(0) : Affine.Of(c), filter]))));
        string name = at.Bias is null ? at.Name : at.Name + ".conv";
        IEnumerable<Affine> target = Windows.Indices(0, rank + 1).Append(filter);
        int sum = at.Graph.Add(new NestNode(name, at.OutputRows, new(box), new(target), Combine.Sum, body));
        return BiasSum.Build(at.Graph, at.Name, sum, at.Bias);
    }

    public override OnnxValue Export(ExportContext at)
    {
        int rank = Window.Rank;
        string kernel = at.Transpose("kernel", at.Parameters[0], [rank + 1, rank, .. Enumerable.Range(0, rank)]);
        string[] weights = UseBias ? [kernel, at.Bias] : [kernel];
        return at.GiveImage(
            "Conv", [at.Image, .. weights], [.. Window.Attributes(at.InputShape, at.Output), OnnxAttribute.Int("group", Groups)]);
    }
}
