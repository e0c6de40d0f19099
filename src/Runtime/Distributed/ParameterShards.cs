namespace NetCompiler;

/// <summary>The whole parameters in ranges, of which each rank adds up, and updates, one. Tables with sparse updates are on all ranks.</summary>
internal sealed class ParameterShards
{
    /// <summary>Ranges begin at multiples of 64 bytes.</summary>
    public const int Unit = FloatArena.Alignment;

    /// <param name="group">This rank among the others.</param>
    /// <param name="floats">Floats of whole parameters, a multiple of 16.</param>
    /// <param name="unit">What the ranges' bounds are multiples of.</param>
    public ParameterShards(RankGroup group, int floats, int unit)
    {
        int units = (floats + unit - 1) / unit;
        Bounds = [.. Enumerable.Range(0, group.Ranks + 1).Select(rank => (int)Math.Min(floats, (long)units * rank / group.Ranks * unit))];
        (Group, First, End) = (group, Bounds[group.Rank], Bounds[group.Rank + 1]);
    }

    public RankGroup Group { get; }

    /// <summary>Where each rank's range begins, and at last the number of floats.</summary>
    public int[] Bounds { get; }

    /// <summary>Where this rank's range begins.</summary>
    public int First { get; }

    /// <summary>Where it ends.</summary>
    public int End { get; }

    /// <summary>Floats of it.</summary>
    public int Length => End - First;
}
