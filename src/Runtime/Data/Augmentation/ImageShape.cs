namespace NetCompiler;

/// <summary>The shape of images, channels last.</summary>
internal readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>The shape of a source's inputs.</summary>
    /// <exception cref="ArgumentException">They are no images.</exception>
    public static ImageShape Of(IDataSource source, string stage)
    {
        ReadOnlySpan<int> shape = source.InputShape;
        return shape.Length == 3
            ? new ImageShape(shape[0], shape[1], shape[2])
            : throw new ArgumentException($"{stage} expects inputs of shape (height, width, channels), but got {Shapes.Print(shape.ToArray())}.",
            nameof(source));
    }
}
