namespace NetCompiler.Onnx.Import.Operations;

/// <summary>What a slice takes of each axis.</summary>
internal static class SliceRange
{
    private const long MostPlaces = Constant.MostMade;

    /// <summary>Axis, first place, the place behind the last, and the step; a batch is taken whole.</summary>
    public static IEnumerable<(int Axis, long From, long To, long Step)> Of(NodeCall call, long[] shape)
    {
        long[] starts = call.IntsOrInput("starts", 1, "where it starts") ?? [], ends = call.IntsOrInput("ends", 2, "where it ends") ?? [];
        long[] axes = call.IntsOrInput("axes", 3, "the list of axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = call.Optional(4) is null ? [.. starts.Select(_ => 1L)] : call.Known(4, "the steps").Wholes();
        if (axes.Length != starts.Length || ends.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw new RefusedException("starts, ends, axes and steps that do not fit each other");
        }

        for (int i = 0; i < starts.Length; i++)
        {
            int axis = NodeCall.Axis(axes[i], shape.Length);
            long size = shape[axis], step = steps[i];
            long from = starts[i] < 0 ? starts[i] + size : starts[i], to = ends[i] < 0 && ends[i] >= -size ? ends[i] + size : ends[i];
            yield return step > 0
                ? (axis, Math.Clamp(from, 0, size), Math.Clamp(to, 0, size), step)
                : (axis, Math.Clamp(from, -1, size - 1), Math.Clamp(to, -1, size - 1), step);
        }
    }

    public static IEnumerable<long> Places(long from, long to, long step)
    {
        if (Math.Abs(to - from) > MostPlaces)
        {
            throw new RefusedException("a part of more places than are counted");
        }

        for (long place = from; step > 0 ? place < to : place > to; place += step)
        {
            yield return place;
        }
    }
}
