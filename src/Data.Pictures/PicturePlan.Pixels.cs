namespace NetCompiler;

/// <content>From pixels to floats.</content>
public sealed partial class PicturePlan
{
    /// <summary>Weights of red, green and blue in a shade of grey, as of television (ITU-R BT.601) and of Pillow and Keras.</summary>
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    private void Write(DecodedPicture picture, Span<float> input)
    {
        double tall = (double)picture.Height / Height, wide = (double)picture.Width / Width;
        double scale = Fit == PictureFit.Crop ? Math.Min(tall, wide) : Math.Max(tall, wide);
        (double seenRows, double seenColumns) = Fit == PictureFit.Crop ? (scale * Height, scale * Width) : (picture.Height, (double)picture.Width);
        (int rows, int columns) = Fit == PictureFit.Pad
            ? (Rounded(picture.Height / scale, Height), Rounded(picture.Width / scale, Width)) : (Height, Width);

        float[] floats = ToFloats(picture);
        var down = new PictureScaling(picture.Height, rows, (picture.Height - seenRows) / 2, seenRows);
        var across = new PictureScaling(picture.Width, columns, (picture.Width - seenColumns) / 2, seenColumns);
        var flat = new float[rows * picture.Width * Channels];
        down.Apply(floats, flat, 1, picture.Height, picture.Width * Channels);
        if (rows == Height && columns == Width)
        {
            across.Apply(flat, input, rows, picture.Width, Channels);
            return;
        }

        var small = new float[rows * columns * Channels];
        across.Apply(flat, small, rows, picture.Width, Channels);
        input.Fill(Channels == 4 ? 0 : Background);
        for (int row = 0; row < rows; row++)
        {
            int place = ((((Height - rows) / 2) + row) * Width) + ((Width - columns) / 2);
            small.AsSpan(row * columns * Channels, columns * Channels).CopyTo(input[(place * Channels)..]);
        }
    }

    private static int Rounded(double size, int most) => Math.Clamp((int)Math.Round(size), 1, most);

    /// <summary>[height, width, channels], from 0 to 1.</summary>
    private float[] ToFloats(DecodedPicture picture)
    {
        int pixels = picture.Height * picture.Width;
        var floats = new float[(long)pixels * Channels];
        for (int i = 0, place = 0; i < pixels; i++, place += Channels)
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.AsSpan(i * 4, 4);
            float opacity = pixel[3] / 255f;
            (float red, float green, float blue) = (pixel[0] / 255f, pixel[1] / 255f, pixel[2] / 255f);
            if (Channels != 4 && pixel[3] != 255)
            {
                (red, green, blue) = (Over(red, opacity), Over(green, opacity), Over(blue, opacity));
            }

            if (Channels == 1)
            {
                // Grey stays the grey that it is: the weights, rounded, do not quite add up to 1.
                floats[place] = red == green && green == blue ? red : (Red * red) + (Green * green) + (Blue * blue);
                continue;
            }

            (floats[place], floats[place + 1], floats[place + 2]) = (red, green, blue);
            if (Channels == 4)
            {
                floats[place + 3] = opacity;
            }
        }

        return floats;
    }

    private float Over(float value, float opacity) => (value * opacity) + (Background * (1 - opacity));
}
