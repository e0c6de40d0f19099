namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>Random choices, the same for the same seed.</summary>
internal sealed class Draw(int seed)
{
    /// <summary>Around vectors and tiles, small ones more often.</summary>
    private static readonly int[] Sizes = [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 25, 31, 32, 33, 48, 65];

    private readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public bool Once(int in_) => _random.Next(in_) == 0;

    public T Of<T>(params IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    /// <summary>A size, at most as large as said.</summary>
    public int Size(int most) => Of(Array.FindAll(Sizes, size => size <= Math.Max(1, most)));

    /// <summary>A shape with at most so many elements.</summary>
    public int[] Shape(int rank, int most)
    {
        int[] shape = new int[rank];
        for (int d = 0; d < rank; d++)
        {
            shape[d] = Size(most);
            most /= shape[d];
        }

        for (int d = rank - 1; d > 0; d--)
        {
            int other = Below(d + 1);
            (shape[d], shape[other]) = (shape[other], shape[d]);
        }

        return shape;
    }
}
