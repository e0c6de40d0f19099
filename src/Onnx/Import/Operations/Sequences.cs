namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Operations on lists of tensors. Which tensor stands where is known while importing, so they only say which one is meant.</summary>
internal static class Sequences
{
    public static IEnumerable<Operation> All =>
    [
        new("SequenceEmpty", 11, _ => [new TensorSequence([])]),
        new("SequenceConstruct", 11, call => [Checked([.. call.Inputs.Select((_, i) => Tensor(call, i))])]),
        new("SequenceInsert", 11, Insert),
        new("SequenceErase", 11, Erase),
        new("SequenceAt", 11, call => [Items(call)[Place(call, 1, Items(call).Count)]]),
        new("SequenceLength", 11, call => [Constant.Splat(OnnxElementType.Int64, [], Items(call).Count)]),
        new("SplitToSequence", 11, Split),
        new("ConcatFromSequence", 11, Concat),
    ];

    private static IReadOnlyList<IValue> Items(NodeCall call) =>
        call[0] is TensorSequence sequence ? sequence.Items : throw new RefusedException("a tensor where a sequence of tensors is expected");

    private static IValue Tensor(NodeCall call, int input) =>
        call[input] is not TensorSequence ? call[input] : throw new RefusedException("a sequence of sequences");

    private static TensorSequence Checked(List<IValue> items) => items.Count <= TensorSequence.Most ? new(items)
        : throw new RefusedException($"a sequence of {items.Count} tensors; up to {TensorSequence.Most} are imported");

    /// <summary>Where a tensor stands, counted from the end where it is negative.</summary>
    private static int Place(NodeCall call, int input, int count, bool isBehindToo = false)
    {
        long given = call.Known(input, "the place in the sequence").Whole(0), place = given < 0 ? given + count : given;
        return place >= 0 && place < count + (isBehindToo ? 1 : 0) ? (int)place
            : throw new RefusedException($"place {given} in a sequence of {count} tensors");
    }

    private static IValue[] Insert(NodeCall call)
    {
        List<IValue> items = [.. Items(call)];
        items.Insert(call.Optional(2) is null ? items.Count : Place(call, 2, items.Count, isBehindToo: true), Tensor(call, 1));
        return [Checked(items)];
    }

    private static IValue[] Erase(NodeCall call)
    {
        List<IValue> items = [.. Items(call)];
        items.RemoveAt(call.Optional(1) is null ? items.Count - 1 : Place(call, 1, items.Count));
        return [new TensorSequence(items)];
    }

    private static IValue[] Split(NodeCall call)
    {
        Flow x = call.Flow(0);
        int axis = call.Axis("axis", 0, x.Shape.Length);
        long size = x.Term.Shape[x.Place(axis)];
        Constant? given = call.Optional(1) is null ? null : call.Known(1, "the sizes of the parts");
        long[] sizes = given is { Shape.Length: 1 } ? given.Wholes() : Equal(size, given?.Whole(0) ?? 1);
        IEnumerable<Flow> parts = ShapeOperations.Parts(x, axis, sizes);
        bool drops = given is null && call.Int("keepdims", 1) == 0;
        return [Checked([.. drops ? parts.Select(part => ShapeOperations.Squeeze(part, axis)) : parts])];
    }

    private static long[] Equal(long size, long each)
    {
        if (each < 1 || (size + each - 1) / each > TensorSequence.Most)
        {
            throw new RefusedException($"parts of {each} of an axis of {size}; up to {TensorSequence.Most} parts are imported");
        }

        return [.. Enumerable.Range(0, (int)((size + each - 1) / each)).Select(i => Math.Min(each, size - (i * each)))];
    }

    private static IValue[] Concat(NodeCall call)
    {
        IReadOnlyList<IValue> items = Items(call);
        if (items.Count == 0)
        {
            throw new RefusedException("a sequence of no tensors, of which nothing can be made");
        }

        bool isNew = call.Int("new_axis", 0) != 0;
        int axis = call.Axis("axis", 0, items[0].Shape.Length + (isNew ? 1 : 0));
        IReadOnlyList<IValue> parts = isNew ? [.. items.Select(item => ShapeOperations.Unsqueeze(call.Draft.AsFlow(item), axis))] : items;
        return [ShapeOperations.Concat(call, parts, axis)];
    }
}
