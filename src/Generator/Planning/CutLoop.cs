using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A nest without its loop's indices, and how far a step of each moves every buffer.</summary>
/// <param name="Moves">By buffer.</param>
internal sealed record CutNest(FlatNest Nest, EquatableArray<LoopMove> Moves);

/// <summary>Takes a loop's indices out of a flat nest: the driver counts them and passes moved references.</summary>
internal static class CutLoop
{
    /// <param name="loop">Whose axes, by name, are taken out.</param>
    /// <param name="isBefore">By buffer: whether it moves with the step that was taken before.</param>
    public static CutNest Run(FlatNest nest, LoopRegion loop, IReadOnlyList<bool> isBefore)
    {
        var axes = loop.Axes.Select(axis => nest.Box.ToList().FindIndex(other => other.Name == axis.Name)).ToList();
        if (axes.Contains(-1))
        {
            throw new InvalidOperationException(nest.Name + ": the loop's axis is no index of its own any more.");
        }

        var accesses = nest.Accesses.Concat([nest.Target]).ToList();
        if (accesses.Any(a => a.Guards.Any(g => axes.Any(axis => g.Value[axis] != 0))))
        {
            throw new InvalidOperationException(nest.Name + ": a step of its loop leaves a tensor that has no border there.");
        }

        var moves = nest.Buffers.Select((_, buffer) => Move(nest, axes, accesses.Where(a => a.Buffer == buffer), isBefore[buffer])).ToList();
        return new(Without(nest, axes, moves), new(moves));
    }

    private static LoopMove Move(FlatNest nest, List<int> axes, IEnumerable<FlatAccess> accesses, bool isBefore)
    {
        var moves = accesses.Select(a => new EquatableArray<long>(axes.Select(axis => a.Offset[axis]))).Distinct().ToList();
        return moves.Count == 1
            ? new(moves[0], isBefore)
            : throw new InvalidOperationException(nest.Name + ": a step of its loop is not another step moved.");
    }

    private static FlatNest Without(FlatNest nest, List<int> axes, List<LoopMove> moves)
    {
        var kept = Enumerable.Range(0, nest.Box.Count).Where(i => !axes.Contains(i)).ToList();
        var indices = nest.Box.Select((_, i) => axes.Contains(i) ? Affine.Number(0) : Affine.Of(kept.IndexOf(i))).ToList();
        FlatAccess Rest(FlatAccess access) => access with
        {
            Offset = access.Offset.Substitute(indices),
            Guards = new(access.Guards.Select(g => g with { Value = g.Value.Substitute(indices) })),
        };
        Expr Numbers(Expr expression) => Expressions.Rewrite(expression, e =>
            e is IndexExpr index ? new IndexExpr(index.Value.Substitute(indices)) : e);
        return nest with
        {
            Box = new(kept.Select(i => nest.Box[i])),
            Target = Rest(nest.Target),
            Body = Numbers(nest.Body),
            Epilogue = nest.Epilogue is null ? null : Numbers(nest.Epilogue),
            Accesses = new(nest.Accesses.Select(Rest)),
            Elements = new(nest.Elements.Where(i => !axes.Contains(i)).Select(i => kept.IndexOf(i))),
            Buffers = new(nest.Buffers.Select((buffer, position) => Shortened(nest, axes, buffer, moves[position]))),
        };
    }

    /// <summary>The buffer as it reaches from the last step's place on; of a batch that the loop counts, there is one sample.</summary>
    private static FlatBuffer Shortened(FlatNest nest, List<int> axes, FlatBuffer buffer, LoopMove move)
    {
        bool isWhole = axes.Any(axis => nest.Box[axis].Extent == TensorGraph.Batch);
        long beyond = axes.Select((axis, i) => nest.Box[axis].Extent == TensorGraph.Batch ? 0
            : (nest.Box[axis].Extent - (move.IsBefore ? 0 : 1)) * Math.Max(move.Floats[i], 0)).Sum();
        return isWhole
            ? buffer with { Fixed = buffer.Fixed + buffer.PerSample - beyond, PerSample = 0 }
            : buffer with { Fixed = buffer.Fixed - beyond };
    }
}
