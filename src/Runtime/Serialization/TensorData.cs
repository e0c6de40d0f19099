namespace NetCompiler;

/// <summary>A named tensor of a file.</summary>
/// <param name="Name">The name, unique in its file.</param>
/// <param name="Shape">Sizes of the axes; empty for a single value.</param>
/// <param name="Values">The elements, row-major; as many as the product of the shape.</param>
public sealed record TensorData(string Name, int[] Shape, float[] Values)
{
    /// <summary>To be called before it is written.</summary>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    internal void CheckShape()
    {
        // -1 once a size is negative or the product leaves every array behind.
        long count = 1;
        foreach (int size in Shape)
        {
            count = size < 0 || count is < 0 or > int.MaxValue ? -1 : count * size;
        }

        if (count != Values.Length)
        {
            throw new ArgumentException($"Tensor '{Name}' has {Values.Length} values, which do not fill its shape [{Listing.FirstOf(Shape)}].");
        }
    }
}
