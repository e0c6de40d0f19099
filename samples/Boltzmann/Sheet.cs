using SkiaSharp;

namespace Boltzmann;

/// <summary>Images side by side in a PNG file.</summary>
internal static class Sheet
{
    private const int Size = 28, Zoom = 2, Columns = 25;

    /// <summary>Writes rows of images whose pixels are from 0 (black) to 1 (white).</summary>
    public static void Write(string path, float[][] rows)
    {
        using var bitmap = new SKBitmap(Columns * Size * Zoom, rows.Length * Size * Zoom);
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++)
            {
                float[] images = rows[y / (Size * Zoom)];
                byte grey = (byte)(255 * images[(x / (Size * Zoom) * Size * Size) + (y / Zoom % Size * Size) + (x / Zoom % Size)]);
                bitmap.SetPixel(x, y, new SKColor(grey, grey, grey));
            }
        }

        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }
}
