using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Largest value of each window, per channel; cells outside the image never win. [..., channels] to [places along each axis, channels].
/// </summary>
internal sealed record MaxPoolOp(WindowRequest Window) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new("MaxPool1D", "MaxPooling1D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 1));

    public static LayerCard TwoAxes { get; } = new("MaxPool2D", "MaxPooling2D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 2));

    public override LayerCard Card => Window.Rank == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Dropped;

    private static LayerDraft Read(ILayerArguments arguments, int rank) => LayerDraft.Of(new MaxPoolOp(arguments.PoolWindow(rank)));

    public override ShapeResult Shape(LayerInputs inputs) => Window.Slide(Card, inputs.First, inputs.First.Channels, "pool");

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.WithoutSum(range);

    public override int Build(BuildContext at) =>
        Windows.Pool(at.Graph, at.Name, Window.Over(new(at.InputRows.Skip(1))), at.Output, at.Input, Combine.Max, float.NegativeInfinity);

    public override OnnxValue Export(ExportContext at) =>
        at.GiveImage("MaxPool", [at.Image], [.. Window.Attributes(at.InputShape, at.Output)]);
}
