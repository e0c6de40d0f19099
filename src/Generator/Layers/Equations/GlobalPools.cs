using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Pools over all places of an image.</summary>
internal static class GlobalPools
{
    /// <summary>[..., channels] to [channels], or with an axis of 1 for each of the image's.</summary>
    public static ShapeResult Shape(LayerCard card, LayerInput input, int rank, bool keepDims) =>
        ShapeRules.NoImage(card, input, rank) ?? ShapeResult.Of(keepDims ? Enumerable.Repeat(1, rank).Append(input.Channels) : [input.Channels]);

    /// <summary>Combines all values of a channel.</summary>
    /// <param name="masked">What steps that do not count have in place of their values.</param>
    public static int Build(BuildContext at, string name, Combine combine, Expr masked)
    {
        var image = new EquatableArray<int>(at.InputRows.Skip(1));
        int rank = image.Count - 1;
        Axis[] box = [new("n", TensorGraph.Batch), new("c", image[rank]), .. Windows.Places(image, rank)];
        Affine[] target = [Affine.Of(0), .. Enumerable.Repeat(Affine.Number(0), at.Output.Count - 1), Affine.Of(1)];
        var value = new LoadExpr(at.Input, new([Affine.Of(0), .. Windows.Indices(2, rank), Affine.Of(1)]));
        Expr body = at.MaskOf(at.Input) is { } mask ? StepMasks.Choose(mask, 2, value, masked) : value;
        return at.Graph.Add(new NestNode(name, at.OutputRows, new(box), new(target), combine, body));
    }

    /// <summary>ONNX' own, which keeps all axes.</summary>
    public static OnnxValue Export(ExportContext at, string operation, bool keepDims) => keepDims
        ? at.GiveImage(operation, [at.Image])
        : at.Give("Flatten", [at.Add("pool", operation, [at.Image])], OnnxAttribute.Int("axis", 1));
}
