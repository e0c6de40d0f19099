using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Layers;

/// <summary>What is known of sequences while a graph is built: which of their steps count, what recurrent layers leave, and the scans.</summary>
/// <param name="hasEnds">Whether the last step that counts is known while steps are taken.</param>
internal sealed class SequenceNotes(bool hasEnds)
{
    private readonly Dictionary<int, int> _masks = [];
    private readonly Dictionary<int, IReadOnlyList<int>> _states = [];
    private readonly List<(int? Mask, IReadOnlyList<LoopCarry> Carries)> _scans = [];

    /// <summary>Whether the last step that counts is known while steps are taken; in a stream it is not.</summary>
    public bool HasEnds => hasEnds;

    /// <summary>The scan whose step is built; null outside of scans.</summary>
    public StepScope? Open { get; private set; }

    /// <summary>The number of the last scan that was begun; -1 before the first.</summary>
    public int LastScan => _scans.Count - 1;

    /// <summary>The scan whose step is built.</summary>
    public StepScope Scope => Open ?? throw new InvalidOperationException("No scan's step is built.");

    /// <summary>Which steps of a node [N, steps, ...] count, as a node [N, steps] of ones and zeros; null where all do.</summary>
    public int? MaskOf(int node) => _masks.TryGetValue(node, out int mask) ? mask : null;

    /// <summary>Notes which steps of a node count.</summary>
    public void NoteMask(int node, int mask) => _masks[node] = mask;

    /// <summary>The last states that were noted with a recurrent layer's output.</summary>
    public IReadOnlyList<int> StatesOf(int output) => _states[output];

    /// <summary>Notes the last states that a recurrent layer gives beside its output.</summary>
    public void NoteStates(int output, IReadOnlyList<int> states) => _states[output] = states;

    /// <summary>Begins a scan.</summary>
    /// <param name="mask">Which of its steps count, [N, steps]; null where all do.</param>
    public void BeginScan(StepScope scope, int? mask)
    {
        Open = scope;
        _scans.Add((mask, []));
    }

    /// <summary>Ends the scan.</summary>
    public void EndScan()
    {
        _scans[LastScan] = (_scans[LastScan].Mask, Scope.End());
        Open = null;
    }

    /// <summary>Which steps of a scan count, [N, steps]; null where all do.</summary>
    public int? ScanMask(int scan) => _scans[scan].Mask;

    /// <summary>One of the states of a scan that has ended.</summary>
    public LoopCarry ScanCarry(int scan, int number) => _scans[scan].Carries[number];
}
