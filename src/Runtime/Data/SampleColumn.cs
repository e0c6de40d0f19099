namespace NetCompiler;

/// <summary>One array for each sample, one after the other in a file that has been checked: the inputs or the targets of a set.</summary>
/// <param name="Path">The file, for messages, too.</param>
/// <param name="Offset">The first byte of the first sample.</param>
/// <param name="Format">How the elements are read.</param>
/// <param name="Count">Number of samples, at least 1.</param>
/// <param name="Shape">Of one sample; empty for a single value.</param>
internal sealed record SampleColumn(string Path, long Offset, ElementFormat Format, long Count, int[] Shape)
{
    /// <summary>Elements of one sample.</summary>
    public int Floats { get; } = Shapes.Floats(Shape);

    /// <summary>Bytes of one sample.</summary>
    public long SampleBytes => (long)Floats * Format.Width;

    /// <summary>Takes the first axis of an array for the samples.</summary>
    /// <exception cref="ModelFileException">There is no sample, or one is too large.</exception>
    public static SampleColumn Of(string path, string what, long headerPlace, ReadOnlySpan<long> shape, long offset, ElementFormat format)
    {
        string text = $"({string.Join(", ", shape.ToArray())})";
        if (shape.IsEmpty || shape.IndexOf(0) >= 0)
        {
            throw new ModelFileException(path, headerPlace,
                $"expected {what} with at least one sample along the first axis and one value in each, but the shape is {text}.");
        }

        long floats = 1;
        foreach (long size in shape[1..])
        {
            floats *= size;
            if (size > Array.MaxLength || floats > Array.MaxLength)
            {
                throw new ModelFileException(path, headerPlace, $"a sample of {what} of shape {text} is larger than an array can be.");
            }
        }

        return new SampleColumn(path, offset, format, shape[0], Array.ConvertAll(shape[1..].ToArray(), size => (int)size));
    }
}
