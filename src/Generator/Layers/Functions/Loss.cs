using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>The loss of each sample, of shape []; the inputs are output and target, and the weights of places where there are some.</summary>
internal sealed record LossOp(LossSpec Loss) : FunctionOp
{
    public override StepRule Steps => StepRule.Own;

    public override SummaryRow Row => SummaryRow.None;

    public override long Flops(OpShapes shapes) => 0;

    public override WholeNumbers? Numbers(OpShapes shapes) =>
        Loss.Kind == LossKind.SparseCategoricalCrossentropy ? new(1, shapes.Inputs[0].Last(), Loss.IgnoreClass) : null;

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public override int Build(BuildContext at) => LossEquations.Build(
        at.Graph, Loss, at.Inputs[0], at.Inputs[1], at.ActivationOf(at.Inputs[0]),
        new(at.MaskOf(at.Inputs[0]), at.Inputs.Count > 2 ? at.Inputs[2] : null, at.Sequences.Open is null ? at.Shares : null));

    public override OnnxValue Export(ExportContext at) => throw new ExportRefused("a loss, which is not exported");
}

/// <summary>A loss over the last node's output.</summary>
/// <param name="FromLogits">The output is not yet a probability.</param>
/// <param name="LabelSmoothing">0 to 1; Keras' rule.</param>
/// <param name="Delta">Where Huber's loss turns from square to linear.</param>
internal sealed record LossSpec(LossKind Kind, bool FromLogits, float LabelSmoothing, float Delta)
{
    /// <summary>The largest number such that it and all smaller ones are floats.</summary>
    private const int MostClass = 1 << 24;

    /// <summary>The class of places that do not count; null for none. Sparse losses have it.</summary>
    public int? IgnoreClass { get; init; }

    /// <summary>Whether a target, which is a float, can be that number.</summary>
    public static bool IsClass(int number) => number is >= -MostClass and <= MostClass;
}

/// <summary>Mirrors <c>NetCompiler.Loss</c>, member by member.</summary>
internal enum LossKind
{
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    Custom,
}
