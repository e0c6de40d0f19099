using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// x for x &gt; 0, else alpha x (He et al., 2015). Alpha has the input's shape, with 1 for the <c>SharedAxes</c>, which count from 1.
/// </summary>
internal sealed record PReluOp(EquatableArray<int> SharedAxes, InitializerKind Alpha) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("PReLU", "PReLU", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Kept;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(
        new PReluOp(new(arguments.Array("SharedAxes") ?? []), arguments.Initializer("AlphaInitializer", InitializerKind.Zeros)));

    /// <summary>Any shape is kept; shared axes count from 1 to its rank.</summary>
    public override ShapeResult Shape(LayerInputs inputs)
    {
        LayerInput input = inputs.First;
        return SharedAxes.All(axis => axis >= 1 && axis <= input.Shape.Count) ? ShapeResult.Of(input.Shape) : ShapeResult.Refuse(
            Descriptors.SharedAxesUnknown, ["SharedAxes"], Invariant.Text(SharedAxes), Invariant.Text(input.Shape.Count), input.Text, input.Name);
    }

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        var shape = new EquatableArray<int>(inputs[0].Select((size, d) => SharedAxes.Contains(d + 1) ? 1 : size));
        if (shape.Count == 1)
        {
            return [LayerParameter.Vector("alpha", shape[0], Alpha, TorchTensor.Vector("weight", Along.Both))];
        }

        (int inner, int outer) = (shape[shape.Count - 2], shape.Last());
        long area = shape.Take(shape.Count - 2).Aggregate(1L, (product, size) => product * size);
        return [new("alpha", shape, Alpha, LayerParameter.Fan(area * inner), LayerParameter.Fan(area * outer), OfChannels(shape))];
    }

    /// <summary>The last axis alone, which all others must share.</summary>
    private static TorchTensor OfChannels(EquatableArray<int> shape) => shape.Take(shape.Count - 1).All(size => size == 1)
        ? TorchTensor.Of("weight", Along.Neither, [.. Enumerable.Range(0, shape.Count)])
        : TorchTensor.None("has a value per channel for '{0}', whose shape is " + Invariant.Text(shape) + "; share all axes but the last");

    public override long Flops(OpShapes shapes) => 0;

    /// <summary>Alpha has 1 along axes that share it.</summary>
    public override int Build(BuildContext at)
    {
        int alpha = at.Parameters[0];
        IEnumerable<Affine> places = at.Graph[alpha].Shape.Select((size, d) => size == 1 ? Affine.Number(0) : Affine.Of(1 + d));
        return at.Map(Where(at.Same, CompareKind.Greater, Number(0), at.Same, Times(new LoadExpr(alpha, new(places)), at.Same)));
    }

    public override OnnxValue Export(ExportContext at)
    {
        int rank = at.InputShape.Count;
        bool isImage = at.Input.Plain is null && rank > 1;
        string alpha = isImage ? at.Transpose("alpha", at.Parameters[0], [rank - 1, .. Enumerable.Range(0, rank - 1)]) : at.Parameters[0];
        return isImage ? at.GiveImage("PRelu", [at.Image, alpha]) : at.Give("PRelu", [at.Plain, alpha]);
    }
}
