using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Each pixel several times along each axis.</summary>
internal sealed record UpSamplingOp(EquatableArray<int> Times) : FreeLayer
{
    public static LayerCard OneAxis { get; } = new("UpSampling1D", "UpSampling1D", InputRule.One, PenaltyRule.None, ReadSteps);

    public static LayerCard TwoAxes { get; } = new("UpSampling2D", "UpSampling2D", InputRule.One, PenaltyRule.None, ReadImage);

    public override LayerCard Card => Times.Count == 1 ? OneAxis : TwoAxes;

    public override ImageOrder Order => ImageOrder.OfImages;

    public override StepRule Steps => StepRule.Dropped;

    private static LayerDraft ReadSteps(ILayerArguments arguments) =>
        LayerDraft.Of(new UpSamplingOp(new EquatableArray<int>([arguments.Size("size", 2)])));

    private static LayerDraft ReadImage(ILayerArguments arguments) => LayerDraft.Of(new UpSamplingOp(new EquatableArray<int>(
        arguments.Has("rows") ? [arguments.Size("rows"), arguments.Size("columns")] : [arguments.Size("size", 2), arguments.Size("size", 2)])));

    public override ShapeResult Shape(LayerInputs inputs) => ShapeRules.Resize(Card, inputs.First, Times.Count, (size, d) => size * Times[d]);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Of(range);

    /// <summary>Each pixel becomes a block of pixels.</summary>
    public override int Build(BuildContext at)
    {
        var image = new EquatableArray<int>(at.InputRows.Skip(1));
        int rank = Times.Count;
        var places = Windows.Places(image, rank).ToList();

        // n, y, p, x, q, c.
        var box = new List<Axis> { new("n", TensorGraph.Batch) };
        for (int d = 0; d < rank; d++)
        {
            box.Add(places[d]);
            box.Add(new(((char)('p' + d)).ToString(), Times[d]));
        }

        box.Add(new("c", image[rank]));
        var channel = Affine.Of(1 + (2 * rank));
        IEnumerable<Affine> target = Enumerable.Range(0, rank).Select(d => Affine.Of(1 + (2 * d), Times[d]) + Affine.Of(2 + (2 * d)));
        IEnumerable<Affine> pixel = Enumerable.Range(0, rank).Select(d => Affine.Of(1 + (2 * d)));
        return at.Graph.Add(new NestNode(
            at.Name, at.OutputRows, new(box), new([Affine.Of(0), .. target, channel]), Combine.Assign,
            new LoadExpr(at.Input, new([Affine.Of(0), .. pixel, channel]))));
    }

    public override OnnxValue Export(ExportContext at)
    {
        IEnumerable<string> scales = new[] { 1, 1 }.Concat(Times).Select(times => OnnxText.Of(times));
        return at.GiveImage(
            "Resize", [at.Image, "", at.Graph.Literal(OnnxText.List(scales))], OnnxAttribute.String("mode", "nearest"),
            OnnxAttribute.String("coordinate_transformation_mode", "asymmetric"), OnnxAttribute.String("nearest_mode", "floor"));
    }
}
