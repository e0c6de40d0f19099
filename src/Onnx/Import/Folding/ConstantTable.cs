using NetCompiler.Onnx.Import.Operations;

namespace NetCompiler.Onnx.Import.Folding;

/// <summary>Operations whose inputs are all known are done while importing: usually the arithmetic of shapes.</summary>
internal static class ConstantTable
{
    private static readonly Dictionary<string, Func<NodeCall, Constant[]>> Table = new(StringComparer.Ordinal)
    {
        ["Constant"] = call => [Literal(call)],
        ["ConstantOfShape"] = call => [OfShape(call)],
        ["Range"] = call => [Range(call)],
        ["Identity"] = call => [Of(call, 0)],
        ["Reshape"] = call => [Renamed(Of(call, 0), Of(call, 0).Reshape(Wanted(call)))],
        ["Flatten"] = Flatten,
        ["Squeeze"] = call => [Renamed(Of(call, 0), Squeeze(call))],
        ["Unsqueeze"] = call => [Renamed(Of(call, 0), Unsqueeze(call))],
        ["Transpose"] = call => [Renamed(Of(call, 0), Transpose(call))],
        ["Cast"] = call => [Renamed(Of(call, 0), Of(call, 0).As((OnnxElementType)call.Int("to", 0)))],
        ["Expand"] = call => [Of(call, 0).BroadcastTo(Broadcasting.ShapeOf(Of(call, 0).Shape, Of(call, 1).Wholes()))],
        ["Concat"] = call => [Concat(call)],
        ["Slice"] = call => [Slice(call)],
        ["Gather"] = call => [Renamed(Of(call, 0), Gather(call))],
        ["Split"] = Split,
        ["Tile"] = call => [Tile(call)],
        ["Where"] = call => [Where(call)],
        ["NonZero"] = call => [NonZero(call)],
        ["ReduceProd"] = call => [Folds.Reduce(call, 1, (a, b) => a * b)],
        ["ReduceSum"] = call => [Folds.Reduce(call, 0, (a, b) => a + b)],
        ["ReduceMax"] = call => [Folds.Reduce(call, double.NegativeInfinity, Math.Max)],
        ["ReduceMin"] = call => [Folds.Reduce(call, double.PositiveInfinity, Math.Min)],
    };

    /// <summary>The results; null where the operation is not among those that are done here.</summary>
    /// <remarks>What is repeated for each sample stays one of them.</remarks>
    public static IValue[]? Run(NodeCall call) => call.Operation == "Expand" && Of(call, 1).Wholes().Any(Batch.Has) ? null
        : Table.TryGetValue(call.Operation, out Func<NodeCall, Constant[]>? fold) ? fold(call)
        : Folds.Elements(call);

    private static Constant Of(NodeCall call, int i) => (Constant)call[i];

    private static Constant Renamed(Constant from, Constant to)
    {
        to.Name ??= from.Name;
        return to;
    }

    private static Constant Literal(NodeCall call)
    {
        foreach (OnnxAttribute attribute in call.Node.Attributes)
        {
            Constant? constant = attribute.Name switch
            {
                "value" when attribute.Tensor is { } tensor => Constant.Of(tensor),
                "value_float" => Constant.Splat(OnnxElementType.Float, [], attribute.Float),
                "value_int" => Constant.Of(OnnxElementType.Int64, [], [attribute.Int]),
                "value_floats" => Constant.Of(OnnxElementType.Float, [attribute.Floats.Count], [.. attribute.Floats]),
                "value_ints" => Constant.Of([.. attribute.Ints]),
                _ => null,
            };
            if (constant is not null)
            {
                return constant;
            }
        }

        throw new RefusedException("a constant that is no tensor of numbers");
    }

    private static Constant OfShape(NodeCall call)
    {
        Constant value = call.Find("value")?.Tensor is { } tensor ? Constant.Of(tensor) : Constant.Splat(OnnxElementType.Float, [1], 0);
        return Constant.Splat(value.Type, Of(call, 0).Wholes(), value[0]);
    }

    private static Constant Range(NodeCall call)
    {
        (Constant start, Constant limit, Constant delta) = (Of(call, 0), Of(call, 1), Of(call, 2));
        double count = Math.Max(0, Math.Ceiling((limit[0] - start[0]) / delta[0]));
        if (!(count <= Constant.MostMade))
        {
            throw new RefusedException($"a range of {count} numbers");
        }

        return start.IsWhole
            ? Constant.Of(start.Type, [(long)count], [.. Enumerable.Range(0, (int)count).Select(i => start.Whole(0) + (i * delta.Whole(0)))])
            : Constant.Of(start.Type, [(long)count], [.. Enumerable.Range(0, (int)count).Select(i => (float)(start[0] + (i * delta[0])))]);
    }

    private static long[] Wanted(NodeCall call)
    {
        Constant x = Of(call, 0);
        long[] wanted = [.. Of(call, 1).Wholes().Select((size, axis) => size == 0 && call.Int("allowzero", 0) == 0
            ? axis < x.Shape.Length ? x.Shape[axis] : throw new RefusedException("a size of 0 where there is no axis to copy") : size)];
        long known = wanted.Where(size => size != -1).Aggregate(1L, (product, size) => product * size);
        return [.. wanted.Select(size => size == -1 && known > 0 ? x.Count / known : size)];
    }

    private static Constant[] Flatten(NodeCall call)
    {
        Constant x = Of(call, 0);
        int axis = call.Int("axis", 1) == x.Shape.Length ? x.Shape.Length : NodeCall.Axis(call.Int("axis", 1), x.Shape.Length);
        long rows = x.Shape[..axis].Aggregate(1L, (product, size) => product * size);
        return [Renamed(x, x.Reshape(rows, rows == 0 ? 0 : x.Count / rows))];
    }

