namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Parts of tensors whose places are known while importing.</summary>
internal static class Indexing
{
    /// <summary>More runs of places would be a text that nobody reads.</summary>
    private const int MostRuns = 64;

    /// <summary>Fewer places are taken one by one.</summary>
    private const int ShortestReversal = 8;

    public static IEnumerable<Operation> All =>
    [
        new("Slice", 1, Slice),
        new("Gather", 1, Gather),
        new("Pad", 2, Pad),
        new("Compress", 9, Compress),
        new("ReverseSequence", 10, ReverseSequence),
    ];

    /// <summary>The places of an axis that are listed, in that order: parts one after the other.</summary>
    public static Term Pick(Term x, int axis, long[] places)
    {
        List<Term> parts = [];
        for (int from = 0; from < places.Length;)
        {
            if (parts.Count == MostRuns)
            {
                throw new RefusedException($"places that make more than {MostRuns} parts");
            }

            int back = RunOf(places, from, -1), to = from + (back >= ShortestReversal ? back : RunOf(places, from, 1));
            parts.Add(back >= ShortestReversal ? Reverse(Terms.Part(x, axis, places[to - 1], places[from] + 1), axis)
                : Terms.Part(x, axis, places[from], places[to - 1] + 1));
            from = to;
        }

        return parts.Count > 0 ? Terms.Concat(axis, parts) : throw new RefusedException("no place at all: tensors here have sizes of at least 1");
    }

    /// <summary>How many places follow each other by a step.</summary>
    private static int RunOf(long[] places, int from, int step)
    {
        int to = from + 1;
        while (to < places.Length && places[to] == places[to - 1] + step)
        {
            to++;
        }

        return to - from;
    }

    /// <summary>An axis from its end: a product with the matrix that does so.</summary>
    private static Term Reverse(Term x, int axis)
    {
        int size = x.Shape[axis];
        Lookups.CheckChoices(size);
        Term last = Terms.Subtract(Terms.Number(size - 1), new Term($"Arange({Terms.Text(size)})", Level.Primary, [size]));
        Term order = new($"OneHot({{0}}, {Terms.Text(size)})", Level.Primary, [size, size], last);
        int after = (int)x.Shape[(axis + 1)..].Aggregate(1L, (product, length) => product * length);
        return Terms.Reshape(Terms.MatMul(order, Terms.Reshape(x, [.. x.Shape[..axis], size, after])), x.Shape);
    }

    private static Flow Pick(Flow x, int axis, long[] places)
    {
        long[] shape = [.. x.Shape];
        shape[axis] = places.Length;
        return x with { Term = Pick(x.Term, x.Place(axis), places), Shape = shape };
    }

    private static IValue[] Slice(NodeCall call)
    {
        Flow x = call.Flow(0);
        foreach ((int axis, long from, long to, long step) in SliceRange.Of(call, x.Shape))
        {
            if (from == 0 && to == x.Shape[axis] && step == 1)
            {
                continue;
            }

            long[] places = [.. SliceRange.Places(from, to, step)];
            x = Pick(x, axis, places);
        }

        return [x];
    }

    private static IValue[] Gather(NodeCall call)
    {
        int axis = call.Axis("axis", 0, call[0].Shape.Length);
        if (call[1] is Flow numbers)
        {
            return [Lookups.Gather(call, numbers, axis)];
        }

        Constant known = call.Known(1, "the places");
        Flow x = call.Flow(0);
        long size = x.Term.Shape[x.Place(axis)];
        long[] places = [.. known.Wholes().Select(place => place < 0 ? place + size : place)];
        if (places.Any(place => place < 0 || place >= size))
        {
            throw new RefusedException($"a place outside of an axis of {size}");
        }

        if (known.Shape.Length == 0)
        {
            int[] left = [.. x.Axes.Where(other => other != axis).Select(other => other > axis ? other - 1 : other)];
            long[] others = [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]];
            return [x with { Term = Terms.At(x.Term, x.Place(axis), places[0]), Axes = left, Shape = others }];
        }

        x = Pick(x.Natural(), axis, places);
        long[] shape = [.. x.Shape[..axis], .. known.Shape, .. x.Shape[(axis + 1)..]];
        return [Flow.Natural(Terms.Reshape(x.Term, Ordering.SampleOf(shape)), shape, x.Type)];
    }

    private static IValue[] Compress(NodeCall call)
    {
        Flow x = call.Flow(0);
        if (!call.Has("axis"))
        {
            x = Reshaping.To(x, [-1]);
        }

        long[] wanted = call.Known(1, "the condition").Wholes();
        long[] places = [.. Enumerable.Range(0, wanted.Length).Where(i => wanted[i] != 0).Select(i => (long)i)];
        return [Pick(x, call.Axis("axis", 0, x.Shape.Length), places)];
    }

    private static IValue[] ReverseSequence(NodeCall call)
    {
        Flow x = call.Flow(0);
        long[] lengths = call.Known(1, "the lengths").Wholes();
        int batch = x.Place((int)call.Int("batch_axis", 1)), time = x.Place((int)call.Int("time_axis", 0));
        Term[] rows = [.. lengths.Select((length, i) => Pick(Terms.Part(x.Term, batch, i, i + 1), time,
            [.. Enumerable.Range(0, x.Term.Shape[time]).Select(at => at < length ? length - 1 - at : at)]))];
        return [x.With(Terms.Concat(batch, rows))];
    }

    private static IValue[] Pad(NodeCall call)
    {
        Flow x = call.Flow(0);
        int rank = x.Shape.Length;
        long[] pads = call.IntsOrInput(call.Has("paddings") ? "paddings" : "pads", 1, "the widths")
            ?? throw new RefusedException("the widths are missing");
        int[] axes = call.Optional(3) is null ? [.. Enumerable.Range(0, rank)]
            : [.. call.Known(3, "the list of axes").Wholes().Select(axis => NodeCall.Axis(axis, rank))];
        double value = call.Optional(2) is null ? call.Float("value", 0) : call.Known(2, "the value")[0];
        string mode = call.Text("mode", "constant");
        for (int i = 0; i < axes.Length; i++)
        {
            (long before, long after) = (pads[i], pads[i + axes.Length]);
            if (before != 0 || after != 0)
            {
                long[] shape = [.. x.Shape];
                shape[axes[i]] += before + after;
                x = x with { Term = Padding.Axis(x.Term, x.Place(axes[i]), before, after, mode, value), Shape = shape };
            }
        }

        return [x];
    }
}
