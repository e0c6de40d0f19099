using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// Nodes that are computed together, one step after the other: those with the loop's position in <see cref="Node.Loop"/>. Their boxes have the loop's
/// axes, by name,
/// and so have the shapes of their tensors, but for sums over all steps. Such nests read each other at the same step, what is carried from the step
/// before, and
/// anything from outside.
/// </summary>
/// <param name="Axes">What the driver counts, outermost first; in one direction or, with an axis that carries, one axis in either.</param>
/// <param name="Direction">Of the steps.</param>
/// <param name="Bound">
/// A node of shape [N] outside of the loop with each sample's number of steps, or <see cref="NoBound"/>: a micro-batch takes as many steps as its
/// longest sample, at
/// most the axis' extent; what lies behind them is 0.
/// </param>
/// <param name="Carries">What a step has from the one before.</param>
internal sealed record LoopRegion(EquatableArray<Axis> Axes, LoopDirection Direction, int Bound, EquatableArray<LoopCarry> Carries)
{
    /// <summary>In place of a bound: all steps are taken.</summary>
    public const int NoBound = -1;

    /// <summary>Whether the first step is known when it is taken only.</summary>
    public bool BeginsAtBound => Direction == LoopDirection.Backward && Bound != NoBound;

    /// <summary>The loop over parts that know nothing of each other.</summary>
    public static LoopRegion Over(params Axis[] axes) => new(new(axes), LoopDirection.Forward, NoBound, EquatableArray<LoopCarry>.Empty);
}

/// <summary>In each step, <c>Carried</c> is what <c>Source</c> was in the step before; in the first one what it is told to begin with.</summary>
/// <param name="Carried">A <c>CarriedNode</c>.</param>
/// <param name="Source">A nest of the loop, of the same shape; it may stand behind the carried node.</param>
internal sealed record LoopCarry(int Carried, int Source);

internal enum LoopDirection
{
    /// <summary>From the first step to the last.</summary>
    Forward,

    /// <summary>From the last step, which a bound may set, to the first.</summary>
    Backward,
}
