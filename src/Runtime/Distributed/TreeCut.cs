using System.Numerics;

namespace NetCompiler;

/// <summary>
/// A balanced tree of sums, as <see cref="FloatSums.Tree"/> makes it, whose leaves are shared out to ranks: each adds up the subtrees that are wholly
/// its own, the nodes, and the rest is added in the same pairs as one process would.
/// </summary>
internal sealed class TreeCut
{
    private readonly List<TreeNode> _nodes = [];
    private readonly List<(int To, int From)> _pairs = [];
    private readonly int[] _bounds;

    /// <param name="leaves">Leaves of the tree, at least 1.</param>
    /// <param name="bounds">Where each rank's run of leaves begins, and at last the number of leaves.</param>
    public TreeCut(int leaves, int[] bounds)
    {
        _bounds = bounds;
        Build(0, (int)BitOperations.RoundUpToPowerOf2((uint)leaves), leaves);
        Nodes = [.. _nodes];
        Pairs = [.. _pairs];
    }

    /// <summary>The subtrees, in the order of their leaves.</summary>
    public TreeNode[] Nodes { get; }

    /// <summary>Nodes to add, one to another, in this order; afterwards node 0 has the sum of all.</summary>
    public (int To, int From)[] Pairs { get; }

    private int Build(int first, int size, int leaves)
    {
        int end = Math.Min(first + size, leaves), rank = RankOf(first);
        if (rank == RankOf(end - 1))
        {
            _nodes.Add(new TreeNode(rank, first, end));
            return _nodes.Count - 1;
        }

        int left = Build(first, size / 2, leaves);
        if (first + (size / 2) < end)
        {
            _pairs.Add((left, Build(first + (size / 2), size / 2, leaves)));
        }

        return left;
    }

    private int RankOf(int leaf)
    {
        int rank = 0;
        while (_bounds[rank + 1] <= leaf)
        {
            rank++;
        }

        return rank;
    }
}

/// <summary>A subtree that one rank adds up.</summary>
/// <param name="Rank">Which.</param>
/// <param name="First">Its first leaf.</param>
/// <param name="End">The one behind its last.</param>
internal readonly record struct TreeNode(int Rank, int First, int End);
