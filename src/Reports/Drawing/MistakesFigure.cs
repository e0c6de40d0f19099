using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>The worst mistakes on one sheet, each picture with its caption.</summary>
internal static class MistakesFigure
{
    private const int Columns = 6, Cell = 140, Picture = 112, Caption = 44;

    public static Figure Create(IReadOnlyList<Mistake> mistakes, int[] shape)
    {
        var pictures = new Pictures(shape, mistakes.Select(mistake => mistake.Input));
        int rows = (mistakes.Count + Columns - 1) / Columns;
        return new Figure("worst_mistakes", "Worst mistakes", Columns * Cell, rows * (Cell + Caption), canvas =>
        {
            for (int i = 0; i < mistakes.Count; i++)
            {
                DrawCell(canvas, i % Columns * Cell, i / Columns * (Cell + Caption), mistakes[i], pictures);
            }
        });
    }

    private static void DrawCell(SKCanvas canvas, float left, float top, Mistake mistake, Pictures pictures)
    {
        const float Margin = (Cell - Picture) / 2f;
        using SKBitmap bitmap = pictures.Draw(mistake.Input);
        using var image = SKImage.FromBitmap(bitmap);
        float scale = (float)Picture / Math.Max(bitmap.Width, bitmap.Height);
        canvas.DrawImage(image, SKRect.Create(left + Margin, top + Margin, bitmap.Width * scale, bitmap.Height * scale),
            new SKSamplingOptions(SKFilterMode.Nearest));
        float baseline = top + Margin + Picture;
        Write(canvas, $"{mistake.Expected} as {mistake.Predicted}", left + Margin, baseline + 18, ReportFonts.SemiBold);
        Write(canvas, mistake.Detail, left + Margin, baseline + 35, ReportFonts.Regular);
    }

    private static void Write(SKCanvas canvas, string text, float left, float baseline, SKTypeface typeface)
    {
        using var font = new SKFont(typeface, 12) { Subpixel = true };
        font.Size = Math.Min(12, 12 * Picture / Math.Max(1, font.MeasureText(text)));
        using var paint = new SKPaint { Color = Ink.Text.ToSKColor(), IsAntialias = true };
        canvas.DrawText(text, left, baseline, font, paint);
    }
}
