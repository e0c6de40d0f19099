using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
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
    private readonly Dictionary<FlatNest, List<(EquatableArray<bool> IsKept, PartNest Part)>> _parts = new(SameObject<FlatNest>.Instance);

    /// <summary>As <see cref="FlattenNest"/> does it.</summary>
    public FlattenedNest Flatten(TensorGraph graph, int id, NestNode nest, IReadOnlyList<TensorLayout> layouts, bool accumulate = false)
    {
        var operands = FlattenNest.Operands(id, nest);
        var question = new Question(
            GraphRewriter.RewriteLoads(nest with { Name = "" }, load => load with { Node = operands.IndexOf(load.Node) }),
            accumulate, new(operands.Select(o => layouts[o])), new(operands.Select(o => graph.Nodes[o].Shape)));
        if (!_nests.TryGetValue(question, out var flat))
        {
            _nests[question] = flat = FlattenNest.Run(graph, id, nest, layouts, accumulate).Nest with { Name = "" };
        }

        return new(flat, new(operands));
    }

    /// <summary>As <see cref="BlockSteps"/> does it.</summary>
    public PartNest Cut(FlatNest nest, EquatableArray<bool> isKept)
    {
        if (!_parts.TryGetValue(nest, out var known))
        {
            _parts[nest] = known = [];
        }

        var position = known.FindIndex(k => k.IsKept == isKept);
        if (position < 0)
        {
            position = known.Count;
            known.Add((isKept, BlockSteps.Cut(nest, isKept)));
        }

        return known[position].Part;
    }

    /// <summary>All that a flat nest depends on; loads have the positions of their operands for nodes.</summary>
    private sealed record Question(NestNode Nest, bool Accumulate, EquatableArray<TensorLayout> Layouts, EquatableArray<EquatableArray<int>> Shapes);
}
