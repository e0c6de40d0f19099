using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// Flattens nests, equal ones once: the programs of a model have most in common, and layers of the same shape differ only in names and in which nodes
/// they read. What it gives for equal nests is the same object, without a name.
/// </summary>
internal sealed class FlatNests
{
    private readonly Dictionary<Question, FlatNest> _nests = [];
    private readonly Dictionary<FlatNest, List<((LoopRegion Loop, EquatableArray<bool> IsBefore) Key, CutNest Cut)>> _cuts =
        new(SameObject<FlatNest>.Instance);

    /// <summary>As <see cref="FlattenNest"/> does it.</summary>
    public FlattenedNest Flatten(TensorGraph graph, int id, NestNode nest, IReadOnlyList<TensorLayout> layouts, bool accumulate = false)
    {
        List<int> operands = FlattenNest.Operands(id, nest);
        var question = new Question(
            (nest with { Name = "" }).WithLoads(load => load with { Node = operands.IndexOf(load.Node) }),
            accumulate, new(operands.Select(o => layouts[o])), new(operands.Select(o => graph.Nodes[o].Shape)));
        if (!_nests.TryGetValue(question, out FlatNest? flat))
        {
            _nests[question] = flat = FlattenNest.Run(graph, id, nest, layouts, accumulate).Nest with { Name = "" };
        }

        return new(flat, new(operands));
    }

    /// <summary>As <see cref="CutLoop"/> does it.</summary>
    public CutNest Cut(FlatNest nest, LoopRegion loop, EquatableArray<bool> isBefore)
    {
        if (!_cuts.TryGetValue(nest, out List<((LoopRegion Loop, EquatableArray<bool> IsBefore) Key, CutNest Cut)>? known))
        {
            _cuts[nest] = known = [];
        }

        (LoopRegion, EquatableArray<bool> isBefore) key =
            (loop with { Bound = LoopRegion.NoBound, Carries = EquatableArray<LoopCarry>.Empty }, isBefore);
        int position = known.FindIndex(k => k.Key == key);
        if (position < 0)
        {
            position = known.Count;
            known.Add((key, CutLoop.Run(nest, loop, isBefore)));
        }

        return known[position].Cut;
    }

    /// <summary>All that a flat nest depends on; loads have the positions of their operands for nodes.</summary>
    private sealed record Question(NestNode Nest, bool Accumulate, EquatableArray<TensorLayout> Layouts, EquatableArray<EquatableArray<int>> Shapes);
}
