using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// Neighbouring floats of a sample or a target that are whole numbers from 0 to <c>Limit</c> - 1, and the layer that takes them so.
/// </summary>
internal sealed record IndexRange(int Offset, int Count, int Limit, string Layer, int? Ignored = null);

/// <summary>Finds which floats of an input or a target are numbers of rows or classes, as far as they come straight from there.</summary>
internal sealed class IndexPlaces(ModelSpec spec)
{
    /// <summary>The numbers among a sample's floats.</summary>
    public static EquatableArray<IndexRange> OfInputs(ModelSpec spec) => new(new IndexPlaces(spec).Find(target: false));

    /// <summary>The numbers among a target's floats.</summary>
    public static EquatableArray<IndexRange> OfTargets(ModelSpec spec) => new(new IndexPlaces(spec).Find(target: true));

    private IEnumerable<IndexRange> Find(bool target)
    {
        var found = new List<IndexRange>();
        foreach (NodeSpec node in spec.Nodes)
        {
            if (node.Op.Numbers(node.Shapes(spec.Nodes)) is { } numbers && Places(node.Inputs[numbers.Input], target) is { } places)
            {
                string layer = node.IsFunction ? "the loss" : node.LayerName;
                found.AddRange(Merged(places).Select(run => new IndexRange(run.Start, run.Count, numbers.Limit, layer, numbers.Ignored)));
            }
        }

        return found.Distinct();
    }

    /// <summary>
    /// The floats that a node's elements are, row-major, as runs of neighbours; null where they are computed, or come from elsewhere.
    /// </summary>
    private IReadOnlyList<Run>? Places(int position, bool target)
    {
        NodeSpec node = spec.Nodes[position];
        if (node.Inputs.Count == 0)
        {
            int? offset = node.Op switch
            {
                InputOp input when !target => input.Offset,
                TargetOp input when target => input.Offset,
                _ => null,
            };
            return offset is { } first ? [new(first, Elements(node.OutputShape))] : null;
        }

        return Places(node.Inputs[0], target) is { } places ? node.Op.Moved(places, node.Shapes(spec.Nodes)) : null;
    }

    private static List<Run> Merged(IReadOnlyList<Run> places)
    {
        var merged = new List<Run>();
        foreach (Run run in places.OrderBy(run => run.Start))
        {
            int last = merged.Count - 1;
            if (last >= 0 && run.Start <= merged[last].Start + merged[last].Count)
            {
                merged[last] = merged[last] with { Count = System.Math.Max(merged[last].Count, run.Start + run.Count - merged[last].Start) };
            }
            else
            {
                merged.Add(run);
            }
        }

        return merged;
    }

    private static int Elements(EquatableArray<int> shape) => shape.Aggregate(1, (product, size) => product * size);
}
