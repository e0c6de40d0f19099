using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>An index of a contraction, and how far a step of it moves each access.</summary>
/// <param name="Extent">Its size, or <see cref="TensorGraph.Batch"/>.</param>
/// <param name="Padded">As in <see cref="FlatAxis"/>.</param>
/// <param name="Moves">Floats per step: of the target, of A, of B, then of the epilogue's accesses.</param>
internal sealed record ContractionAxis(string Name, long Extent, long Padded, EquatableArray<long> Moves)
{
    public bool IsBatch => Extent == TensorGraph.Batch;

    public long Target => Moves[ContractionForm.Target];

    public long A => Moves[ContractionForm.A];

    public long B => Moves[ContractionForm.B];
}

/// <summary>
/// <c>Target += A * B</c> over a box, its indices in the classes of the scheduler: <c>Lane</c> is the vector's; <c>Columns</c> occur in target and B,
/// <c>Rows</c> in target and A, <c>Shared</c> in all three, <c>Reductions</c> not in the target. <c>Sequential</c> ones are those in
/// which two settings write one element.
/// </summary>
/// <param name="Accesses">Target, A, B, then the epilogue's.</param>
/// <param name="Elementwise">Whether the lane moves A, too; else A is broadcast.</param>
internal sealed record ContractionForm(
    FlatNest Nest,
    EquatableArray<FlatAccess> Accesses,
    ContractionAxis Lane,
    bool Elementwise,
    EquatableArray<ContractionAxis> Sequential,
    EquatableArray<ContractionAxis> Shared,
    EquatableArray<ContractionAxis> Columns,
    EquatableArray<ContractionAxis> Rows,
    EquatableArray<ContractionAxis> Reductions)
{
    public const int Target = 0;
    public const int A = 1;
    public const int B = 2;
    public const int FirstOfEpilogue = 3;

    /// <summary>Whether a tile's sum is added to what the target holds.</summary>
    public bool AddsToTarget => Nest.Accumulate || Sequential.Count > 0;

    /// <summary>The classes of a nest's indices; null when it is no contraction of plain accesses, or no index can be the vector's.</summary>
    public static ContractionForm? Of(FlatNest nest, Processor processor)
    {
        if (nest.Combine != Combine.Sum || nest.Body is not BinaryExpr { Kind: BinaryKind.Multiply, Left: LoadExpr left, Right: LoadExpr right })
        {
            return null;
        }

        FlatAccess[] accesses = new[] { nest.Target, nest.Accesses[left.Node], nest.Accesses[right.Node] }.Concat(nest.Accesses).ToArray();
        if (accesses.Any(a => a.Guards.Count > 0) || nest.Elements.Count == 0 && nest.Epilogue is not null)
        {
            return null;
        }

        List<ContractionAxis> axes = ContractionAxes.Of(nest, accesses);
        ContractionAxis? lane = axes.FirstOrDefault(a => IsLane(a, processor));
        if (lane is null)
        {
            return null;
        }

        if (lane.B == 0)
        {
            (accesses[A], accesses[B]) = (accesses[B], accesses[A]);
            axes = ContractionAxes.Of(nest, accesses);
            lane = axes.First(a => IsLane(a, processor));
        }

        return Classify(nest, accesses, axes, lane);
    }

    /// <summary>
    /// Whether whole vectors along the axis lie in memory, in the target and in one factor, the other having one float or a vector, too.
    /// </summary>
    private static bool IsLane(ContractionAxis axis, Processor processor) =>
        !axis.IsBatch && axis.Target == 1 && axis.Moves.All(m => m is 0 or 1) && axis.A + axis.B > 0
        && processor.RoundUp(axis.Extent) <= axis.Padded;

    private static ContractionForm? Classify(FlatNest nest, FlatAccess[] accesses, List<ContractionAxis> axes, ContractionAxis lane)
    {
        List<ContractionAxis>? sequential = nest.Elements.Count > 0 ? [] : ContractionAxes.Conflicts(axes, lane);
        if (sequential is null)
        {
            return null;
        }

        var free = axes.Where(a => a != lane && !sequential.Contains(a)).ToList();
        return new(
            nest, new(accesses), lane, Elementwise: lane.A != 0, new(sequential),
            Shared: new(free.Where(a => a.Target != 0 && (a.A != 0) == (a.B != 0))),
            Columns: new(free.Where(a => a.Target != 0 && a.A == 0 && a.B != 0)),
            Rows: new(free.Where(a => a.Target != 0 && a.A != 0 && a.B == 0)),
            Reductions: new(free.Where(a => a.Target == 0)));
    }
}