    private static Constant Squeeze(NodeCall call)
    {
        Constant x = Of(call, 0);
        int rank = x.Shape.Length;
        int[] axes = call.IntsOrInput("axes", 1, "the list of axes") is { } given ? [.. given.Select(axis => NodeCall.Axis(axis, rank))]
            : [.. Enumerable.Range(0, rank).Where(axis => x.Shape[axis] == 1)];
        return x.Reshape([.. x.Shape.Where((_, axis) => !axes.Contains(axis))]);
    }

    private static Constant Unsqueeze(NodeCall call)
    {
        Constant x = Of(call, 0);
        long[] given = call.IntsOrInput("axes", 1, "the list of axes") ?? [];
        List<long> shape = [.. x.Shape];
        foreach (int axis in given.Select(axis => NodeCall.Axis(axis, x.Shape.Length + given.Length)).Order())
        {
            shape.Insert(Math.Min(axis, shape.Count), 1);
        }

        return x.Reshape([.. shape]);
    }

    private static Constant Transpose(NodeCall call)
    {
        Constant x = Of(call, 0);
        int rank = x.Shape.Length;
        int[] order = call.Has("perm") ? [.. call.Ints("perm").Select(axis => NodeCall.Axis(axis, rank))] : [.. Enumerable.Range(0, rank).Reverse()];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank)) ? x.Transpose(order)
            : throw new RefusedException($"[{Listing.FirstOf(order)}] is no order of {rank} axes");
    }

    private static Constant Concat(NodeCall call)
    {
        Constant[] parts = [.. call.Inputs.Select((_, i) => Of(call, i)).Where(part => part.Count > 0)];
        if (parts.Length < 2)
        {
            return parts.Length == 1 ? parts[0] : Of(call, 0);
        }

        int axis = call.Axis("axis", 1, parts[0].Shape.Length);
        if (parts.Any(part => part.Shape.Length != parts[0].Shape.Length
            || part.Shape.Where((size, other) => other != axis && size != parts[0].Shape[other]).Any()))
        {
            string shapes = string.Join(" and ", parts.Take(8).Select(part => Batch.Print(part.Shape)));
            throw new RefusedException($"the shapes {shapes} do not fit each other");
        }

        long[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        return Folds.Joined(parts, axis, shape);
    }

    private static Constant Slice(NodeCall call)
    {
        Constant x = Of(call, 0);
        foreach ((int axis, long from, long to, long step) in SliceRange.Of(call, x.Shape))
        {
            x = Folds.Pick(x, axis, [.. SliceRange.Places(from, to, step)], null);
        }

        return Renamed(Of(call, 0), x);
    }

    private static Constant Gather(NodeCall call)
    {
        (Constant x, Constant places) = (Of(call, 0), Of(call, 1));
        int axis = call.Axis("axis", 0, x.Shape.Length);
        long size = x.Shape[axis];
        long[] wanted = Array.ConvertAll(places.Wholes(), place => place < 0 ? place + size : place);
        return wanted.All(place => place >= 0 && place < size) ? Folds.Pick(x, axis, wanted, places.Shape)
            : throw new RefusedException($"a place outside of an axis of {size}");
    }

    private static Constant[] Split(NodeCall call)
    {
        Constant x = Of(call, 0);
        int axis = call.Axis("axis", 0, x.Shape.Length), count = call.Node.Outputs.Count;
        long size = x.Shape[axis], each = (size + count - 1) / count, from = 0;
        long[] sizes = call.IntsOrInput("split", 1, "the sizes of the parts")
            ?? [.. Enumerable.Range(0, count).Select(i => Math.Clamp(size - (i * each), 0, each))];
        return sizes.All(part => part >= 0) && sizes.Sum() == size
            ? [.. sizes.Select(part => Folds.Pick(x, axis, [.. SliceRange.Places(from, from += part, 1)], null))]
            : throw new RefusedException($"parts of [{Listing.FirstOf(sizes)}] of an axis of {size}");
    }

    private static Constant Tile(NodeCall call)
    {
        Constant x = Of(call, 0);
        long[] repeats = Of(call, 1).Wholes();
        for (int axis = 0; axis < x.Shape.Length && axis < repeats.Length; axis++)
        {
            long size = x.Shape[axis], count = checked(size * repeats[axis]);
            x = Folds.Pick(x, axis, [.. SliceRange.Places(0, count, 1).Select(place => place % size)], null);
        }

        return x;
    }

    private static Constant Where(NodeCall call)
    {
        long[] shape = Broadcasting.ShapeOf(call[0].Shape, call[1].Shape, call[2].Shape);
        Constant condition = Of(call, 0).BroadcastTo(shape), then = Of(call, 1), otherwise = Of(call, 2);
        return condition.IsSplat && condition.Count > 0 ? (condition[0] != 0 ? then : otherwise).BroadcastTo(shape)
            : Folds.Make(then.Type, shape, i => condition[i] != 0, then.BroadcastTo(shape), otherwise.BroadcastTo(shape));
    }

    private static Constant NonZero(NodeCall call)
    {
        Constant x = Of(call, 0);
        double[] values = Folds.Values(x);
        long[] found = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0).Select(i => (long)i)], strides = Constant.Strides(x.Shape);
        return Constant.Of(OnnxElementType.Int64, [x.Shape.Length, found.Length],
            [.. x.Shape.SelectMany((size, axis) => found.Select(place => place / strides[axis] % size))]);
    }
}
