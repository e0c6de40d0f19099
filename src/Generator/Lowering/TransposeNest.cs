using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>
/// Maps whose source is contiguous along one axis (<c>s</c>) and whose target is along another one (<c>t</c>): cuts t into blocks, so that s
/// runs inside of a block's loop and every line of the source is used up while it is in the cache; the block itself is unrolled.
/// </summary>
internal static class TransposeNest
{
    private const int LeastBlock = 4;

    /// <summary>As many lines as the first cache keeps when they lie a power of two apart.</summary>
    private const int MostBlock = 8;

    /// <summary>The form with t cut in two, and its steps; null when the nest is no such map or t has no fitting divisor.</summary>
    public static (NestForm Form, List<AxisStep> Steps)? Run(NestForm form, int points)
    {
        int t = Find(form, form.TargetAccess, -1);
        int source = t < 0 ? -1 : Enumerable.Range(0, form.TargetAccess)
            .Where(a => form.Accesses[a].Offset[t] is not (0 or 1) && Find(form, a, t) >= 0)
            .DefaultIfEmpty(-1).First();
        if (source < 0)
        {
            return null;
        }

        (int s, long extent) = (Find(form, source, t), form.Axes[t].Extent);
        int block = Enumerable.Range(LeastBlock, MostBlock - LeastBlock + 1).Reverse().FirstOrDefault(b => extent % b == 0 && b <= points);
        if (block == 0)
        {
            return null;
        }

        // The block's axis becomes the last one.
        int inner = form.Axes.Count;
        IEnumerable<AxisStep> steps = Enumerable.Range(0, inner).Where(a => a != t && a != s)
            .OrderByDescending(a => System.Math.Abs(form.Target.Offset[a]))
            .Concat([t, s])
            .Select(a => new AxisStep(a, StepKind.Loop));
        return (Cut(form, t, block), [.. steps, new AxisStep(inner, StepKind.Unroll)]);
    }

    private static int Find(NestForm form, int access, int other) => Enumerable.Range(0, form.Axes.Count)
        .Where(a => a != other && !form.Axes[a].Batch && form.Accesses[access].Offset[a] == 1)
        .DefaultIfEmpty(-1).First();

    private static NestForm Cut(NestForm form, int t, int block)
    {
        Affine[] indices = Enumerable.Range(0, form.Axes.Count).Select(a => Affine.Of(a)).ToArray();
        indices[t] = Affine.Of(t, block) + Affine.Of(form.Axes.Count);
        (string name, long count) = (form.Axes[t].Name, form.Axes[t].Extent / block);
        IEnumerable<LoopAxis> axes = form.Axes.Select((a, i) => i == t ? new LoopAxis(name, count, Batch: false, count, Reduced: false) : a)
            .Concat([new LoopAxis(name + "_in", block, Batch: false, block, Reduced: false)]);
        return form.Reindex(axes, indices);
    }
}
