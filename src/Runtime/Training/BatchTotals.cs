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
}
