using SkiaSharp;

namespace Gan;

/// <summary>Images side by side in a PNG file.</summary>
internal static class Sheet
{
    private const int Size = 28, Zoom = 2, Columns = 10;

    /// <summary>Writes images whose pixels are from -1 (black) to 1 (white).</summary>
    public static void Write(string path, ReadOnlySpan<float> images)
    {
        int count = images.Length / (Size * Size), rows = (count + Columns - 1) / Columns;
        using var bitmap = new SKBitmap(Columns * Size * Zoom, rows * Size * Zoom);
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++)
            {
                int image = (y / (Size * Zoom) * Columns) + (x / (Size * Zoom));
                float value = image < count ? images[(image * Size * Size) + (y / Zoom % Size * Size) + (x / Zoom % Size)] : -1;
                byte grey = (byte)((value + 1) * 127.5f);
                bitmap.SetPixel(x, y, new SKColor(grey, grey, grey));
            }
        }

        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }
}
