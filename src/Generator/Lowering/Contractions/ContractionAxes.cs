using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>The indices of a contraction: none of extent 1, and neighbours that are one run of memory in every access as one.</summary>
internal static class ContractionAxes
{
    public static List<ContractionAxis> Of(FlatNest nest, IReadOnlyList<FlatAccess> accesses)
    {
        var axes = nest.Box
            .Select((axis, i) => new ContractionAxis(
                axis.Name, axis.Extent, Math.Max(axis.Padded, axis.Extent), new(accesses.Select(a => a.Offset[i]))))
            .Where(a => a.Extent != 1)
            .ToList();
        for (int i = axes.Count - 2; i >= 0; i--)
        {
            if (Fuse(axes[i], axes[i + 1]) is { } fused)
            {
                axes[i] = fused;
                axes.RemoveAt(i + 1);
            }
        }

        return axes;
    }

    private static ContractionAxis? Fuse(ContractionAxis outer, ContractionAxis inner)
    {
        bool isLane = inner.Target == 1;
        if (outer.IsBatch || inner.IsBatch || isLane || Enumerable.Range(0, outer.Moves.Count)
            .Any(m => outer.Moves[m] != inner.Moves[m] * inner.Extent))
        {
            return null;
        }

        long extent = outer.Extent * inner.Extent;
        return new(outer.Name + inner.Name, extent, extent, inner.Moves);
    }

    /// <summary>
    /// The indices that must be loops of their own, so that inside of them different settings write different elements; null when that
    /// does not help. Those of B alone come first: its taps.
    /// </summary>
    public static List<ContractionAxis>? Conflicts(List<ContractionAxis> axes, ContractionAxis lane)
    {
        var sequential = new List<ContractionAxis>();
        while (!IsInjective(axes.Where(a => a.Target != 0 && !sequential.Contains(a)), lane))
        {
            var open = axes.Where(a => a.Target != 0 && !sequential.Contains(a)).ToList();
            ContractionAxis? next = open
                .Where(a => a != lane && !a.IsBatch)
                .OrderBy(a => open.Any(o => o != a && !IsInjective([o, a], lane)) ? 0 : 1)
                .ThenBy(a => a.B != 0 && a.A == 0 ? 0 : 1)
                .ThenBy(a => a.Extent)
                .FirstOrDefault();
            if (next is null)
            {
                return null;
            }

            sequential.Add(next);
        }

        return [.. axes.Where(sequential.Contains)];
    }

    private static bool IsInjective(IEnumerable<ContractionAxis> axes, ContractionAxis lane)
    {
        long reach = 0L;
        foreach (ContractionAxis axis in axes.OrderBy(a => Math.Abs(a.Target)).ThenBy(a => a == lane ? 0 : 1))
        {
            if (Math.Abs(axis.Target) <= reach)
            {
                return false;
            }

            reach += (long)Math.Abs(axis.Target) * ((axis == lane ? axis.Padded : Math.Max(axis.Extent, 1)) - 1);
        }

        return true;
    }
}
