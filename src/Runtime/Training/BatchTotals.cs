namespace NetCompiler;

/// <summary>
/// What the slices of a batch keep and share from phase to phase: a workspace each, their parts of the batch totals, and the totals, which are the
/// parts added by a tree that the number of slices alone tells.
/// </summary>
internal sealed class BatchTotals
{
    private readonly int[] _ends;
    private readonly long _workspaceFloats;
    private readonly FloatArena _totals;
    private FloatArena[] _workspaces = [];
    private FloatArena[] _partials = [];
    private FloatArena?[] _arrived = [];

    /// <param name="description">Of a network.</param>
    /// <param name="workspaceFloats">Length of a workspace.</param>
    public BatchTotals(NetworkDescription description, long workspaceFloats)
    {
        _ends = description.TrainingTotals;
        _workspaceFloats = workspaceFloats;
        _totals = new FloatArena(_ends.Length == 0 ? 0 : _ends[^1]);
    }

    /// <summary>Phases of a step.</summary>
    public int Phases => _ends.Length + 1;

    /// <summary>The sums.</summary>
    public FloatArena Totals => _totals;

    /// <summary>Makes room for that many slices.</summary>
    public void Prepare(int slices)
    {
        int before = _workspaces.Length;
        if (Phases == 1 || before >= slices)
        {
            return;
        }

        Array.Resize(ref _workspaces, slices);
        Array.Resize(ref _partials, slices);
        for (int slice = before; slice < slices; slice++)
        {
            _workspaces[slice] = new FloatArena(_workspaceFloats);
            _partials[slice] = new FloatArena(_ends[^1]);
        }
    }

    /// <summary>A slice's own memory, where a step has several phases; after a single one nothing of it is needed.</summary>
    public FloatArena Workspace(int slice) => _workspaces[slice];

    /// <summary>A slice's parts; null where a step has a single phase.</summary>
    public FloatArena? Partials(int slice) => Phases == 1 ? null : _partials[slice];

    /// <summary>Adds up the parts that a phase ended with; after the last one there is nothing to do.</summary>
    public void Sum(int phase, int slices)
    {
        if (phase >= _ends.Length)
        {
            return;
        }

        int start = phase == 0 ? 0 : _ends[phase - 1];
        Range range = start.._ends[phase];
        FloatSums.Tree(_partials.AsSpan(0, slices), range);
        _partials[0].Span[range].CopyTo(_totals.Span[range]);
    }

    /// <summary>The same for slices of which this rank has some: the subtrees that are wholly a rank's go to all others.</summary>
    /// <param name="phase">The phase that has ended.</param>
    /// <param name="cut">Which slices are whose.</param>
    /// <param name="group">This rank among the others.</param>
    public unsafe void Sum(int phase, BatchCut cut, RankGroup group)
    {
        if (phase >= _ends.Length)
        {
            return;
        }

        int start = phase == 0 ? 0 : _ends[phase - 1], floats = _ends[phase] - start;
        Range range = start.._ends[phase];
        TreeNode[] nodes = cut.PieceTree.Nodes;
        for (int i = 0; i < nodes.Length; i++)
        {
            FloatArena sum = NodeSum(i, nodes, cut, group);
            if (nodes[i].Rank == group.Rank)
            {
                FloatSums.Tree(_partials.AsSpan(nodes[i].First - cut.FirstPiece, nodes[i].End - nodes[i].First), range);
                group.SendAll(sum.Pointer + start, floats);
            }

            group.Receive(nodes[i].Rank, sum.Pointer + start, floats);
        }

        group.Run();
        foreach ((int to, int from) in cut.PieceTree.Pairs)
        {
            FloatSums.Add(NodeSum(to, nodes, cut, group).Span[range], NodeSum(from, nodes, cut, group).Span[range]);
        }

        NodeSum(0, nodes, cut, group).Span[range].CopyTo(_totals.Span[range]);
    }

    /// <summary>Where the sum of a subtree is: this rank's in its first slice's parts, others' where they arrive.</summary>
    private FloatArena NodeSum(int node, TreeNode[] nodes, BatchCut cut, RankGroup group)
    {
        if (nodes[node].Rank == group.Rank)
        {
            return _partials[nodes[node].First - cut.FirstPiece];
        }

        if (node >= _arrived.Length)
        {
            Array.Resize(ref _arrived, node + 1);
        }

        return _arrived[node] ??= new FloatArena(_ends[^1]);
    }
}
