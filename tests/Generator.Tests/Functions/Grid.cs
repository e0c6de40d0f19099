namespace NetCompiler.Generator.Tests.Functions;

/// <summary>Numbers in a shape, row-major: as plain as can be, to say what a function means.</summary>
internal sealed class Grid
{
    private Grid(int[] shape, double[] values) => (Shape, Values) = (shape, values);

    public int[] Shape { get; }

    public double[] Values { get; }

    public double this[params int[] index] => Values[Offset(index)];

    public static Grid Of(int[] shape, double[] values)
    {
        Assert.Equal(Count(shape), values.Length);
        return new(shape, values);
    }

    /// <summary>A number for each index.</summary>
    public static Grid Of(int[] shape, Func<int[], double> value)
    {
        double[] values = new double[Count(shape)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value(Index(shape, i));
        }

        return new(shape, values);
    }

    /// <summary>Every index of a shape, row-major.</summary>
    public static IEnumerable<int[]> Indices(int[] shape) => Enumerable.Range(0, Count(shape)).Select(i => Index(shape, i));

    public static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    public Grid Map(Func<double, double> function) => Of(Shape, [.. Values.Select(function)]);

    /// <summary>The number at the index of a grid that this one is broadcast to.</summary>
    public double Broadcast(int[] index) =>
        this[[.. Shape.Select((size, d) => size == 1 ? 0 : index[index.Length - Shape.Length + d])]];

    /// <summary>With this grid's number from both, in the shape of their broadcast.</summary>
    public Grid With(Grid other, Func<double, double, double> function)
    {
        int rank = Math.Max(Shape.Length, other.Shape.Length);
        int Size(int[] shape, int d) => d < rank - shape.Length ? 1 : shape[d - rank + shape.Length];
        int[] shape = [.. Enumerable.Range(0, rank).Select(d => Math.Max(Size(Shape, d), Size(other.Shape, d)))];
        return Of(shape, i => function(Broadcast(i), other.Broadcast(i)));
    }

    /// <summary>The numbers along an axis, for each index of the others.</summary>
    public Grid Along(int axis, bool keep, Func<IEnumerable<double>, double> function) => Of(
        [.. Shape.Where((_, d) => keep || d != axis).Select((size, d) => keep && d == axis ? 1 : size)],
        i => function(Enumerable.Range(0, Shape[axis]).Select(k => this[[.. i.Take(axis), k, .. i.Skip(keep ? axis + 1 : axis)]])));

    private static int[] Index(int[] shape, int offset)
    {
        int[] index = new int[shape.Length];
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            (offset, index[d]) = Math.DivRem(offset, shape[d]);
        }

        return index;
    }

    private int Offset(int[] index)
    {
        int offset = 0;
        for (int d = 0; d < index.Length; d++)
        {
            offset = (offset * Shape[d]) + index[d];
        }

        return index.Length == Shape.Length ? offset : throw new ArgumentException($"{index.Length} indices of a grid of rank {Shape.Length}.");
    }
}
