using NetCompiler;
using SkiaSharp;

namespace Digits;

/// <summary>Draws digits, and beside each where the network looks when it reads it.</summary>
internal static class ExplanationPicture
{
    private const int Size = DigitSet.ImageSize, Zoom = 5, Gap = 16, Caption = 26, Columns = 4;

    private static readonly string[] Headings = ["digit", "saliency", "smoothed", "integrated"];

    /// <summary>Writes a PNG with a row for each of the first <paramref name="count"/> samples.</summary>
    public static void Write(string path, DigitClassifier model, Dataset data, int count)
    {
        DigitExplainer explainer = DigitExplainer.Of(model);
        Explanation[] kinds = [new Saliency(explainer), new SmoothGrad(explainer), new IntegratedGradients(explainer)];
        using var bitmap = new SKBitmap(Gap + (Columns * ((Size * Zoom) + Gap)), Gap + Caption + (count * ((Size * Zoom) + Caption + Gap)));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        for (int column = 0; column < Columns; column++)
        {
            Write(canvas, Headings[column], column, Gap);
        }

        for (int row = 0; row < count; row++)
        {
            DrawRow(canvas, model, kinds, data, row);
        }

        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }

    private static void DrawRow(SKCanvas canvas, DigitClassifier model, Explanation[] kinds, Dataset data, int row)
    {
        float[] image = new float[data.InputFloats], label = new float[data.TargetFloats], probabilities = new float[10],
            attribution = new float[image.Length];
        data.CopySample(row, image, label);
        model.Predict(image, probabilities);
        int read = probabilities.IndexOf(probabilities.Max());
        int top = Gap + Caption + (row * ((Size * Zoom) + Caption + Gap));
        Draw(canvas, image, 0, top, value => Mix(SKColors.White, SKColors.Black, value));
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            kinds[kind].Explain(image, read, attribution);
            float largest = Math.Max(attribution.Max(Math.Abs), float.Epsilon);
            Draw(canvas, attribution, kind + 1, top, value =>
                Mix(SKColors.White, value < 0 ? SKColors.RoyalBlue : SKColors.Crimson, Math.Abs(value) / largest));
        }

        Write(canvas, $"{(int)label[0]}, read as {read} ({probabilities[read]:P0})", 0, top + (Size * Zoom));
    }

    private static void Draw(SKCanvas canvas, float[] values, int column, int top, Func<float, SKColor> color)
    {
        int left = Left(column);
        using var paint = new SKPaint();
        for (int i = 0; i < values.Length; i++)
        {
            paint.Color = color(values[i]);
            canvas.DrawRect(left + (i % Size * Zoom), top + (i / Size * Zoom), Zoom, Zoom, paint);
        }

        paint.Color = SKColors.LightGray;
        paint.IsStroke = true;
        canvas.DrawRect(left - 0.5f, top - 0.5f, (Size * Zoom) + 1, (Size * Zoom) + 1, paint);
    }

    private static void Write(SKCanvas canvas, string text, int column, int top)
    {
        using var font = new SKFont(SKTypeface.Default, 14);
        using var paint = new SKPaint { Color = SKColors.DimGray, IsAntialias = true };
        canvas.DrawText(text, Left(column), top + 18, font, paint);
    }

    private static int Left(int column) => Gap + (column * ((Size * Zoom) + Gap));

    private static SKColor Mix(SKColor none, SKColor full, float share)
    {
        byte Channel(byte a, byte b) => (byte)(a + ((b - a) * share));
        return new SKColor(Channel(none.Red, full.Red), Channel(none.Green, full.Green), Channel(none.Blue, full.Blue));
    }
}
