using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Graph.Gradients;

/// <summary>
/// The loops that run backwards over the steps of a graph's loops. Where a loop carries h from step to step, its gradient carries d.h the other way:
/// what reaches h at
/// a step is what reaches it there, and what the step behind has sent back. What the forward loop leaves at its end is where the backward one begins,
/// and the reverse.
/// </summary>
internal sealed class GradientLoops(GradientParts parts)
{
    private readonly Dictionary<int, int> _loops = [];
    private readonly Dictionary<int, int> _beginnings = [];
    private readonly Dictionary<int, int> _carried = [];
    private int _open = Node.NoLoop;

    /// <summary>The backward loop of a forward one.</summary>
    public int Of(int loop) => _loops[loop];

    /// <summary>The carried node of the backward loop that belongs to one of the forward loop.</summary>
    public int CarriedBack(int carried) => _carried[carried];

    public void AddBeginning(int source, int gradient) => _beginnings[source] = _beginnings.TryGetValue(source, out int known)
        ? parts.Builder.Map("d." + parts.Graph.Nodes[source].Name + ".last", known,
        Scalars.Add(parts.Builder.Same(known), parts.Builder.Same(gradient)))
        : gradient;

    /// <summary>Begins the loop backwards when the sweep comes to the last node of a loop, and ends it behind the first one.</summary>
    public void Enter(int loop)
    {
        if (loop == _open)
        {
            return;
        }

        if (_open != Node.NoLoop)
        {
            Close(_open);
        }

        _open = loop;
        if (loop != Node.NoLoop)
        {
            Open(loop);
        }
    }

    private void Open(int loop)
    {
        LoopRegion forward = parts.Graph.Loops[loop];
        LoopDirection direction = forward.Direction == LoopDirection.Forward ? LoopDirection.Backward : LoopDirection.Forward;
        _loops[loop] = parts.Builder.AddLoop(forward with { Direction = direction, Carries = new([]) });
        foreach (LoopCarry carry in forward.Carries.Where(carry => parts.IsNeeded(carry.Source)))
        {
            (Node source, CarriedNode carried) = (parts.Graph.Nodes[carry.Source], (CarriedNode)parts.Graph.Nodes[carry.Carried]);
            int initial = _beginnings.TryGetValue(carry.Source, out int beginning) ? beginning : CarriedNode.FromZero;
            var node = new CarriedNode("d." + source.Name + ".carried", source.Shape, carried.Axis, initial) { Loop = _loops[loop] };
            _carried[carry.Carried] = parts.Builder.Add(node);
            parts.Add(carry.Source, _carried[carry.Carried]);
        }
    }

    /// <summary>The carried gradients are those of the carried nodes, which are known now.</summary>
    private void Close(int loop)
    {
        var carries = parts.Graph.Loops[loop].Carries.Where(carry => parts.IsNeeded(carry.Source))
            .Select(carry => new LoopCarry(_carried[carry.Carried], parts.TotalOrZero(carry.Carried, _loops[loop]))).ToList();
        parts.Builder.SetLoop(_loops[loop], parts.Builder.Loops[_loops[loop]] with { Carries = new(carries) });
    }
}
