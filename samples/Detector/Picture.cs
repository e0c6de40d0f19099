using SkiaSharp;

namespace Detector;

/// <summary>Scenes with the boxes that were found.</summary>
internal static class Picture
{
    private const int Zoom = 4, Columns = 4, Rows = 2, Size = Scene.Size * Zoom;

    private const float LeastScore = 0.4f;

    private static readonly SKColor[] Colors = [SKColors.Yellow, SKColors.Cyan, SKColors.Magenta];

    public static void Write(string path, Scene[] scenes, List<Thing>[] found)
    {
        using var bitmap = new SKBitmap(Columns * Size, Rows * Size);
        for (int i = 0; i < bitmap.Width * bitmap.Height; i++)
        {
            int x = i % bitmap.Width, y = i / bitmap.Width, scene = (y / Size * Columns) + (x / Size);
            Span<float> color = scenes[scene].Pixels.AsSpan(((y % Size / Zoom * Scene.Size) + (x % Size / Zoom)) * 3, 3);
            bitmap.SetPixel(x, y, new SKColor((byte)(255 * color[0]), (byte)(255 * color[1]), (byte)(255 * color[2])));
        }

        using var canvas = new SKCanvas(bitmap);
        using var line = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 2 };
        for (int i = 0; i < Columns * Rows; i++)
        {
            foreach (Thing thing in found[i].Where(thing => thing.Score >= LeastScore))
            {
                line.Color = Colors[thing.Kind];
                float left = thing.X - (thing.Width / 2), top = thing.Y - (thing.Height / 2);
                canvas.DrawRect(
                    (i % Columns * Size) + (left * Zoom), (i / Columns * Size) + (top * Zoom), thing.Width * Zoom, thing.Height * Zoom, line);
            }
        }

        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }
}
