using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The places from <c>Starts</c> on, for each axis as many as the output's; an axis that <c>Dropped</c> names has one and is left out.
/// </summary>
internal sealed record SliceOp(EquatableArray<int> Starts, EquatableArray<int> Dropped) : MovingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => [.. Taken(shapes).SelectMany(run => Among(places, run))];

    /// <summary>The numbers of the input's elements that are taken: whole rows of what is not cut are one run.</summary>
    private List<Run> Taken(OpShapes shapes)
    {
        List<Run> runs = [new(0, 1)];
        (int inner, int kept) = (1, shapes.Output.Count);
        for (int d = shapes.Input.Count - 1; d >= 0; d--)
        {
            (int stride, int start) = (inner, Starts[d]);
            int count = Dropped.Contains(d) ? 1 : shapes.Output[--kept];
            runs = runs.Count == 1 && runs[0] == new Run(0, stride)
                ? [new(start * stride, count * stride)]
                : [.. Enumerable.Range(start, count).SelectMany(i => runs.Select(run => run with { Start = run.Start + (i * stride) }))];
            inner *= shapes.Input[d];
        }

        return runs;
    }

    /// <summary>The part of a list of runs that begins at an element's number.</summary>
    private static IEnumerable<Run> Among(IReadOnlyList<Run> places, Run part)
    {
        int first = 0;
        foreach (Run run in places)
        {
            (int from, int to) = (Math.Max(part.Start, first), Math.Min(part.Start + part.Count, first + run.Count));
            if (from < to)
            {
                yield return new(run.Start + from - first, to - from);
            }

            first += run.Count;
        }
    }

    public override int Build(BuildContext at)
    {
        var forms = new List<Affine> { Affine.Of(0) };
        int kept = 1;
        for (int d = 0; d < Starts.Count; d++)
        {
            forms.Add(Dropped.Contains(d) ? Affine.Number(Starts[d]) : Affine.Of(kept++, constant: Starts[d]));
        }

        return at.Graph.Map(at.Name, at.OutputRows, new LoadExpr(at.Input, new(forms)));
    }

    public override OnnxValue Export(ExportContext at)
    {
        string rows = at.Rows(at.Input);
        var kept = Enumerable.Range(0, Starts.Count).Where(d => !Dropped.Contains(d)).ToList();
        var sizes = Starts.Select((_, d) => Dropped.Contains(d) ? 1 : at.Output[kept.IndexOf(d)]).ToList();
        var cut = Enumerable.Range(0, Starts.Count).Where(d => sizes[d] != at.InputShape[d]).ToList();
        (string starts, string ends) = (Numbers(cut.Select(d => Starts[d])), Numbers(cut.Select(d => Starts[d] + sizes[d])));
        string part = cut.Count == 0 ? rows : at.Add("part", "Slice", [rows, starts, ends, Numbers(cut.Select(d => d + 1))]);
        return Dropped.Count > 0 ? at.Give("Squeeze", [part, Numbers(Dropped.Select(d => d + 1))]) : at.Give("Identity", [part]);

        string Numbers(IEnumerable<int> values) => at.Graph.Ints([.. values.Select(value => (long)value)]);
    }
}
