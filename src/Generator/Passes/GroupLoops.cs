using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// Puts the nodes of each loop beside each other, in their order: what they read before them, what reads them behind. A graph without loops stays as
/// it is.
/// </summary>
internal sealed class GroupLoops
{
    private readonly TensorGraph _graph;
    private readonly List<int>[] _members;
    private readonly bool[] _isOpen;
    private readonly bool[] _isDone;
    private readonly List<int> _order = [];

    private GroupLoops(TensorGraph graph)
    {
        _graph = graph;
        _members = new List<int>[graph.Loops.Count];
        (_isOpen, _isDone) = (new bool[graph.Loops.Count], new bool[graph.Nodes.Count]);
        for (int loop = 0; loop < _members.Length; loop++)
        {
            _members[loop] = [];
        }

        for (int id = 0; id < graph.Nodes.Count; id++)
        {
            if (graph.Nodes[id].Loop != Node.NoLoop)
            {
                _members[graph.Nodes[id].Loop].Add(id);
            }
        }
    }

    /// <exception cref="InvalidOperationException">A loop reads from outside what is computed from itself.</exception>
    public static TensorGraph Run(TensorGraph graph) => graph.Loops.Count == 0 ? graph : new GroupLoops(graph).Sort();

    private TensorGraph Sort()
    {
        for (int id = 0; id < _graph.Nodes.Count; id++)
        {
            Append(id);
        }

        return GraphRewriter.Reorder(_graph, _order);
    }

    private void Append(int id)
    {
        if (_isDone[id])
        {
            return;
        }

        int loop = _graph.Nodes[id].Loop;
        if (loop == Node.NoLoop)
        {
            AppendReads(id);
            _isDone[id] = true;
            _order.Add(id);
            return;
        }

        if (_isOpen[loop])
        {
            throw new InvalidOperationException($"Node '{_graph.Nodes[id].Name}' of a loop is read by what its loop reads from outside.");
        }

        _isOpen[loop] = true;
        AppendLoop(loop);
    }

    private void AppendLoop(int loop)
    {
        if (_graph.Loops[loop].Bound is var bound && bound != LoopRegion.NoBound)
        {
            Append(bound);
        }

        foreach (int member in _members[loop])
        {
            AppendReads(member, outsideOf: loop);
        }

        foreach (int member in _members[loop])
        {
            _isDone[member] = true;
            _order.Add(member);
        }
    }

    private void AppendReads(int id, int outsideOf = Node.NoLoop)
    {
        foreach (int read in _graph.Nodes[id].Reads)
        {
            if (outsideOf == Node.NoLoop || _graph.Nodes[read].Loop != outsideOf)
            {
                Append(read);
            }
        }
    }
}
