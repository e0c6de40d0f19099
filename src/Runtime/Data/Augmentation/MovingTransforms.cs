using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Keras' <c>RandomTranslation</c>: moves the image by shares of its height and width. The pixel at (r, c) comes from (r - down, c - right).
/// </summary>
internal sealed class TranslationTransform(IDataSource source, (float Low, float High) height, (float Low, float High) width, FillMode fill,
    float fillValue) : ISampleTransform
{
    private readonly ImageShape _shape = ImageShape.Of(source, nameof(DataSource.RandomTranslation));

    public int[] InputShape { get; } = source.InputShape.ToArray();

    public int TargetFloats { get; } = source.TargetFloats;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        double down = Factors.Next(height, random) * _shape.Height, right = Factors.Next(width, random) * _shape.Width;
        new AffineSampling(1, 0, -down, 0, 1, -right).Apply(_shape, input, newInput, fill, fillValue);
        target.CopyTo(newTarget);
    }
}

/// <summary>
/// Keras' <c>RandomRotation</c>: turns the image around its centre, counter-clockwise for positive angles, which are shares of a full turn.
/// </summary>
internal sealed class RotationTransform(IDataSource source, (float Low, float High) factor, FillMode fill, float fillValue) : ISampleTransform
{
    private readonly ImageShape _shape = ImageShape.Of(source, nameof(DataSource.RandomRotation));

    public int[] InputShape { get; } = source.InputShape.ToArray();

    public int TargetFloats { get; } = source.TargetFloats;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        // Rows run downwards, so the pixel at x to the right and y below the centre comes from (x cos - y sin, x sin + y cos).
        (double sin, double cos) = Distributions.SinCos(Factors.Next(factor, random));
        double centreRow = (_shape.Height - 1) / 2.0, centreColumn = (_shape.Width - 1) / 2.0;
        double rowOffset = centreRow - (cos * centreRow) - (sin * centreColumn);
        double columnOffset = centreColumn + (sin * centreRow) - (cos * centreColumn);
        new AffineSampling(cos, sin, rowOffset, -sin, cos, columnOffset).Apply(_shape, input, newInput, fill, fillValue);
        target.CopyTo(newTarget);
    }
}

/// <summary>Keras' <c>RandomFlip</c>: each way with probability one half.</summary>
internal sealed class FlipTransform(IDataSource source, FlipMode mode) : ISampleTransform
{
    private readonly ImageShape _shape = ImageShape.Of(source, nameof(DataSource.RandomFlip));

    public int[] InputShape { get; } = source.InputShape.ToArray();

    public int TargetFloats { get; } = source.TargetFloats;

    public void Apply(Span<float> input, Span<float> target, Span<float> newInput, Span<float> newTarget, RandomStream random)
    {
        bool horizontal = mode != FlipMode.Vertical && random.NextInt(2) == 1;
        bool vertical = mode != FlipMode.Horizontal && random.NextInt(2) == 1;
        (int height, int width, int channels) = _shape;
        for (int row = 0; row < height; row++)
        {
            int fromRow = vertical ? height - 1 - row : row;
            for (int column = 0; column < width; column++)
            {
                int fromColumn = horizontal ? width - 1 - column : column;
                input.Slice(((fromRow * width) + fromColumn) * channels, channels).CopyTo(newInput[(((row * width) + column) * channels)..]);
            }
        }

        target.CopyTo(newTarget);
    }
}
