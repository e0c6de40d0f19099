using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// Adds up the gradients of tables with sparse updates over all ranks. Each rank gets the rows of all others and adds them as one process would: a
/// batch reads few rows of a large table, so that this is less to send than ranges of the whole.
/// </summary>
internal sealed unsafe class RankedTables(RankGroup group, GradientShards gradients)
{
    private readonly int _tables = gradients.Total.Tables.Length;
    private RowGradient[]?[] _arrived = [];

    // Rows of each node's tables.
    private int[] _counts = [];

    /// <summary>Adds to the next round how many rows there are.</summary>
    public void AddCounts(BatchCut cut)
    {
        TreeNode[] nodes = cut.PartTree.Nodes;
        if (_counts.Length < nodes.Length * _tables)
        {
            _counts = GC.AllocateArray<int>(nodes.Length * _tables, pinned: true);
            Array.Resize(ref _arrived, nodes.Length);
        }

        for (int node = 0; node < nodes.Length && _tables > 0; node++)
        {
            float* counts = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_counts, node * _tables);
            if (nodes[node].Rank == group.Rank)
            {
                for (int table = 0; table < _tables; table++)
                {
                    _counts[(node * _tables) + table] = Own(nodes[node], cut)[table].Count;
                }

                group.SendAll(counts, _tables);
            }

            group.Receive(nodes[node].Rank, counts, _tables);
        }
    }

    /// <summary>Once all know how many: the rows themselves, and their sum, which is the total's.</summary>
    public void Sum(BatchCut cut)
    {
        if (_tables == 0)
        {
            return;
        }

        TreeNode[] nodes = cut.PartTree.Nodes;
        for (int node = 0; node < nodes.Length; node++)
        {
            Add(node, nodes[node], cut);
        }

        group.Run();
        for (int node = 0; node < nodes.Length; node++)
        {
            if (nodes[node].Rank != group.Rank)
            {
                Array.ForEach(_arrived[node]!, static table => table.Arrived());
            }
        }

        foreach ((int to, int from) in cut.PartTree.Pairs)
        {
            for (int table = 0; table < _tables; table++)
            {
                Rows(to, cut)[table].Add(Rows(from, cut)[table]);
            }
        }

        for (int table = 0; table < _tables && !group.IsRoot; table++)
        {
            gradients.Total.Tables[table].Take(Rows(0, cut)[table]);
        }
    }

    /// <summary>Adds to the next round the rows of a node.</summary>
    private void Add(int node, TreeNode range, BatchCut cut)
    {
        bool isOwn = range.Rank == group.Rank;
        RowGradient[] tables = isOwn ? Own(range, cut)
            : _arrived[node] ??= Array.ConvertAll(gradients.Total.Tables, table => new RowGradient(table.Parameter));
        for (int table = 0; table < _tables; table++)
        {
            RowGradient rows = tables[table];
            if (isOwn)
            {
                group.SendAll((float*)rows.RowsStart, rows.Count);
                group.SendAll(rows.ValuesStart, rows.Count * rows.Stride);
            }
            else
            {
                rows.Expect(_counts[(node * _tables) + table]);
                group.Receive(range.Rank, (float*)rows.RowsStart, rows.Count);
                group.Receive(range.Rank, rows.ValuesStart, rows.Count * rows.Stride);
            }
        }
    }

    private RowGradient[] Rows(int node, BatchCut cut)
    {
        TreeNode range = cut.PartTree.Nodes[node];
        return range.Rank == group.Rank ? Own(range, cut) : _arrived[node]!;
    }

    private RowGradient[] Own(TreeNode node, BatchCut cut) => gradients.Of(node.First - cut.FirstPart).Tables;
}
