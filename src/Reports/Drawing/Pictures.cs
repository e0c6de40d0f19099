using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>Inputs as pictures: shapes [height, width, 1] (grey) and [height, width, 3] (red, green, blue).</summary>
internal sealed class Pictures
{
    private readonly int[] _shape;
    private readonly float _low, _high;

    /// <param name="shape">Of one input.</param>
    /// <param name="inputs">All that will be shown; they share one scale: 0 to 1 if they are within, else from their least value to their
    /// largest.</param>
    public Pictures(int[] shape, IEnumerable<float[]> inputs)
    {
        _shape = shape;
        (_low, _high) = (0, 1);
        foreach (float value in inputs.SelectMany(input => input).Where(float.IsFinite))
        {
            _low = Math.Min(_low, value);
            _high = Math.Max(_high, value);
        }
    }

    public static bool Fit(int[] shape) => shape is [> 1, > 1, 1 or 3];

    /// <summary>A pixel for each of the input's. The caller disposes it.</summary>
    public SKBitmap Draw(float[] input)
    {
        int height = _shape[0], width = _shape[1], channels = _shape[2];
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = ((y * width) + x) * channels;
                bitmap.SetPixel(x, y, new SKColor(Level(input[at]), Level(input[at + (channels / 3)]), Level(input[at + (channels / 3 * 2)])));
            }
        }

        return bitmap;
    }

    public byte[] ToPng(float[] input)
    {
        using SKBitmap bitmap = Draw(input);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private byte Level(float value) => (byte)Math.Clamp(Math.Round(255 * (value - _low) / (_high - _low)), 0, 255);
}
