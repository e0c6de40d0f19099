using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Steps of [steps, features] all of whose values are the given one do not count for what follows; they become 0.</summary>
internal sealed record MaskingOp(float Value) : FreeLayer
{
    public static LayerCard Attribute { get; } = new("Masking", "Masking", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override StepRule Steps => StepRule.Own;

    public override ImageOrder Order => ImageOrder.Kept;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new MaskingOp(arguments.Finite("MaskValue", 0)));

    public override ShapeResult Shape(LayerInputs inputs) =>
        ShapeRules.NoImage(Card, inputs.First, 1) ?? ShapeResult.Of(inputs.First.Shape);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.WithoutSum(range);

    public override int Build(BuildContext at)
    {
        int mask = StepMasks.Differs(at.Graph, at.Name, at.Input, Value);
        int output = at.Map(StepMasks.Choose(mask, 1, at.Same, Number(0)));
        at.Sequences.NoteMask(output, mask);
        return output;
    }

    public override OnnxValue Export(ExportContext at)
    {
        string mask = OnnxMasks.Differs(at.Graph, at.Name, at.Plain, at.Output.Count - 1, Value);
        OnnxValue output = at.Give("Where", [OnnxMasks.Choice(at.Graph, at.Name, mask, at.Output.Count - 1), at.Plain, at.Graph.Float(0)]);
        at.Sequences.NoteMask(output, mask);
        return output;
    }
}
