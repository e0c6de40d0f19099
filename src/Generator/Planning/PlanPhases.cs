using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// Cuts a graph into phases. A micro-batch computes its own part of what all samples meet in; where the whole is needed, all micro-batches have to
/// come
/// as far first, and the parts' sum, a batch total, is known in the next phase.
/// </summary>
/// <remarks>
/// A tensor without a batch is the same for all micro-batches (parameters, totals, and what is computed from them), or it is a part: a sum over the
/// batch, and what is linear in such sums. Parts that only lead to gradients of parameters stay parts, as those are added up anyway.
/// </remarks>
internal sealed class PlanPhases
{
    private readonly TensorGraph _graph;
    private readonly bool[] _isPart;
    private readonly bool[] _isTotal;
    private readonly int[] _phases;

    private PlanPhases(TensorGraph graph)
    {
        int count = graph.Nodes.Count;
        (_graph, _isPart, _isTotal, _phases) = (graph, new bool[count], new bool[count], new int[count]);
    }

    public static PlanPhases Run(TensorGraph graph)
    {
        var plan = new PlanPhases(graph);
        while (plan.FindTotals())
        {
        }

        plan.Number();
        return plan;
    }

    /// <summary>Phases in all, at least one.</summary>
    public int Count { get; private set; }

    /// <summary>The phase in which a node is computed.</summary>
    public int PhaseOf(int id) => _phases[id];

    /// <summary>Whether nodes of later phases read the sum of all micro-batches' values.</summary>
    public bool IsTotal(int id) => _isTotal[id];

    /// <summary>Whether the node, which has no batch, is the same for all micro-batches.</summary>
    public bool IsWhole(int id) => !_isPart[id];

    /// <summary>Marks parts that are read as a whole; true when there are new ones, which may make wholes of parts behind them.</summary>
    private bool FindTotals()
    {
        bool found = false;
        for (int id = 0; id < _isPart.Length; id++)
        {
            PhaseRole role = _graph.Nodes[id].PhaseRole(IsOpenPart);
            _isPart[id] = role.IsPart;
            _isTotal[id] &= role.IsPart;
            foreach (int read in role.IsLinear ? [] : _graph.Nodes[id].Reads.Where(IsOpenPart).ToList())
            {
                found = _isTotal[read] = true;
            }
        }

        foreach (GraphOutput output in _graph.Outputs.Where(o => o.Kind == OutputKind.StateUpdate && IsOpenPart(o.Node)))
        {
            found = _isTotal[output.Node] = true;
        }

        return found;
    }

    private bool IsOpenPart(int id) => _isPart[id] && !_isTotal[id];

    private void Number()
    {
        while (NumberOnce())
        {
        }

        // What waits for its readers is made when it is first needed.
        int?[] firstUse = new int?[_phases.Length];
        for (int id = 0; id < _phases.Length; id++)
        {
            foreach (int read in _graph.Nodes[id].Reads)
            {
                firstUse[read] = Math.Min(firstUse[read] ?? _phases[id], _phases[id]);
            }
        }

        for (int id = 0; id < _phases.Length; id++)
        {
            _phases[id] = _graph.Nodes[id].PhaseRole(IsOpenPart).Waits ? firstUse[id] ?? 0 : _phases[id];
        }

        Count = _phases.DefaultIfEmpty(0).Max() + 1;
    }

    /// <summary>The phases in which what a node reads is known, and no loop is cut; true when a loop had to wait for one of its nodes.</summary>
    private bool NumberOnce()
    {
        int[] ofLoops = new int[_graph.Loops.Count];
        for (int id = 0; id < _phases.Length; id++)
        {
            Node node = _graph.Nodes[id];
            _phases[id] = node.Reads.Select(read => _phases[read] + (_isTotal[read] ? 1 : 0)).Append(_phases[id]).Max();
            if (node.Loop != Node.NoLoop)
            {
                ofLoops[node.Loop] = Math.Max(ofLoops[node.Loop], _phases[id]);
            }
        }

        bool waits = false;
        for (int id = 0; id < _phases.Length; id++)
        {
            if (_graph.Nodes[id].Loop is var loop && loop != Node.NoLoop && _phases[id] < ofLoops[loop])
            {
                (_phases[id], waits) = (ofLoops[loop], true);
            }
        }

        return waits;
    }
}
