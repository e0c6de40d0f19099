namespace NetCompiler;

/// <summary>
/// Where each pixel of a new image comes from: row = <paramref name="RowByRow"/> r + <paramref name="RowByColumn"/> c + <paramref name="RowOffset"/>
/// for its row r and
/// column c, and so for the column. Between pixels, the values of the four around are interpolated (bilinear).
/// </summary>
internal readonly record struct AffineSampling(double RowByRow, double RowByColumn, double RowOffset, double ColumnByRow, double ColumnByColumn,
    double ColumnOffset)
{
    /// <summary>Writes the new image.</summary>
    public void Apply(ImageShape shape, ReadOnlySpan<float> image, Span<float> moved, FillMode fill, float fillValue)
    {
        for (int row = 0, place = 0; row < shape.Height; row++)
        {
            for (int column = 0; column < shape.Width; column++, place += shape.Channels)
            {
                double fromRow = (RowByRow * row) + (RowByColumn * column) + RowOffset;
                double fromColumn = (ColumnByRow * row) + (ColumnByColumn * column) + ColumnOffset;
                Interpolate(shape, image, fromRow, fromColumn, moved.Slice(place, shape.Channels), fill, fillValue);
            }
        }
    }

    private static void Interpolate(ImageShape shape, ReadOnlySpan<float> image, double row, double column, Span<float> pixel, FillMode fill,
        float fillValue)
    {
        double top = Math.Floor(row), left = Math.Floor(column);
        float down = (float)(row - top), right = (float)(column - left);
        ReadOnlySpan<float> topLeft = Pixel(shape, image, top, left, fill), topRight = Pixel(shape, image, top, left + 1, fill);
        ReadOnlySpan<float> lowLeft = Pixel(shape, image, top + 1, left, fill), lowRight = Pixel(shape, image, top + 1, left + 1, fill);
        for (int channel = 0; channel < pixel.Length; channel++)
        {
            float upper = Between(Value(topLeft, channel, fillValue), Value(topRight, channel, fillValue), right);
            float lower = Between(Value(lowLeft, channel, fillValue), Value(lowRight, channel, fillValue), right);
            pixel[channel] = Between(upper, lower, down);
        }
    }

    private static float Between(float first, float second, float share) => ((1 - share) * first) + (share * second);

    private static float Value(ReadOnlySpan<float> pixel, int channel, float fillValue) => pixel.IsEmpty ? fillValue : pixel[channel];

    /// <summary>The channels of a pixel; none where the fill value stands.</summary>
    private static ReadOnlySpan<float> Pixel(ImageShape shape, ReadOnlySpan<float> image, double row, double column, FillMode fill)
    {
        int r = Place(row, shape.Height, fill), c = Place(column, shape.Width, fill);
        return r < 0 || c < 0 ? default : image.Slice(((r * shape.Width) + c) * shape.Channels, shape.Channels);
    }

    /// <summary>The place within the image that stands for one beyond it; -1 where none does.</summary>
    internal static int Place(double place, int size, FillMode fill)
    {
        if (place >= 0 && place < size)
        {
            return (int)place;
        }

        switch (fill)
        {
            case FillMode.Constant:
                return -1;
            case FillMode.Nearest:
                return place < 0 ? 0 : size - 1;
            case FillMode.Wrap:
                return (int)(place - (Math.Floor(place / size) * size));
            default:
                int mirrored = (int)(place - (Math.Floor(place / (2.0 * size)) * (2.0 * size)));
                return mirrored < size ? mirrored : (2 * size) - 1 - mirrored;
        }
    }
}
