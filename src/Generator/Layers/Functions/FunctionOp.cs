using System.Collections.Generic;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// A function of a forward method or a source: no layer that users know by name, and of samples one by one. It may give any numbers.
/// </summary>
internal abstract record FunctionOp : OpSpec
{
    public sealed override bool MixesSamples => false;

    public sealed override ImageOrder Order => ImageOrder.Lost;

    public sealed override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;
}

/// <summary>A function that computes new numbers, which are not counted as work and have no row in the summary.</summary>
internal abstract record ComputingFunction : FunctionOp
{
    public sealed override SummaryRow Row => SummaryRow.None;

    public sealed override long Flops(OpShapes shapes) => 0;

    public sealed override WholeNumbers? Numbers(OpShapes shapes) => null;

    public sealed override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;
}

/// <summary>A function that only moves numbers.</summary>
internal abstract record MovingFunction : FunctionOp
{
    public sealed override SummaryRow Row => SummaryRow.None;

    public sealed override long Flops(OpShapes shapes) => 0;

    public sealed override WholeNumbers? Numbers(OpShapes shapes) => null;
}
