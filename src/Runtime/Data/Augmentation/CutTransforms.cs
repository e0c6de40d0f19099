using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>Keras' <c>RandomZoom</c>: the pixel at a distance from the centre comes from 1 + factor times that distance.</summary>
/// <param name="source">Of images.</param>
/// <param name="height">Bounds of the factor.</param>
/// <param name="width">Bounds of the columns' own factor; null for that of the rows, which keeps proportions.</param>
/// <param name="fill">What lies beyond the edges.</param>
/// <param name="fillValue">The value of <see cref="FillMode.Constant"/>.</param>
internal sealed class ZoomTransform(IDataSource source, (float Low, float High) height, (float Low, float High)? width, FillMode fill,
    float fillValue) : ISampleTransform
{
    private readonly ImageShape _shape = ImageShape.Of(source, nameof(DataSource.RandomZoom));

    public int[] InputShape { get; } = source.InputShape.ToArray();

    public int TargetFloats { get; } = source.TargetFloats;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        double rows = 1 + Factors.Next(height, random), columns = width is { } own ? 1 + Factors.Next(own, random) : rows;
        double rowOffset = (1 - rows) * (_shape.Height - 1) / 2, columnOffset = (1 - columns) * (_shape.Width - 1) / 2;
        new AffineSampling(rows, 0, rowOffset, 0, columns, columnOffset).Apply(_shape, input, newInput, fill, fillValue);
        target.CopyTo(newTarget);
    }
}

/// <summary>Keras' <c>RandomCrop</c>: a part of the image, anywhere in it.</summary>
internal sealed class CropTransform : ISampleTransform
{
    private readonly ImageShape _shape;
    private readonly int _height;
    private readonly int _width;

    /// <exception cref="ArgumentOutOfRangeException">The part is larger than the images.</exception>
    public CropTransform(IDataSource source, int height, int width)
    {
        _shape = ImageShape.Of(source, nameof(DataSource.RandomCrop));
        (_height, _width) = (Inside(height, _shape.Height, nameof(height)), Inside(width, _shape.Width, nameof(width)));
        (InputShape, TargetFloats) = ([height, width, _shape.Channels], source.TargetFloats);
    }

    public int[] InputShape { get; }

    public int TargetFloats { get; }

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        int top = random.NextInt(_shape.Height - _height + 1), left = random.NextInt(_shape.Width - _width + 1);
        int floats = _width * _shape.Channels;
        for (int row = 0; row < _height; row++)
        {
            input.Slice((((top + row) * _shape.Width) + left) * _shape.Channels, floats).CopyTo(newInput[(row * floats)..]);
        }

        target.CopyTo(newTarget);
    }

    private static int Inside(int size, int whole, string name) => size >= 1 && size <= whole ? size
        : throw new ArgumentOutOfRangeException(name, size, FormattableString.Invariant($"Expected 1 to {whole}, the size of the images."));
}
