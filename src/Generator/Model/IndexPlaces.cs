using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>Neighbouring floats of a sample or a target that are whole numbers from 0 to <c>Limit</c> - 1, and the layer that takes them so.</summary>
internal sealed record IndexRange(int Offset, int Count, int Limit, string Layer);

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
        foreach (var node in spec.Nodes)
        {
            var (source, limit) = node.Op switch
            {
                EmbeddingOp table => (node.Inputs[0], table.Rows),
                LossOp { Loss.Kind: LossKind.SparseCategoricalCrossentropy } => (node.Inputs[1], spec.Nodes[node.Inputs[0]].OutputShape.Last()),
                _ => (-1, 0),
            };
            if (source >= 0 && Places(source, target) is { } places)
            {
                found.AddRange(Runs(places, limit, node.IsFunction ? "the loss" : node.LayerName));
            }
        }

        return found.Distinct();
    }

    /// <summary>The floats that a node's elements are, row-major; null where they are computed, or come from elsewhere.</summary>
    private IReadOnlyList<int>? Places(int position, bool target)
    {
        var node = spec.Nodes[position];
        switch (node.Op)
        {
            case InputOp input when !target:
                return [.. Enumerable.Range(input.Offset, Elements(node.OutputShape))];
            case TargetOp input when target:
                return [.. Enumerable.Range(input.Offset, Elements(node.OutputShape))];
            case FlattenOp or ReshapeOp or GradientOp:
                return Places(node.Inputs[0], target);
            case SliceOp slice when Places(node.Inputs[0], target) is { } places:
                return [.. Slice(slice, spec.Nodes[node.Inputs[0]].OutputShape, node.OutputShape).Select(place => places[place])];
            default:
                return null;
        }
    }

    private static IEnumerable<int> Slice(SliceOp op, EquatableArray<int> source, EquatableArray<int> output)
    {
        IEnumerable<int> places = [0];
        var kept = 0;
        for (var d = 0; d < source.Count; d++)
        {
            var (size, start) = (source[d], op.Starts[d]);
            var count = op.Dropped.Contains(d) ? 1 : output[kept++];
            places = places.SelectMany(place => Enumerable.Range(start, count).Select(i => (place * size) + i));
        }

        return places;
    }

    private static IEnumerable<IndexRange> Runs(IReadOnlyList<int> places, int limit, string layer)
    {
        var sorted = places.Distinct().OrderBy(place => place).ToList();
        for (var start = 0; start < sorted.Count;)
        {
            var end = start + 1;
            while (end < sorted.Count && sorted[end] == sorted[end - 1] + 1)
            {
                end++;
            }

            yield return new(sorted[start], end - start, limit, layer);
            start = end;
        }
    }

    private static int Elements(EquatableArray<int> shape) => shape.Aggregate(1, (product, size) => product * size);
}
