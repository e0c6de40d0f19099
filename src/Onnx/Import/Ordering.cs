namespace NetCompiler.Onnx.Import;

/// <summary>Brings the axes of flows into an order that an operation needs.</summary>
internal static class Ordering
{
    /// <summary>The axes of a shape that a sample has: all but one that is just the batch.</summary>
    public static int[] AxesOf(long[] shape) => [.. Enumerable.Range(0, shape.Length).Where(axis => HasPlace(shape[axis]))];

    /// <summary>Whether an axis of this size is one of a sample's.</summary>
    public static bool HasPlace(long size) => size != Batch.Size;

    /// <summary>The sizes that a sample has.</summary>
    public static int[] SampleOf(long[] shape) => [.. shape.Where(HasPlace).Select(Size)];

    /// <exception cref="RefusedException">No tensor here can have the size.</exception>
    public static int Size(long size) => Batch.Rest(size) is > 0 and <= int.MaxValue and var rest ? (int)rest
        : throw new RefusedException($"a size of {size}: tensors here have sizes from 1 to {int.MaxValue}");

    /// <summary>The model's order.</summary>
    public static Flow Natural(this Flow flow) => flow.Ordered([.. flow.Axes.Order()]);

    /// <summary>The axes of the model in a given order, all of them.</summary>
    public static Flow Ordered(this Flow flow, int[] axes)
    {
        flow = flow.Unflattened();
        if (flow.Axes.SequenceEqual(axes))
        {
            return flow;
        }

        int[] order = [.. axes.Select(flow.PlaceOf)];
        // Where only axes of size 1 move, the numbers stay where they are.
        int[] moving = [.. order.Where(place => flow.Term.Shape[place] > 1)];
        int[] shape = [.. order.Select(place => flow.Term.Shape[place])];
        Term term = moving.SequenceEqual(moving.Order()) ? Terms.Reshape(flow.Term, shape) : Terms.Transpose(flow.Term, order);
        return flow with { Term = term, Axes = axes };
    }

    /// <summary>
    /// A tensor of one sample as one that every sample of a batch has: a model that was traced with one sample gives constants the size 1 there.
    /// </summary>
    public static Flow ForEachSample(this Flow flow, int axis)
    {
        int place = flow.PlaceOf(axis);
        if (place < 0 || flow.Shape[axis] != 1)
        {
            return flow;
        }

        long[] shape = [.. flow.Shape];
        shape[axis] = Batch.Size;
        return flow with { Term = Terms.Squeeze(flow.Term, place), Axes = [.. flow.Axes.Where(other => other != axis)], Shape = shape };
    }

    /// <summary>The channels, axis 1 of the model, behind all other axes.</summary>
    public static Flow ChannelsLast(this Flow flow) => flow.Last(1);

    /// <summary>One axis behind all others, which stay in their order.</summary>
    public static Flow Last(this Flow flow, int axis)
    {
        flow = flow.Unflattened();
        _ = flow.Place(axis);
        return flow.Axes[^1] == axis ? flow : flow.Ordered([.. flow.Axes.Where(other => other != axis), axis]);
    }

    /// <summary>Images with their channels last, or in whatever order the axes between are: a whole image first.</summary>
    public static Flow Images(this Flow flow) =>
        flow.Ordered([.. flow.Axes.Where(axis => axis == 0), .. flow.Axes.Where(axis => axis > 1).Order(), 1]);

    /// <summary>The elements of a flattened image in the model's order.</summary>
    public static Flow Unflattened(this Flow flow)
    {
        if (flow.Flattened is not { } image)
        {
            return flow;
        }

        int[] before = flow.Term.Shape[..^1];
        int first = before.Length;
        int[] back = [.. Enumerable.Range(0, first), .. image.Order.Select((_, axis) => Array.IndexOf(image.Order, axis) + first)];
        Term whole = Terms.Reshape(flow.Term, [.. before, .. image.Order.Select(axis => image.Sizes[axis])]);
        return flow with { Term = Terms.Reshape(Terms.Transpose(whole, back), flow.Term.Shape), Flattened = null };
    }
}
