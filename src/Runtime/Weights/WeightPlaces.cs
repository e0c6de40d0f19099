namespace NetCompiler;

/// <summary>A parameter as a tensor with another order of axes.</summary>
internal sealed class WeightPlaces
{
    private readonly int[] axes;
    private readonly PackedLayout? elements;

    private readonly int[]? blocks;

    private WeightPlaces(int[] shape, int[] axes, PackedLayout? elements, int[]? blocks = null)
    {
        Shape = shape;
        this.axes = axes;
        this.elements = elements;
        this.blocks = blocks;
    }

    /// <summary>The tensor's shape.</summary>
    public int[] Shape { get; }

    /// <summary>No other order: the tensor's elements are the parameter's.</summary>
    public static WeightPlaces Same(int[] shape) => new(shape, shape, null);

    /// <summary>Axes in another order.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="sizes">The parameter's axes, some of which may be cut into several.</param>
    /// <param name="order">The number of each of these axes, in the tensor's order.</param>
    /// <param name="blocks">For each of the equal blocks of the tensor's first axis, the block of the parameter that it is; null for the same
    /// ones.</param>
    public static WeightPlaces Permuted(int[] shape, int[] sizes, int[] order, int[]? blocks = null) =>
        new(shape, sizes, PackedLayout.Strided(Strides(sizes, order), Shapes.Floats(sizes)), blocks);

    /// <summary>From the tensor's elements to the parameter's, both row-major.</summary>
    public float[] FromTensor(float[] values)
    {
        if (elements is null)
        {
            return values;
        }

        var result = new float[values.Length];
        elements.Unpack(Ordered(values, isTensor: true), axes, result);
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
        return Ordered(result, isTensor: false);
    }

    /// <summary>The blocks of the first axis in the other's order.</summary>
    /// <param name="values">The elements of one of the two.</param>
    /// <param name="isTensor">Whether the values are in the tensor's order, or in the parameter's.</param>
    private float[] Ordered(float[] values, bool isTensor)
    {
        if (blocks is null)
        {
            return values;
        }

        var result = new float[values.Length];
        int size = values.Length / blocks.Length;
        for (int block = 0; block < blocks.Length; block++)
        {
            (int from, int to) = isTensor ? (block, blocks[block]) : (blocks[block], block);
            values.AsSpan(from * size, size).CopyTo(result.AsSpan(to * size));
        }

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
