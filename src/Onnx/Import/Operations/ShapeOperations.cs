namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Operations that move numbers or say how many there are.</summary>
internal static class ShapeOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("Constant", 1, _ => throw new RefusedException("a constant that is no tensor of numbers")),
        new("ConstantOfShape", 9, call => throw Depends(call)),
        new("Range", 11, call => throw Depends(call)),
        new("Shape", 1, Shape),
        new("Size", 1, call => [Constant.Splat(OnnxElementType.Int64, [], call[0].Shape.Aggregate(1L, (product, size) => product * size))]),
        new("EyeLike", 9, EyeLike),
        new("Reshape", 5, call => [Reshaping.To(call.Flow(0, keepFlattened: true), Wanted(call))]),
        new("Flatten", 1, Flatten),
        new("Squeeze", 1, Squeeze),
        new("Unsqueeze", 1, Unsqueeze),
        new("Transpose", 1, Transpose),
        new("Expand", 8, Expand),
        new("Concat", 4, Concat),
        new("Split", 2, Split),
        new("Tile", 6, Tile),
    ];

    private static RefusedException Depends(NodeCall call) => new($"the result of {call.Operation} has a shape or values that depend on the inputs");

    private static IValue[] Shape(NodeCall call)
    {
        long[] shape = call[0].Shape;
        int from = Clamp(call.Int("start", 0), shape.Length), to = Clamp(call.Int("end", shape.Length), shape.Length);
        return [Constant.Of(from < to ? shape[from..to] : [])];
    }

    private static int Clamp(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);

    private static IValue[] EyeLike(NodeCall call)
    {
        if (call[0].Shape is not [var rows, var columns])
        {
            throw new RefusedException("a unit matrix of more or fewer axes than two");
        }

        long shift = call.Int("k", 0);
        var type = (OnnxElementType)call.Int("dtype", (long)call[0].Type);
        var zeros = Constant.Splat(OnnxElementType.Int64, [rows * columns], 0);
        long[] values = [.. zeros.Wholes().Select((_, i) => i % columns == (i / columns) + shift ? 1L : 0)];
        return [Constant.Of(OnnxElementType.Int64, [rows, columns], values).As(type)];
    }

    private static long[] Wanted(NodeCall call)
    {
        long[] wanted = call.Known(1, "the new shape").Wholes();
        return call.Int("allowzero", 0) != 0 ? wanted
            : [.. wanted.Select((size, axis) => size != 0 ? size : axis < call[0].Shape.Length ? call[0].Shape[axis]
                : throw new RefusedException("a size of 0 where there is no axis to copy"))];
    }

    private static IValue[] Flatten(NodeCall call)
    {
        long[] shape = call[0].Shape;
        int rank = shape.Length;
        long given = call.Int("axis", 1);
        int axis = given == rank ? rank : NodeCall.Axis(given, Math.Max(1, rank));
        static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => product * size);
        return [Reshaping.To(call.Flow(0, keepFlattened: true), [Product(shape[..axis]), Product(shape[axis..])])];
    }

    private static IValue[] Squeeze(NodeCall call)
    {
        Flow x = call.Flow(0);
        int rank = x.Shape.Length;
        int[] axes = call.IntsOrInput("axes", 1, "the list of axes") is { } given ? [.. given.Select(axis => NodeCall.Axis(axis, rank)).Distinct()]
            : [.. Enumerable.Range(0, rank).Where(axis => x.Shape[axis] == 1)];
        return [axes.OrderDescending().Aggregate(x, Squeeze)];
    }

    /// <summary>Without an axis of one element.</summary>
    internal static Flow Squeeze(Flow x, int axis)
    {
        if (x.Shape[axis] != 1)
        {
            throw new RefusedException($"axis {axis} of the size {Batch.Print([x.Shape[axis]])} cannot go");
        }

        int place = x.Place(axis);
        int[] left = [.. x.Axes.Where(other => other != axis).Select(other => other > axis ? other - 1 : other)];
        return x with { Term = Terms.Squeeze(x.Term, place), Axes = left, Shape = [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]] };
    }

    private static IValue[] Unsqueeze(NodeCall call)
    {
        Flow x = call.Flow(0);
        long[] given = call.IntsOrInput("axes", 1, "the list of axes") ?? throw new RefusedException("the list of axes is missing");
        return [given.Select(axis => NodeCall.Axis(axis, x.Shape.Length + given.Length)).Order().Aggregate(x, Unsqueeze)];
    }

    /// <summary>With a new axis of one element.</summary>
    internal static Flow Unsqueeze(Flow x, int axis)
    {
        int[] axes = [.. x.Axes.Select(other => other >= axis ? other + 1 : other)];

        // Before the axis that the model has next, so that what was in the model's order stays in it.
        int place = Array.IndexOf(axes, axes.Where(other => other > axis).DefaultIfEmpty(-1).Min()) is >= 0 and var next ? next : axes.Length;
        return x with
        {
            Term = Terms.ExpandDims(x.Term, place),
            Axes = [.. axes[..place], axis, .. axes[place..]],
            Shape = [.. x.Shape[..axis], 1, .. x.Shape[axis..]],
        };
    }

    /// <summary>Only says that the axes are other ones.</summary>
    private static IValue[] Transpose(NodeCall call)
    {
        Flow x = call.Flow(0);
        int rank = x.Shape.Length;
        int[] order = call.Has("perm") ? [.. call.Ints("perm").Select(axis => NodeCall.Axis(axis, rank))] : [.. Enumerable.Range(0, rank).Reverse()];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank)))
        {
            throw new RefusedException($"[{Listing.FirstOf(order)}] is no order of {rank} axes");
        }

        return [x with { Axes = [.. x.Axes.Select(axis => Array.IndexOf(order, axis))], Shape = [.. order.Select(axis => x.Shape[axis])] }];
    }

    private static IValue[] Expand(NodeCall call)
    {
        // Ones of that shape, which broadcasting multiplies by nothing.
        var shape = Constant.Splat(call[0].Type, call.Known(1, "the new shape").Wholes(), 1);
        Flow x = call.Flow(0);
        return [Broadcasting.Apply(call.Draft, x.Type, terms => terms[0], x, shape)];
    }

    private static IValue[] Concat(NodeCall call) =>
        [Concat(call, [.. call.Inputs.Select((_, i) => call[i])], call.Axis("axis", 1, call[0].Shape.Length))];

    /// <summary>Tensors one behind the other along an axis.</summary>
    internal static Flow Concat(NodeCall call, IReadOnlyList<IValue> all, int axis)
    {
        IValue[] parts = [.. all.Where(part => part.Shape.Length != all[0].Shape.Length || part.Shape[axis] != 0)];
        int[] order = parts.OfType<Flow>().Select(flow => flow.Unflattened()).OrderByDescending(flow => flow.Term.Count)
            .Select(flow => flow.Axes).FirstOrDefault() ?? Ordering.AxesOf(parts[0].Shape);
        int samples = parts.Max(part => Array.IndexOf(part.Shape, Batch.Size));
        Flow[] flows = [.. parts.Select(part => call.Draft.AsFlow(part, samples == axis ? -1 : samples, order))];
        long[] shape = [.. flows[0].Shape];
        shape[axis] = flows.Sum(flow => flow.Shape[axis]);
        return new Flow(Terms.Concat(flows[0].Place(axis), [.. flows.Select(flow => flow.Term)]), order, shape, flows[0].Type);
    }

    private static IValue[] Split(NodeCall call)
    {
        Flow x = call.Flow(0);
        int axis = call.Axis("axis", 0, x.Shape.Length);
        long size = x.Term.Shape[x.Place(axis)];
        long count = call.Int("num_outputs", call.Node.Outputs.Count), each = (size + count - 1) / count;
        long[] sizes = call.IntsOrInput("split", 1, "the sizes of the parts")
            ?? [.. Enumerable.Range(0, (int)Math.Min(count, size)).Select(i => Math.Min(each, size - (i * each)))];
        return sizes.Length == call.Node.Outputs.Count ? [.. Parts(x, axis, sizes)]
            : throw new RefusedException($"{sizes.Length} parts for {call.Node.Outputs.Count} outputs");
    }

    /// <summary>An axis cut into parts.</summary>
    internal static IEnumerable<Flow> Parts(Flow x, int axis, long[] sizes)
    {
        int place = x.Place(axis);
        long size = x.Term.Shape[place], from = 0;
        if (sizes.Any(part => part < 1) || sizes.Sum() != size)
        {
            throw new RefusedException($"parts of [{Listing.FirstOf(sizes)}] of an axis of {size}; parts here have at least one element");
        }

        List<Flow> parts = [];
        foreach (long part in sizes)
        {
            long[] shape = [.. x.Shape];
            shape[axis] = part;
            parts.Add(x with { Term = Terms.Part(x.Term, place, from, from += part), Shape = shape });
        }

        return parts;
    }

    private static IValue[] Tile(NodeCall call)
    {
        const int most = 64;
        Flow x = call.Flow(0);
        long[] repeats = call.Known(1, "the number of copies").Wholes();
        foreach (int axis in Enumerable.Range(0, repeats.Length).Where(axis => repeats[axis] != 1))
        {
            if (repeats[axis] is < 1 or > most)
            {
                throw new RefusedException($"{repeats[axis]} copies; 1 to {most} are imported");
            }

            long[] shape = [.. x.Shape];
            shape[axis] *= repeats[axis];
            x = x with { Term = Terms.Concat(x.Place(axis), [.. Enumerable.Repeat(x.Term, (int)repeats[axis])]), Shape = shape };
        }

        return [x];
    }
}
