using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>
/// FlatNest -> Kernel for sums of products of two tensors: tiles of rows x vectors in registers. The sum of each element runs in the order of the
/// reduced indices, whatever the tile, so every instruction set gives the same bits.
/// </summary>
internal static class LowerContraction
{
    /// <summary>Lowers the nest, or returns null when it is none that this scheduler takes; <see cref="LowerNest"/> takes every one.</summary>
    /// <param name="processor">What the kernel is for.</param>
    public static Kernel? Run(FlatNest nest, Processor processor)
    {
        if (ContractionForm.Of(nest, processor) is not { } form || !ContractionEpilogue.CanLower(form))
        {
            return null;
        }

        foreach (TileShape tile in TileShape.Candidates(form, processor))
        {
            (List<Stmt> body, BufferSpec? block) = ContractionEmitter.Run(form, processor, tile);
            if (NestSize.Fits(body, processor))
            {
                return VerifyKernel.Run(new(
                    nest.Name + "_" + Invariant.Text(tile.Rows) + "x" + Invariant.Text(tile.Vectors * processor.Lanes),
                    new(Summarize(form, tile)),
                    new(nest.Buffers.Select(b => new BufferSpec(b.Name, b.Fixed, b.PerSample))),
                    nest.Box.Any(a => a.Extent == TensorGraph.Batch) || nest.Buffers.Any(b => b.PerSample != 0),
                    processor.Lanes,
                    new(body),
                    block));
            }
        }

        return null;
    }

    private static IEnumerable<string> Summarize(ContractionForm form, TileShape tile)
    {
        yield return "Sum of products over " + string.Join(", ", form.Nest.Box.Select(a =>
            a.Name + " < " + (a.Extent == TensorGraph.Batch ? NestNames.Count : Invariant.Text(a.Extent))))
            + (form.Nest.Accumulate ? ", added to the target" : "");
        yield return "vectors along " + form.Lane.Name + ", at most " + Invariant.Text(tile.Vectors) + " of them and " + Invariant.Text(tile.Rows)
            + " rows in registers; summed over " + string.Join(", ", form.Reductions.Select(r => r.Name));
    }
}
