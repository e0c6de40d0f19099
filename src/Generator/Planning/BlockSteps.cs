using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A nest without its first two indices, and how far a step of each moves every buffer.</summary>
/// <param name="Moves">By buffer.</param>
internal sealed record PartNest(FlatNest Nest, EquatableArray<PartMove> Moves);

/// <summary>Floats from a sample to the next and from a part to the next.</summary>
internal sealed record PartMove(long PerSample, long PerPart);

/// <summary>Takes the sample's and the part's index out of a flat nest: the driver counts them and passes moved references.</summary>
internal static class BlockSteps
{
    /// <summary>Floats of a part of a tensor that only a block knows.</summary>
    public static long PartFloats(TensorLayout layout) => layout.Strides[1];

    /// <param name="isKept">By buffer: whether memory holds one part of it only.</param>
    public static PartNest Cut(FlatNest nest, IReadOnlyList<bool> isKept)
    {
        var accesses = nest.Accesses.Concat([nest.Target]).ToList();
        var moves = nest.Buffers.Select((_, buffer) => Move(nest, accesses.Where(a => a.Buffer == buffer))).ToList();
        var indices = nest.Box.Select((_, i) => i < 2 ? Affine.Number(0) : Affine.Of(i - 2)).ToList();
        FlatAccess Rest(FlatAccess access) => access with
        {
            Offset = access.Offset.Substitute(indices),
            Guards = new(access.Guards.Select(g => g with { Value = g.Value.Substitute(indices) })),
        };
        var parts = nest.Box[1].Extent;
        var rest = nest with
        {
            Box = new(nest.Box.Skip(2)),
            Target = Rest(nest.Target),
            Body = WithoutIndices(nest.Body, indices),
            Epilogue = nest.Epilogue is null ? null : WithoutIndices(nest.Epilogue, indices),
            Accesses = new(nest.Accesses.Select(Rest)),
            Elements = new(nest.Elements.Where(i => i >= 2).Select(i => i - 2)),
            Buffers = new(nest.Buffers.Zip(moves, (b, move) => b with { Fixed = b.Fixed + b.PerSample - ((parts - 1) * move.PerPart), PerSample = 0 })),
        };
        return new(rest, new(moves.Select((move, buffer) => isKept[buffer] ? new PartMove(0, 0) : move)));
    }

    private static PartMove Move(FlatNest nest, IEnumerable<FlatAccess> accesses)
    {
        var moves = accesses.Select(a => new PartMove(a.Offset[0], a.Offset[1])).Distinct().ToList();
        var isGuarded = nest.Box[1].Extent > 1 && nest.Accesses.Concat([nest.Target]).Any(a => a.Guards.Any(g => g.Value[1] != 0));
        return moves.Count == 1 && !isGuarded
            ? moves[0]
            : throw new InvalidOperationException(nest.Name + ": a part of it is not another part moved.");
    }

    private static Expr WithoutIndices(Expr expression, List<Affine> indices) =>
        Expressions.Rewrite(expression, e => e is IndexExpr index ? CheckedIndex(index, indices) : e);

    private static Expr CheckedIndex(IndexExpr index, List<Affine> indices) => index.Value[0] == 0 && index.Value[1] == 0
        ? new IndexExpr(index.Value.Substitute(indices))
        : throw new InvalidOperationException("A number of a part is no constant of it.");
}
