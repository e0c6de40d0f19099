using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Largest value of each channel over an image of Rank axes beside the channels: [channels], or with an axis of 1 for each of the image's.
/// </summary>
internal sealed record GlobalMaxPoolOp(int Rank, bool KeepDims) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new(
        "GlobalMaxPool1D", "GlobalMaxPooling1D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 1));

    public static LayerCard TwoAxes { get; } = new(
        "GlobalMaxPool2D", "GlobalMaxPooling2D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 2));

    public override LayerCard Card => Rank == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Own;

    private static LayerDraft Read(ILayerArguments arguments, int rank) =>
        LayerDraft.Of(new GlobalMaxPoolOp(rank, arguments.Value("KeepDims", false)));

    public override ShapeResult Shape(LayerInputs inputs) => GlobalPools.Shape(Card, inputs.First, Rank, KeepDims);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.WithoutSum(range);

    /// <summary>Steps that do not count take no part.</summary>
    public override int Build(BuildContext at) => GlobalPools.Build(at, at.Name, Combine.Max, Number(float.NegativeInfinity));

    public override OnnxValue Export(ExportContext at)
    {
        if (at.Sequences.MaskOf(at.Input) is not { } mask)
        {
            return GlobalPools.Export(at, "GlobalMaxPool", KeepDims);
        }

        string counts = OnnxMasks.Choice(at.Graph, at.Name, mask, 1);
        string counted = at.Add("counted", "Where", [counts, at.Plain, at.Graph.Float(float.NegativeInfinity)]);
        return at.Give("ReduceMax", [counted], OnnxAttribute.Ints("axes", [1]), OnnxAttribute.Int("keepdims", KeepDims ? 1 : 0));
    }
}
