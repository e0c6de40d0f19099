using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>An activation; softmax kinds work over the last axis. Alpha is the slope or scale of the kinds that have one.</summary>
internal sealed record ActivationOp(ActivationKind Kind, float Alpha) : FreeLayer
{
    /// <summary>With Keras' alpha.</summary>
    public ActivationOp(ActivationKind kind)
        : this(kind, ActivationCards.Of(kind).Alpha.Default ?? 0)
    {
    }

    public static LayerCard Attribute { get; } = new("Activation", "Activation", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override ImageOrder Order => ImageOrder.Kept;

    public override StepRule Steps => StepRule.Kept;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        ActivationKind kind = arguments.Choice<ActivationKind>("kind", "Activation");
        float alpha = arguments.Value("Alpha", float.NaN);
        AlphaRule rule = ActivationCards.Of(kind).Alpha;
        if (!arguments.Has("Alpha"))
        {
            return LayerDraft.Of(new ActivationOp(kind));
        }

        if (rule.Default is null)
        {
            arguments.Report(Descriptors.AlphaUnused, "Alpha", kind.ToString());
        }
        else if (rule.Fault(alpha) is { } fault)
        {
            arguments.Report(Descriptors.NumberInvalid, "Alpha", "alpha of " + kind, fault, Invariant.Text(alpha));
        }

        return LayerDraft.Of(new ActivationOp(kind, alpha));
    }

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape) with { Warning = OverOne(inputs.First.Shape) };

    /// <summary>What is odd about a softmax over one value; null for nothing.</summary>
    private ShapeFault? OverOne(EquatableArray<int> shape) => ActivationCards.Of(Kind).OfOne is { } always && shape.Last() == 1
        ? new(Descriptors.SoftmaxOverOne, ["Activation", "kind"], [Kind.ToString(), always, Invariant.Text(shape)])
        : null;

    public override OutputValues Values(OutputRange range, OpShapes shapes)
    {
        OutputRange values = ActivationCards.Of(Kind).Range(range);
        return Kind == ActivationKind.Linear ? OutputValues.Of(values) : new(values, "Activation." + Kind);
    }

    /// <summary>What stands before the activation is kept for a loss.</summary>
    public override int Build(BuildContext at)
    {
        ActivationNodes nodes = ActivationCards.Of(Kind).Build(at.Graph, at.Name, at.Input, Alpha);
        if (Kind != ActivationKind.Linear)
        {
            at.Note(nodes.Output, new(Kind, at.Input, nodes.Softmax));
        }

        return nodes.Output;
    }

    public override OnnxValue Export(ExportContext at) => ActivationExport.Run(at, this);
}
