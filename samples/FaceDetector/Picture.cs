using SkiaSharp;

namespace FaceDetector;

/// <summary>Paints faces, and boxes around them.</summary>
internal static class Picture
{
    private static readonly (float X, float Y, float Size, SKColor Skin, SKColor Hair)[] People =
    [
        (150, 200, 75, new(236, 190, 160), new(60, 36, 20)), (360, 170, 62, new(150, 98, 68), new(20, 16, 14)),
        (510, 330, 80, new(250, 214, 190), new(190, 140, 60)),
    ];

    /// <summary>Three people before a wall.</summary>
    public static SKBitmap Paint()
    {
        var bitmap = new SKBitmap(640, 480);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(new SKColor(150, 170, 180));
        foreach ((float x, float y, float size, SKColor skin, SKColor hair) in People)
        {
            Person(canvas, x, y, size, skin, hair);
        }

        return bitmap;
    }

    /// <summary>The picture as the network sees it: 128 x 128 colours from -1 to 1.</summary>
    public static float[] Pixels(SKBitmap bitmap)
    {
        using SKBitmap small = bitmap.Resize(
            new SKImageInfo(Detector.Size, Detector.Size, SKColorType.Rgba8888), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return [.. small.Pixels.SelectMany(color => new[] { color.Red, color.Green, color.Blue }).Select(value => (value / 127.5f) - 1)];
    }

    public static void Draw(SKBitmap bitmap, IEnumerable<Face> faces)
    {
        using var canvas = new SKCanvas(bitmap);
        using var line = new SKPaint { Color = SKColors.Yellow, Style = SKPaintStyle.Stroke, StrokeWidth = 3, IsAntialias = true };
        using var dot = new SKPaint { Color = SKColors.Red, IsAntialias = true };
        foreach (Face face in faces)
        {
            (float width, float height) = (face.Width * bitmap.Width, face.Height * bitmap.Height);
            canvas.DrawRect((face.X * bitmap.Width) - (width / 2), (face.Y * bitmap.Height) - (height / 2), width, height, line);
            foreach ((float x, float y) in face.Points)
            {
                canvas.DrawCircle(x * bitmap.Width, y * bitmap.Height, 4, dot);
            }
        }
    }

    /// <param name="canvas">Where to.</param>
    /// <param name="x">The middle of the face.</param>
    /// <param name="y">The height of the face's middle.</param>
    /// <param name="size">Half the face's width, in pixels.</param>
    /// <param name="skin">The skin's colour.</param>
    /// <param name="hair">The hair's colour.</param>
    private static void Person(SKCanvas canvas, float x, float y, float size, SKColor skin, SKColor hair)
    {
        using var soft = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, size / 20);
        using var paint = new SKPaint { IsAntialias = true, MaskFilter = soft };
        void Oval(float dx, float dy, float width, float height, SKColor color)
        {
            paint.Color = color;
            canvas.DrawOval(x + (dx * size), y + (dy * size), width * size, height * size, paint);
        }

        SKColor shade = Mix(skin, SKColors.Black, 0.25f), deep = Mix(skin, SKColors.Black, 0.45f), lips = Mix(skin, new SKColor(170, 40, 50), 0.6f);
        Oval(0, 2.6f, 1.7f, 1.2f, new SKColor(60, 80, 120));
        Oval(0, 1.1f, 0.5f, 0.7f, shade);
        Oval(0, -0.25f, 1.12f, 1.35f, hair);
        Oval(-1, 0.05f, 0.14f, 0.28f, shade);
        Oval(1, 0.05f, 0.14f, 0.28f, shade);
        Oval(0, 0.1f, 0.98f, 1.25f, skin);
        Oval(0, -0.95f, 0.75f, 0.32f, hair);
        foreach (int side in new[] { -1, 1 })
        {
            Oval(side * 0.42f, -0.08f, 0.27f, 0.17f, shade);
            Oval(side * 0.42f, -0.06f, 0.2f, 0.1f, new SKColor(245, 245, 240));
            Oval(side * 0.42f, -0.06f, 0.1f, 0.1f, new SKColor(50, 35, 25));
            Oval(side * 0.42f, -0.32f, 0.27f, 0.06f, hair);
            Oval(side * 0.12f, 0.42f, 0.08f, 0.05f, deep);
            Oval(side * 0.55f, 0.4f, 0.22f, 0.18f, Mix(skin, new SKColor(220, 110, 100), 0.2f));
        }

        Oval(0, 0.25f, 0.1f, 0.28f, Mix(skin, SKColors.White, 0.2f));
        Oval(0.12f, 0.3f, 0.05f, 0.2f, shade);
        Oval(0, 0.75f, 0.36f, 0.12f, lips);
        Oval(0, 0.74f, 0.3f, 0.025f, deep);
        Oval(0, 0.95f, 0.22f, 0.05f, shade);
    }

    private static SKColor Mix(SKColor a, SKColor b, float share) =>
        new((byte)(a.Red + ((b.Red - a.Red) * share)), (byte)(a.Green + ((b.Green - a.Green) * share)), (byte)(a.Blue + ((b.Blue - a.Blue) * share)));
}
