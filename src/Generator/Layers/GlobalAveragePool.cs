using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Mean of each channel over an image of Rank axes beside the channels: [channels], or with an axis of 1 for each of the image's.</summary>
internal sealed record GlobalAveragePoolOp(int Rank, bool KeepDims) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new(
        "GlobalAveragePool1D", "GlobalAveragePooling1D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 1));

    public static LayerCard TwoAxes { get; } = new(
        "GlobalAveragePool2D", "GlobalAveragePooling2D", InputRule.One, PenaltyRule.None, arguments => Read(arguments, 2));

    public override LayerCard Card => Rank == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Own;

    private static LayerDraft Read(ILayerArguments arguments, int rank) =>
        LayerDraft.Of(new GlobalAveragePoolOp(rank, arguments.Value("KeepDims", false)));

    public override ShapeResult Shape(LayerInputs inputs) => GlobalPools.Shape(Card, inputs.First, Rank, KeepDims);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Of(range);

    /// <summary>Steps that do not count take no part, as in Keras.</summary>
    public override int Build(BuildContext at)
    {
        (Support.EquatableArray<int> image, int? mask) = (at.InputRows, at.MaskOf(at.Input));
        int sum = GlobalPools.Build(at, at.Name + ".sum", Combine.Sum, Number(0));
        double places = image.Skip(1).Take(image.Count - 2).Aggregate(1.0, (product, size) => product * size);
        Expr count = mask is { } steps ? new LoadExpr(StepMasks.Count(at.Graph, at.Name, steps), new([Affine.Of(0)])) : Number(places);
        return at.Graph.Map(at.Name, sum, Over(at.Graph.Same(sum), count));
    }

    public override OnnxValue Export(ExportContext at)
    {
        if (at.Sequences.MaskOf(at.Input) is not { } mask)
        {
            return GlobalPools.Export(at, "GlobalAveragePool", KeepDims);
        }

        string counts = OnnxMasks.Choice(at.Graph, at.Name, mask, 1);
        string counted = at.Add("counted", "Where", [counts, at.Plain, at.Graph.Float(0)]);
        string sum = at.Add("sum", "ReduceSum", [counted, at.Graph.Ints(1)], OnnxAttribute.Int("keepdims", KeepDims ? 1 : 0));
        string steps = at.Add("steps", "ReduceSum", [mask, at.Graph.Ints(1)], OnnxAttribute.Int("keepdims", 1));
        string count = at.Add("count", "Max", [steps, at.Graph.Float(1)]);
        return at.Give("Div", [sum, KeepDims ? at.Add("count.wide", "Unsqueeze", [count, at.Graph.Ints(2)]) : count]);
    }
}
