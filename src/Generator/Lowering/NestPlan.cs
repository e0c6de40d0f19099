using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>How an axis is walked.</summary>
internal enum StepKind
{
    /// <summary>A loop over one index at a time.</summary>
    Loop,

    /// <summary>A copy of the body for every index.</summary>
    Unroll,

    /// <summary>A loop over several vectors at a time.</summary>
    Vector,
}

internal sealed record AxisStep(int Axis, StepKind Kind);

/// <summary>The schedule of a nest that is no contraction.</summary>
/// <param name="Form">What is computed.</param>
/// <param name="Steps">The walk, outermost first; element axes before reduced ones.</param>
/// <param name="ElementSteps">How many of the steps number accumulators; all of them without accumulators.</param>
/// <param name="VectorAxis">The axis whose neighbours share a vector, or -1.</param>
/// <param name="Vectors">Vectors in one step of it, at most.</param>
/// <param name="Split">Whether loops are split where guards begin or end to hold.</param>
/// <param name="Overwrites">For a scatter: each element gets one write at most, so nothing need be loaded.</param>
/// <param name="Clears">For a scatter: the target must be cleared first.</param>
internal sealed record NestPlan(
    NestForm Form, EquatableArray<AxisStep> Steps, int ElementSteps, int VectorAxis, int Vectors, bool Split, bool Overwrites, bool Clears)
{
    /// <summary>For each axis, the blocks in which the steps of its loop are summed, the smallest first; none for those of elements.</summary>
    public EquatableArray<EquatableArray<long>> Blocks { get; init; } = new(Form.Axes.Select(_ => EquatableArray<long>.Empty));

    /// <summary>Whether the lanes of an accumulator belong to one element and are added up at the end.</summary>
    public bool ReducesLanes => VectorAxis >= 0 && Form.Axes[VectorAxis].Reduced;
}

/// <summary>How much code a plan may make.</summary>
/// <param name="UseVectors">False: scalar code only.</param>
/// <param name="Vectors">Vectors side by side, at most.</param>
/// <param name="Points">Points of unrolled axes, at most.</param>
/// <param name="Split">Whether loops are split at guards.</param>
internal sealed record NestEffort(bool UseVectors, int Vectors, int Points, bool Split)
{
    /// <summary>From the fastest code to the smallest.</summary>
    public static readonly EquatableArray<NestEffort> Levels = new(
    [
        new(true, 8, 16, true),
        new(true, 4, 16, true),
        new(true, 4, 16, false),
        new(true, 2, 9, false),
        new(true, 1, 4, false),
        new(true, 1, 1, false),
        new(false, 1, 1, false),
    ]);
}
