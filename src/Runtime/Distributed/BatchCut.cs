using System.Numerics;

namespace NetCompiler;

/// <summary>What each rank has of a batch. The parts are those of one process; a power of two of ranks has a subtree of them each.</summary>
internal sealed class BatchCut
{
    /// <param name="count">Samples.</param>
    /// <param name="microBatch">Samples of a piece, but for the last.</param>
    /// <param name="parts">Parts that the pieces are shared out to.</param>
    /// <param name="group">This rank among the others.</param>
    public BatchCut(int count, int microBatch, int parts, RankGroup group)
    {
        (Count, MicroBatch) = (count, microBatch);
        int pieces = (count + microBatch - 1) / microBatch, leaves = (int)BitOperations.RoundUpToPowerOf2((uint)parts);
        int Part(int rank) => (int)Math.Min(parts, (((long)rank * leaves) + group.Ranks - 1) / group.Ranks);
        int[] partBounds = [.. Enumerable.Range(0, group.Ranks + 1).Select(Part)];
        int[] pieceBounds = Array.ConvertAll(partBounds, part => (int)((long)part * pieces / parts));
        Rows = Array.ConvertAll(pieceBounds, piece => (int)Math.Min(count, (long)piece * microBatch));
        (FirstPart, Parts) = (partBounds[group.Rank], partBounds[group.Rank + 1] - partBounds[group.Rank]);
        (FirstPiece, Pieces) = (pieceBounds[group.Rank], pieceBounds[group.Rank + 1] - pieceBounds[group.Rank]);
        (FirstRow, EndRow) = (Rows[group.Rank], Rows[group.Rank + 1]);
        (PartTree, PieceTree) = (new TreeCut(parts, partBounds), new TreeCut(pieces, pieceBounds));
    }

    /// <summary>Samples of the batch.</summary>
    public int Count { get; }

    /// <summary>Samples of a piece, but for the last.</summary>
    public int MicroBatch { get; }

    /// <summary>Where each rank's samples begin, and at last their number.</summary>
    public int[] Rows { get; }

    /// <summary>This rank's first part.</summary>
    public int FirstPart { get; }

    /// <summary>This rank's parts; none where there are fewer parts than ranks.</summary>
    public int Parts { get; }

    /// <summary>This rank's first piece.</summary>
    public int FirstPiece { get; }

    /// <summary>This rank's pieces.</summary>
    public int Pieces { get; }

    /// <summary>This rank's first sample.</summary>
    public int FirstRow { get; }

    /// <summary>The one behind its last.</summary>
    public int EndRow { get; }

    /// <summary>How the parts' gradients are added.</summary>
    public TreeCut PartTree { get; }

    /// <summary>How the pieces' batch totals are added.</summary>
    public TreeCut PieceTree { get; }
}
