namespace NetCompiler;

/// <summary>A parameter as a tensor with another order of axes.</summary>
internal sealed class WeightPlaces
{
    private readonly int[] axes;
    private readonly PackedLayout? elements;

    private WeightPlaces(int[] shape, int[] axes, PackedLayout? elements)
    {
        Shape = shape;
        this.axes = axes;
        this.elements = elements;
    }

    /// <summary>The tensor's shape.</summary>
    public int[] Shape { get; }

    /// <summary>No other order: the tensor's elements are the parameter's.</summary>
    public static WeightPlaces Same(int[] shape) => new(shape, shape, null);

    /// <summary>Axes in another order.</summary>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="order">For each axis of the tensor, the axes of the parameter that it merges, row-major; none for an axis of size 1.</param>
    /// <param name="images">For each axis of the parameter, the image that runs along it, here with its channels last and there with them first; null for none.</param>
    public static WeightPlaces Permuted(int[] shape, int[][] order, int[]?[] images)
    {
        int[] theirShape = Array.ConvertAll(order, merged => merged.Aggregate(1, (size, axis) => size * shape[axis]));
        int[] ourStrides = Strides(shape, [.. order.SelectMany(merged => merged)]);
        var axes = new List<int>();
        var strides = new List<int>();
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int stride = ourStrides[axis];
            if (images[axis] is { } image)
            {
                // Their places as [channels, ...]: the channels' distance is a whole image, which is otherwise row-major.
                axes.AddRange(image);
                strides.AddRange(Strides(image, [image.Length - 1, .. Enumerable.Range(0, image.Length - 1)]).Select(step => stride * step));
            }
            else
            {
                axes.Add(shape[axis]);
                strides.Add(stride);
            }
        }

        return new WeightPlaces(theirShape, [.. axes], PackedLayout.Strided([.. strides], Shapes.Floats(shape)));
    }

    /// <summary>From the tensor's elements to the parameter's, both row-major.</summary>
    public float[] FromTensor(float[] values)
    {
        if (elements is null)
        {
            return values;
        }

        var result = new float[values.Length];
        elements.Unpack(values, axes, result);
        return result;
    }

    /// <summary>From the parameter's elements to the tensor's, both row-major.</summary>
    public float[] ToTensor(float[] values)
    {
        if (elements is null)
        {
            return values;
        }

        var result = new float[values.Length];
        elements.Pack(values, axes, result);
        return result;
    }

    /// <summary>The distance of neighbours along each axis when the axes lie in this order, the last one running fastest.</summary>
    private static int[] Strides(int[] shape, int[] order)
    {
        var strides = new int[shape.Length];
        int stride = 1;
        foreach (int axis in order.Reverse())
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }
}
