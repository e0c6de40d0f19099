using System;
using System.Collections.Generic;

namespace NetCompiler.Generator.Lowering;

/// <summary>
/// Long sums are made in blocks, and blocks of blocks: each from 0, then added to what is around it, so that rounding errors do not grow with the
/// number of terms. Shapes alone say where a block ends, for a batch as for the largest micro-batch.
/// </summary>
internal static class SumBlocks
{
    /// <summary>Terms that are added one after the other, at most.</summary>
    private const int MostTerms = 128;

    /// <summary>Terms of a block, where there is a choice: a short chain, and few blocks.</summary>
    private const int UsualTerms = 64;

    /// <summary>Samples that kernels see at once, at most.</summary>
    public const int MostSamples = 64;

    /// <summary>The blocks of a loop, the smallest first, in steps; none where all of it is one.</summary>
    /// <param name="terms">What a step adds; then, what the loop does.</param>
    public static IReadOnlyList<long> Of(long steps, ref long terms)
    {
        if (steps <= MostTerms / Math.Max(terms, 1))
        {
            terms *= steps;
            return [];
        }

        long block = Math.Max(1, UsualTerms / terms);
        var blocks = new List<long> { block };
        for (terms = Count(steps, block); terms > MostTerms; terms = Count(terms, UsualTerms))
        {
            block *= UsualTerms;
            blocks.Add(block);
        }

        return blocks;
    }

    private static long Count(long steps, long block) => (steps + block - 1) / block;
}
