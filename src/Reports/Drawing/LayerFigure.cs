using System.Globalization;
using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>The graph of the layers: a box for each, top down; arrows to the next one, and beside the boxes to others.</summary>
internal static class LayerFigure
{
    private const int Width = 340, BoxHeight = 46, Gap = 22, Edge = 12, Radius = 7, Lane = 12;

    private static readonly SKColor Text = Ink.Text.ToSKColor(), Quiet = Ink.Quiet.ToSKColor(), Line = Ink.Quiet.ToSKColor();

    private static readonly SKColor Plain = Ink.Grid.ToSKColor(), Border = Ink.Line.ToSKColor();

    private static readonly SKColor Trained = Ink.OfShare(0.02).ToSKColor(), TrainedBorder = Ink.OfShare(0.25).ToSKColor();

    public static Figure Create(NetworkDescription network)
    {
        List<(string Name, string Detail, bool Trained)> boxes =
            [.. network.Inputs.Select(input => (NameOf(network, input), Shapes.PrintBatch(input.Shape), false))];
        boxes.AddRange(network.Layers.Select(layer => ($"{layer.Name} ({layer.Type})", Detail(layer), layer.ParameterCount > 0)));
        if (network.Loss is { } loss)
        {
            boxes.Add(("loss", loss.Kind.ToString(), false));
        }

        List<LayerEdge> edges = LayerEdge.Of(network);
        int height = (2 * Edge) + (boxes.Count * (BoxHeight + Gap)) - Gap;
        int lanes = edges.Select(edge => edge.Lane).DefaultIfEmpty(-1).Max() + 1;
        return new Figure("layers", "Graph of the layers", Width + (lanes * Lane), height, canvas => Draw(canvas, boxes, edges));
    }

    private static string NameOf(NetworkDescription network, TensorDescription input) => network.Inputs.Length == 1 ? "input" : $"input {input.Name}";

    private static string Detail(LayerDescription layer)
    {
        string shape = Shapes.PrintBatch(layer.OutputShape);
        return layer.ParameterCount == 0 ? shape : string.Create(CultureInfo.InvariantCulture, $"{shape} · {layer.ParameterCount:N0} parameters");
    }

    private static void Draw(SKCanvas canvas, List<(string Name, string Detail, bool Trained)> boxes, List<LayerEdge> edges)
    {
        foreach (LayerEdge edge in edges)
        {
            if (edge.Lane < 0)
            {
                DrawArrow(canvas, Top(edge.To) - Gap, Top(edge.To));
            }
            else
            {
                DrawDetour(canvas, edge);
            }
        }

        for (int i = 0; i < boxes.Count; i++)
        {
            DrawBox(canvas, Top(i), boxes[i].Name, boxes[i].Detail, boxes[i].Trained);
        }
    }

    private static float Top(int box) => Edge + (box * (BoxHeight + Gap));

    /// <summary>Beside the boxes, from the lower half of one to the upper half of another.</summary>
    private static void DrawDetour(SKCanvas canvas, LayerEdge edge)
    {
        const float Right = Width - Edge, Head = 5;
        float from = Top(edge.From) + (0.7f * BoxHeight), to = Top(edge.To) + (0.3f * BoxHeight), lane = Right + ((edge.Lane + 1) * Lane);
        using var line = new SKPaint { Color = Line, IsAntialias = true, StrokeWidth = 1.5f, Style = SKPaintStyle.Stroke };
        using var path = new SKPath();
        path.MoveTo(Right, from);
        path.LineTo(lane, from);
        path.LineTo(lane, to);
        path.LineTo(Right + Head, to);
        canvas.DrawPath(path, line);
        DrawHead(canvas, new(Right, to), new(Right + (1.4f * Head), to - Head), new(Right + (1.4f * Head), to + Head));
    }

    private static void DrawBox(SKCanvas canvas, float top, string name, string detail, bool trained)
    {
        var box = SKRect.Create(Edge, top, Width - (2 * Edge), BoxHeight);
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
        DrawHead(canvas, new(Width / 2f, to), new((Width / 2f) - Head, to - (1.4f * Head)), new((Width / 2f) + Head, to - (1.4f * Head)));
    }

    private static void DrawHead(SKCanvas canvas, SKPoint tip, SKPoint left, SKPoint right)
    {
        using var fill = new SKPaint { Color = Line, IsAntialias = true };
        using var head = new SKPath();
        head.MoveTo(tip);
        head.LineTo(left);
        head.LineTo(right);
        head.Close();
        canvas.DrawPath(head, fill);
    }
}
