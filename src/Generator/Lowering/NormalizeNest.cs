using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>FlatNest -> NestForm: reorders, drops and fuses axes; no point's value changes, nor the order of a sum.</summary>
internal static class NormalizeNest
{
    public static NestForm Run(FlatNest nest)
    {
        bool scatter = nest.Combine == Combine.Sum && nest.Elements.Count == 0 && nest.Target.Offset.Terms.Count > 0;
        if (scatter && nest.Epilogue is not null)
        {
            throw new System.ArgumentException("A sum made in memory takes no epilogue: " + nest.Name + ".");
        }

        bool reduces = nest.Combine != Combine.Assign && !scatter;
        LoopAxis[] axes = nest.Box.Select((axis, index) => ToLoopAxis(axis, reduces && !nest.Elements.Contains(index))).ToArray();
        var form = new NestForm(
            nest, new(axes), new(nest.Accesses.Concat([nest.Target])), new NestProgram(nest.Body, nest.Epilogue), scatter);
        var order = Enumerable.Range(0, axes.Length)
            .Where(i => axes[i].Batch || axes[i].Extent > 1)
            .OrderBy(i => axes[i].Reduced)
            .ToList();
        form = DropGuards(Keep(form, order));
        for (int outer = form.Axes.Count - 2; outer >= 0; outer--)
        {
            form = TryFuse(form, outer);
        }

        return form;
    }

    private static LoopAxis ToLoopAxis(FlatAxis axis, bool reduced) => axis.Extent == TensorGraph.Batch
        ? new(axis.Name, 1, Batch: true, 1, reduced)
        : new(axis.Name, axis.Extent, Batch: false, System.Math.Max(axis.Padded, axis.Extent), reduced);

    /// <summary>The axes of <c>order</c>, in that order; the index of every other one is 0.</summary>
    private static NestForm Keep(NestForm form, IReadOnlyList<int> order)
    {
        Affine[] indices = form.Axes.Select(_ => Affine.Number(0)).ToArray();
        for (int position = 0; position < order.Count; position++)
        {
            indices[order[position]] = Affine.Of(position);
        }

        return form.Reindex(order.Select(i => form.Axes[i]), indices);
    }

    private static NestForm DropGuards(NestForm form) => form with
    {
        Accesses = new(form.Accesses.Select(a => a with { Guards = new(a.Guards.Where(g => !Holds(form, g)).Distinct()) })),
    };

    private static bool Holds(NestForm form, Guard guard)
    {
        (long least, long most) = form.RangeOf(guard.Value);
        return least >= 0 && most < guard.Extent;
    }

    /// <summary>Makes one axis of two when, in every form, a step of the outer one is as far as all steps of the inner one.</summary>
    private static NestForm TryFuse(NestForm form, int outer)
    {
        (LoopAxis above, LoopAxis below) = (form.Axes[outer], form.Axes[outer + 1]);
        if (above.Reduced != below.Reduced || below.Batch)
        {
            return form;
        }

        // Padding between the rows may be computed along, where nothing is summed.
        long span = new[] { below.Extent, below.Padded }
            .Take(above.Reduced || form.Scatter ? 1 : 2)
            .FirstOrDefault(s => form.Forms().All(f => f[outer] == s * f[outer + 1]));
        if (span == 0)
        {
            return form;
        }

        string name = above.Name + "_" + below.Name;
        var fused = new LoopAxis(
            name, above.Extent * span, above.Batch, above.Batch ? above.Extent * span : above.Padded * span, above.Reduced);
        NestForm kept = Keep(form, [.. Enumerable.Range(0, form.Axes.Count).Where(i => i != outer)]);
        return kept with { Axes = new(kept.Axes.Select((axis, i) => i == outer ? fused : axis)) };
    }
}
