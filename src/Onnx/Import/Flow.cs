namespace NetCompiler.Onnx.Import;

/// <summary>
/// A tensor that depends on the inputs. The axes of its expression may stand in another order than the model's: images have their channels last
/// here. So a transposition costs nothing until somebody needs an order.
/// </summary>
/// <param name="Term">The expression, over one sample.</param>
/// <param name="Axes">For each axis of the expression, the axis of the model that it is. An axis that is just the batch is not among them.</param>
/// <param name="Shape">The sizes in the model's order, with the batch.</param>
/// <param name="Type">What the elements are in the model; here they are floats.</param>
internal sealed record Flow(Term Term, int[] Axes, long[] Shape, OnnxElementType Type) : IValue
{
    /// <summary>Where the last axis is a flattened image whose elements are still in the order of the class: sizes and axes of that image.</summary>
    public Flattened? Flattened { get; init; }

    /// <summary>The axis of the model that is the batch, or a multiple of it; -1 for none.</summary>
    public int BatchAxis => Array.FindIndex(Shape, Batch.Has);

    /// <summary>The axis of the expression that an axis of the model is, for what works along all of it.</summary>
    /// <exception cref="RefusedException">The axis is the batch, or has the batch in it.</exception>
    public int Place(int axis) => !Batch.Has(Shape[axis]) ? PlaceOf(axis) : throw new RefusedException("it works across the samples of a batch");

    /// <summary>The axis of the expression that an axis of the model is, also where the batch is the other part of it.</summary>
    public int PlaceOf(int axis) => Array.IndexOf(Axes, axis);

    /// <summary>Another expression of the same shape and order.</summary>
    public Flow With(Term term, OnnxElementType? type = null) => this with { Term = term, Type = type ?? Type };

    /// <summary>A flow in the model's own order.</summary>
    public static Flow Natural(Term term, long[] shape, OnnxElementType type) => new(term, Ordering.AxesOf(shape), shape, type);
}

/// <summary>An image that was flattened.</summary>
/// <param name="Sizes">Its sizes in the model's order.</param>
/// <param name="Order">Its axes in the order in which the elements stand.</param>
internal sealed record Flattened(int[] Sizes, int[] Order)
{
    /// <summary>For each place in the class's order, the place in the model's.</summary>
    public int[] Places()
    {
        var places = Constant.Of([.. Enumerable.Range(0, Sizes.Aggregate(1, (product, size) => product * size)).Select(i => (long)i)]);
        return [.. places.Reshape([.. Sizes.Select(size => (long)size)]).Transpose(Order).Wholes().Select(place => (int)place)];
    }
}
