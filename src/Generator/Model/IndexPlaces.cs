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
                found.AddRange(Merged(places).Select(run => new IndexRange(run.Start, run.Count, limit, node.IsFunction ? "the loss" : node.LayerName)));
            }
        }

        return found.Distinct();
    }

    /// <summary>The floats that a node's elements are, row-major, as runs of neighbours; null where they are computed, or come from elsewhere.</summary>
    private IReadOnlyList<Run>? Places(int position, bool target)
    {
        var node = spec.Nodes[position];
        return node.Op switch
        {
            InputOp input when !target => [new(input.Offset, Elements(node.OutputShape))],
            TargetOp input when target => [new(input.Offset, Elements(node.OutputShape))],
            FlattenOp or ReshapeOp or GradientOp => Places(node.Inputs[0], target),
            SliceOp slice when Places(node.Inputs[0], target) is { } places =>
                [.. Slice(slice, spec.Nodes[node.Inputs[0]].OutputShape, node.OutputShape).SelectMany(run => Among(places, run))],
            _ => null,
        };
    }

    /// <summary>The numbers of the source's elements that a slice takes: whole rows of what is not cut are one run.</summary>
    private static List<Run> Slice(SliceOp op, EquatableArray<int> source, EquatableArray<int> output)
    {
        List<Run> runs = [new(0, 1)];
        var (inner, kept) = (1, output.Count);
        for (var d = source.Count - 1; d >= 0; d--)
        {
            var (stride, start) = (inner, op.Starts[d]);
            var count = op.Dropped.Contains(d) ? 1 : output[--kept];
            runs = runs.Count == 1 && runs[0] == new Run(0, stride)
                ? [new(start * stride, count * stride)]
                : [.. Enumerable.Range(start, count).SelectMany(i => runs.Select(run => run with { Start = run.Start + (i * stride) }))];
            inner *= source[d];
        }

        return runs;
    }

    /// <summary>The part of a list of runs that begins at an element's number.</summary>
    private static IEnumerable<Run> Among(IReadOnlyList<Run> places, Run part)
    {
        var first = 0;
        foreach (var run in places)
        {
            var (from, to) = (System.Math.Max(part.Start, first), System.Math.Min(part.Start + part.Count, first + run.Count));
            if (from < to)
            {
                yield return new(run.Start + from - first, to - from);
            }

            first += run.Count;
        }
    }

    private static List<Run> Merged(IReadOnlyList<Run> places)
    {
        var merged = new List<Run>();
        foreach (var run in places.OrderBy(run => run.Start))
        {
            var last = merged.Count - 1;
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

    private readonly record struct Run(int Start, int Count);
}
