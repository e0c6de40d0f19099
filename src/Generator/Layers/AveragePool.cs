using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Mean of each window's cells inside the image, per channel. [..., channels] to [places along each axis, channels].</summary>
internal sealed record AveragePoolOp(WindowRequest Window) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new(
        "AveragePool1D", "AveragePooling1D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 1));

    public static LayerCard TwoAxes { get; } = new(
        "AveragePool2D", "AveragePooling2D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 2));

    public override LayerCard Card => Window.Rank == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Dropped;

    private static LayerDraft Read(ILayerArguments arguments, int rank) => LayerDraft.Of(new AveragePoolOp(arguments.PoolWindow(rank)));

    public override ShapeResult Shape(LayerInputs inputs) => Window.Slide(Card, inputs.First, inputs.First.Channels, "pool");

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Of(range);

    /// <summary>The sum by the number of cells inside of the image; without padding that is the same everywhere.</summary>
    public override int Build(BuildContext at)
    {
        EquatableArray<int> image = at.InputRows;
        Window window = Window.Over(new(image.Skip(1)));
        int sum = Windows.Pool(at.Graph, at.Name + ".sum", window, at.Output, at.Input, Combine.Sum, 0);
        var counts = window.Axes.Select((axis, d) => CellsInside(axis, 1 + d, at.Output[d], image[1 + d])).ToList();
        return at.Graph.Map(at.Name, sum, counts.All(count => count is ConstExpr)
            ? Over(at.Graph.Same(sum), Number(counts.Aggregate(1.0, (product, count) => product * ((ConstExpr)count).Value)))
            : Over(at.Graph.Same(sum), counts.Aggregate(Times)));
    }

    /// <summary>How many cells of the windows at a box index lie inside of the image.</summary>
    private static Expr CellsInside(WindowAxis axis, int place, int places, int size)
    {
        var start = Affine.Of(place, axis.Stride, -axis.Pad);
        return axis.Pad == 0 && ((places - 1L) * axis.Stride) + axis.Kernel <= size
            ? Number(axis.Kernel)
            : Subtract(Min(Number(size), new IndexExpr(start + Affine.Number(axis.Kernel))), Max(Number(0), new IndexExpr(start)));
    }

    public override OnnxValue Export(ExportContext at) =>
        at.GiveImage("AveragePool", [at.Image], [.. Window.Attributes(at.InputShape, at.Output)]);
}
