using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>The same numbers, row-major, under another shape.</summary>
/// <param name="Sizes">The shape; one size may be -1 and is inferred.</param>
internal sealed record ReshapeOp(EquatableArray<int> Sizes) : ReshapingLayer
{
    public static LayerCard Attribute { get; } = new("Reshape", "Reshape", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        int[] shape = arguments.Array("shape") ?? [];
        if (shape.Length == 0)
        {
            arguments.Report(Descriptors.EmptyShape, "shape");
        }

        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] is 0 or < -1)
            {
                arguments.ReportElement(Descriptors.TooSmall, "shape", i, "a size", Invariant.Text(shape[i]));
            }
        }

        int inferred = shape.Count(size => size == -1);
        if (inferred > 1)
        {
            arguments.Report(Descriptors.ReshapeAmbiguous, "shape", Invariant.Text(shape), Invariant.Text(inferred));
        }

        return LayerDraft.Of(new ReshapeOp(new EquatableArray<int>(shape)));
    }

    public override ShapeResult Shape(LayerInputs inputs)
    {
        LayerInput input = inputs.First;
        return ShapeRules.Reshape(input.Shape, Sizes) is { } shape ? ShapeRules.Of(shape) : ShapeResult.Refuse(
            Descriptors.ReshapeCount, ["shape"], Invariant.Text(Sizes), Invariant.Text(ShapeRules.Elements(input.Shape)), input.Text, input.Name);
    }
}
