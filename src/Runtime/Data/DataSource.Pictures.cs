namespace NetCompiler;

/// <content>Stages that cut pictures and change their light, named as Keras' layers. Values are from 0 to 1.</content>
public static partial class DataSource
{
    /// <summary>
    /// Zooms around the centre by up to this share either way, as Keras' <c>RandomZoom</c> (bilinear); height and width alike.
    /// </summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="factor">Share, from 0 to 1: 0.2 shows from 80 to 120 percent of the picture.</param>
    /// <param name="fillMode">What lies beyond the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>, finite.</param>
    public static IDataSource RandomZoom(this IDataSource source, float factor, FillMode fillMode = FillMode.Reflect, float fillValue = 0) =>
        RandomZoom(source, Factors.Around(factor, nameof(factor)), null, fillMode, fillValue);

    /// <summary>Zooms around the centre by shares between bounds, as Keras' <c>RandomZoom</c> (bilinear).</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="heightFactor">Bounds of the share, from -1 to 1; positive zooms out, so that more than the picture is shown.</param>
    /// <param name="widthFactor">The same across; null to keep proportions.</param>
    /// <param name="fillMode">What lies beyond the edges.</param>
    /// <param name="fillValue">The value of <see cref="FillMode.Constant"/>, finite.</param>
    public static IDataSource RandomZoom(this IDataSource source, (float Low, float High) heightFactor, (float Low, float High)? widthFactor = null,
        FillMode fillMode = FillMode.Reflect, float fillValue = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        (float, float)? across = widthFactor is { } width ? Factors.Check(width, nameof(widthFactor)) : null;
        return new TransformSource(source, new ZoomTransform(source, Factors.Check(heightFactor, nameof(heightFactor)), across,
            Argument.Member(fillMode, nameof(fillMode)), Argument.Finite(fillValue, nameof(fillValue))));
    }

    /// <summary>A part of each picture, anywhere in it, as Keras' <c>RandomCrop</c>.</summary>
    /// <param name="source">Inputs of shape [height, width, channels].</param>
    /// <param name="height">Rows of the part, at most those of the pictures.</param>
    /// <param name="width">Columns of the part.</param>
    public static IDataSource RandomCrop(this IDataSource source, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TransformSource(source, new CropTransform(source, height, width));
    }

    /// <summary>Makes each picture lighter or darker by up to this much, as Keras' <c>RandomBrightness</c>; values stay from 0 to 1.</summary>
    /// <param name="source">Inputs of any shape, from 0 to 1.</param>
    /// <param name="factor">What is added at most, and taken away, from 0 to 1.</param>
    public static IDataSource RandomBrightness(this IDataSource source, float factor)
    {
        (float, float) bounds = Factors.Around(factor, nameof(factor));
        return source.Map((input, _, random) =>
        {
            float added = (float)Factors.Next(bounds, random);
            foreach (ref float value in input)
            {
                value = Math.Clamp(value + added, 0, 1);
            }
        });
    }

    /// <summary>
    /// Moves the values of each picture away from their mean, channel by channel, or towards it, as Keras' <c>RandomContrast</c>; values stay from 0
    /// to 1.
    /// </summary>
    /// <param name="source">Inputs of shape [height, width, channels], from 0 to 1.</param>
    /// <param name="factor">Distances from the mean become 1 - factor to 1 + factor times what they were; from 0 to 1.</param>
    public static IDataSource RandomContrast(this IDataSource source, float factor)
    {
        ArgumentNullException.ThrowIfNull(source);
        (float, float) bounds = Factors.Around(factor, nameof(factor));
        int channels = ImageShape.Of(source, nameof(RandomContrast)).Channels;
        return source.Map((input, _, random) =>
        {
            float times = 1 + (float)Factors.Next(bounds, random);
            for (int channel = 0; channel < channels; channel++)
            {
                Spread(input, channel, channels, times);
            }
        });
    }

    private static void Spread(Span<float> image, int channel, int channels, float times)
    {
        double sum = 0;
        for (int i = channel; i < image.Length; i += channels)
        {
            sum += image[i];
        }

        float mean = (float)(sum / (image.Length / channels));
        for (int i = channel; i < image.Length; i += channels)
        {
            image[i] = Math.Clamp(mean + ((image[i] - mean) * times), 0, 1);
        }
    }
}
