using System.Globalization;
using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>The graph of the layers: a box for each, arrows from one to the next, top down.</summary>
internal static class LayerFigure
{
    private const int Width = 340, BoxHeight = 46, Gap = 22, Edge = 12, Radius = 7;

    private static readonly SKColor Text = Ink.Text.ToSKColor(), Quiet = Ink.Quiet.ToSKColor(), Line = Ink.Quiet.ToSKColor();

    private static readonly SKColor Plain = Ink.Grid.ToSKColor(), Border = Ink.Line.ToSKColor();

    private static readonly SKColor Trained = Ink.OfShare(0.02).ToSKColor(), TrainedBorder = Ink.OfShare(0.25).ToSKColor();

    public static Figure Create(NetworkDescription network)
    {
        List<(string Name, string Detail, bool Trained)> boxes = [("input", Shapes.PrintBatch(network.InputShape), false)];
        boxes.AddRange(network.Layers.Select(layer => ($"{layer.Name} ({layer.Type})", Detail(layer), layer.ParameterCount > 0)));
        if (network.Loss is { } loss)
        {
            boxes.Add(("loss", loss.Kind.ToString(), false));
        }

        int height = (2 * Edge) + (boxes.Count * (BoxHeight + Gap)) - Gap;
        return new Figure("layers", "Graph of the layers", Width, height, canvas => Draw(canvas, boxes));
    }

    private static string Detail(LayerDescription layer)
    {
        string shape = Shapes.PrintBatch(layer.OutputShape);
        return layer.ParameterCount == 0 ? shape : string.Create(CultureInfo.InvariantCulture, $"{shape} · {layer.ParameterCount:N0} parameters");
    }

    private static void Draw(SKCanvas canvas, List<(string Name, string Detail, bool Trained)> boxes)
    {
        for (int i = 0; i < boxes.Count; i++)
        {
            float top = Edge + (i * (BoxHeight + Gap));
            if (i > 0)
            {
                DrawArrow(canvas, top - Gap, top);
            }

            DrawBox(canvas, top, boxes[i].Name, boxes[i].Detail, boxes[i].Trained);
        }
    }

    private static void DrawBox(SKCanvas canvas, float top, string name, string detail, bool trained)
    {
        SKRect box = SKRect.Create(Edge, top, Width - (2 * Edge), BoxHeight);
        using var fill = new SKPaint { Color = trained ? Trained : Plain, IsAntialias = true };
        using var border = new SKPaint { Color = trained ? TrainedBorder : Border, IsAntialias = true, Style = SKPaintStyle.Stroke };
        canvas.DrawRoundRect(box, Radius, Radius, fill);
        canvas.DrawRoundRect(box, Radius, Radius, border);
        Write(canvas, name, top + 19, ReportFonts.SemiBold, 13, Text);
        Write(canvas, detail, top + 36, ReportFonts.Regular, 11.5f, Quiet);
    }

    /// <summary>In the middle; smaller where it would not fit.</summary>
    private static void Write(SKCanvas canvas, string text, float baseline, SKTypeface typeface, float size, SKColor color)
    {
        const float Room = Width - (4 * Edge);
        using var font = new SKFont(typeface, size) { Subpixel = true };
        font.Size = Math.Min(size, size * Room / Math.Max(1, font.MeasureText(text)));
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(text, Width / 2f, baseline, SKTextAlign.Center, font, paint);
    }

    private static void DrawArrow(SKCanvas canvas, float from, float to)
    {
        const float Head = 5;
        using var line = new SKPaint { Color = Line, IsAntialias = true, StrokeWidth = 1.5f };
        canvas.DrawLine(Width / 2f, from, Width / 2f, to - Head, line);
        using var head = new SKPath();
        head.MoveTo(Width / 2f, to);
        head.LineTo((Width / 2f) - Head, to - (1.4f * Head));
        head.LineTo((Width / 2f) + Head, to - (1.4f * Head));
        head.Close();
        canvas.DrawPath(head, line);
    }
}
