using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + Epsilon) over the last axis (Ba et al., 2016), times gamma [channels] if Scale, plus beta [channels] if Center.
/// </summary>
internal sealed record LayerNormalizationOp(float Epsilon, bool Center, bool Scale) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("LayerNormalization", "LayerNormalization", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Kept;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(
        new LayerNormalizationOp(arguments.Epsilon(1e-3f), arguments.Value("Center", true), arguments.Value("Scale", true)));

    /// <summary>A single value is its own mean: what is left of it is 0.</summary>
    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape) with
    {
        Warning = inputs.First.Channels > 1 ? null
            : new(Descriptors.SoftmaxOverOne, [], ["LayerNormalization", Center ? "beta" : "0", inputs.First.Text]),
    };

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        LayerParameter.Affine(Scale, Center, inputs[0].Last(), Along.Both);

    public override long Flops(OpShapes shapes) => 0;

    public override int Build(BuildContext at)
    {
        // The mean of what is left of the values without the first of each row: it is as exact as the values differ, however far from 0 they are.
        // What is taken away first changes nothing in the result, so it needs no gradient.
        var rows = at.InputRows.Take(at.InputRows.Count - 1).ToList();
        var first = new LoadExpr(at.Input, new(Windows.Indices(0, rows.Count).Append(Affine.Number(0))));
        int start = at.Graph.Map(at.Name + ".start", new EquatableArray<int>(rows), first, gradientScale: 0);
        Expr moved = Subtract(at.Same, at.Graph.Same(start));
        int mean = RowMeans.Mean(at.Graph, at.Name + ".mean", at.Input, moved);
        int centered = at.Graph.Map(at.Name + ".centered", at.Input, Subtract(moved, at.Graph.Same(mean)));
        int variance = RowMeans.Mean(at.Graph, at.Name + ".variance", centered, Times(at.Graph.Same(centered), at.Graph.Same(centered)));
        Expr value = Times(at.Graph.Same(centered), at.Graph.Same(RowMeans.Inverse(at.Graph, at.Name, variance, Epsilon)));
        value = Scale ? Times(value, at.Channel(at.Parameters[0])) : value;
        return at.Map(Center ? Add(value, at.Channel(at.Parameters.Last())) : value);
    }

    public override OnnxValue Export(ExportContext at) => at.Give(
        "LayerNormalization",
        [at.Plain, Scale ? at.Parameters[0] : at.Graph.Fill(at.InputShape.Last(), 1), .. Center ? new[] { at.Parameters.Last() } : []],
        OnnxAttribute.Int("axis", -1), OnnxAttribute.Float("epsilon", Epsilon));
}
