using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>Where the sum of a tile is cut, if it is long: the indices outside of the one that is cut, and its blocks.</summary>
internal sealed class ContractionBlocks
{
    /// <summary>A sum of so many products stays in registers: blocks of it would cost more than they give.</summary>
    private const long MostProducts = 2048;

    /// <summary>Products of a block, at most, and where there is a choice: rounded once each, they may be more than terms of other sums.</summary>
    private const int MostTerms = 512, UsualTerms = 256;

    /// <summary>Steps of the innermost index that a tile takes in a turn of its loop, at most; all others divide it.</summary>
    private const int MostUnrolled = 8;

    private readonly IReadOnlyList<ContractionAxis> _sums;
    private readonly int _cut;
    private readonly long _terms = 1;

    /// <param name="sums">The reduced indices of a tile, outermost first.</param>
    public ContractionBlocks(IReadOnlyList<ContractionAxis> sums)
    {
        _sums = sums;
        if (sums.Aggregate(1L, (product, axis) => Math.Min(product, MostProducts) * Extent(axis)) <= MostProducts)
        {
            _cut = -1;
            return;
        }

        for (_cut = sums.Count - 1; _cut >= 0 && Extent(sums[_cut]) <= MostTerms / _terms; _cut--)
        {
            _terms *= Extent(sums[_cut]);
        }
    }

    public delegate void AddLoop(
        ContractionAxis axis, Offset from, Offset to, int step, ContractionPoint point, List<Stmt> body, Action<ContractionPoint, List<Stmt>> inside);

    /// <summary>Adds a block: the sum over the indices, of which the first may be a part of one.</summary>
    public delegate void AddBlock(List<ContractionAxis> axes, ContractionPoint point, List<Stmt> body);

    public bool IsCut => _cut >= 0;

    /// <summary>The indices outside of that which is cut.</summary>
    public List<ContractionAxis> Around => [.. _sums.Take(_cut)];

    /// <summary>The blocks of the index that is cut, one after the other; what they leave comes first.</summary>
    public void Cut(ContractionPoint point, List<Stmt> body, AddLoop loop, AddBlock add)
    {
        (ContractionAxis axis, List<ContractionAxis> inner) = (_sums[_cut], _sums.Skip(_cut + 1).ToList());
        long block = Math.Max(1, UsualTerms / _terms);
        if (axis.IsBatch || block == 1)
        {
            // A sample, or a place of the index, is a block.
            loop(axis, 0, axis.IsBatch ? Offset.Of(NestNames.Count) : axis.Extent, 1, point, body, (p, s) => add(inner, p, s));
            return;
        }

        block = Even(axis.Extent, block, inner.Count == 0 ? MostUnrolled : 1) ?? block;
        long rest = axis.Extent % block;
        if (rest > 0)
        {
            add([axis with { Extent = rest }, .. inner], point, body);
        }

        ContractionAxis blocks = axis with { Extent = axis.Extent / block, Moves = new(axis.Moves.Select(m => m * block)) };
        loop(blocks, 0, blocks.Extent, 1, point.At(axis, rest), body, (p, s) => add([axis with { Extent = block }, .. inner], p, s));
    }

    /// <summary>
    /// A size near the usual one, a multiple of the steps that any tile unrolls, that leaves nothing; null for none. The tile at hand must not
    /// decide: another processor has another one, and so have a sequence and a step of it.
    /// </summary>
    private long? Even(long extent, long usual, int unroll)
    {
        for (long pieces = extent / (MostTerms / _terms); pieces <= 2 * extent / usual; pieces++)
        {
            if (pieces > 1 && extent % pieces == 0 && extent / pieces <= MostTerms / _terms && extent / pieces % unroll == 0)
            {
                return extent / pieces;
            }
        }

        return null;
    }

    private static long Extent(ContractionAxis axis) => axis.IsBatch ? SumBlocks.MostSamples : axis.Extent;
}
