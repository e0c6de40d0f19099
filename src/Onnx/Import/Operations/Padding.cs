namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Places before and behind an axis.</summary>
internal static class Padding
{
    /// <summary>Widths below 0 cut places off.</summary>
    public static Term Axis(Term x, int axis, long before, long after, string mode, double value)
    {
        int size = x.Shape[axis];
        if (mode != "constant")
        {
            return Indexing.Pick(x, axis, [.. Places(size, before, after, mode)]);
        }

        if (Math.Max(0, -before) + Math.Max(0, -after) >= size)
        {
            throw new RefusedException("all places of an axis are cut off: tensors here have sizes of at least 1");
        }

        Term part = Terms.Part(x, axis, Math.Max(0, -before), size + Math.Min(0, after));
        List<Term> parts = [part];
        if (before > 0)
        {
            parts.Insert(0, Block(x, axis, before, value));
        }

        if (after > 0)
        {
            parts.Add(Block(x, axis, after, value));
        }

        return Terms.Concat(axis, parts);
    }

    private static Term Block(Term x, int axis, long width, double value)
    {
        int[] shape = [.. x.Shape];
        shape[axis] = Ordering.Size(width);
        return Terms.Filled(value, shape);
    }

    private static IEnumerable<long> Places(int size, long before, long after, string mode)
    {
        for (long place = -before; place < size + after; place++)
        {
            yield return mode switch
            {
                "edge" => Math.Clamp(place, 0, size - 1),
                "wrap" => ((place % size) + size) % size,
                "reflect" => Reflected(place, size),
                _ => throw new RefusedException($"the mode '{Listing.Cut(mode, 20)}'"),
            };
        }
    }

    private static long Reflected(long place, int size)
    {
        long period = Math.Max(1, 2L * (size - 1));
        long at = ((place % period) + period) % period;
        return at < size ? at : period - at;
    }
}
