using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>How many rows and vectors of a contraction are summed in registers at once, and how far its sum is unrolled.</summary>
/// <param name="Rows">Rows at most.</param>
/// <param name="Vectors">Vectors at most.</param>
/// <param name="Unroll">Steps of the innermost sum in one turn of its loop.</param>
internal sealed record TileShape(int Rows, int Vectors, int Unroll)
{
    /// <summary>Runs of the innermost sum up to this length have no loop.</summary>
    public const int LongestRun = 12;

    private static readonly int[] Unrolls = [8, 4, 2, 1];

    /// <summary>
    /// From the fastest: shorter runs first where a kernel is too large, then fewer rows, since a long epilogue is written for each.
    /// </summary>
    public static IEnumerable<TileShape> Candidates(ContractionForm form, Processor processor)
    {
        foreach (int unroll in Unrolls.Where(steps => steps <= processor.MostSteps))
        {
            yield return For(form, processor, unroll);
        }

        for (TileShape tile = For(form, processor, 1); tile.Rows > 1;)
        {
            tile = tile with { Rows = tile.Rows - 1 };
            yield return tile;
        }
    }

    /// <summary>
    /// Accumulators, a vector of B each, and one of A fit into the registers.
    /// </summary>
    private static TileShape For(ContractionForm form, Processor processor, int unroll)
    {
        long vectors = VectorsOf(form, processor);
        if (!form.Rows.Any(r => !r.IsBatch))
        {
            return form.Rows.Count == 0
                ? new(1, (int)Math.Min(vectors, processor.VectorsOfOneRow), unroll)
                : new(4, (int)Math.Min(vectors, processor.VectorsOfSamples), unroll);
        }

        int wide = (int)Math.Min(vectors, form.Elementwise ? 1 : 2);
        return new(Math.Min(Math.Max(((processor.Registers - 1) / wide) - 1, 1), form.Elementwise ? 8 : 28), wide, unroll);
    }

    /// <summary>For a single row: as many vectors as keep enough sums in flight.</summary>
    public TileShape Single(ContractionForm form, Processor processor) =>
        this with { Rows = 1, Vectors = (int)Math.Min(VectorsOf(form, processor), 8) };

    /// <summary>Cuts a number of rows into equal pieces, or nearly equal ones.</summary>
    /// <returns>Sizes and how often they occur, the larger first.</returns>
    public static List<(int Size, long Pieces)> Cut(long rows, int most)
    {
        int whole = (int)Math.Min(most, rows);
        for (int size = whole; 4 * size >= 3 * whole; size--)
        {
            if (rows % size == 0)
            {
                return [(size, rows / size)];
            }
        }

        long pieces = (rows + most - 1) / most;
        int small = (int)(rows / pieces);
        long large = rows - (small * pieces);
        return [.. new[] { (small + 1, large), (small, pieces - large) }.Where(p => p.Item2 > 0)];
    }

    /// <summary>Vectors of the lane's index and of the nearest column's.</summary>
    private static long VectorsOf(ContractionForm form, Processor processor)
    {
        long lane = processor.Vectors(form.Lane.Extent);
        return form.Columns.Count > 0 ? lane * form.Columns[form.Columns.Count - 1].Extent : lane;
    }
}
