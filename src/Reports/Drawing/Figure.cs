using System.Text;
using SkiaSharp;

namespace NetCompiler.Reports;

/// <summary>A drawing, for the page and for a file.</summary>
/// <param name="Name">Of the file, without extension.</param>
/// <param name="Title">What it shows, for those who cannot see it.</param>
/// <param name="Width">In pixels of the page.</param>
/// <param name="Height">In pixels of the page.</param>
/// <param name="Draw">Draws it, from (0, 0) on.</param>
internal sealed record Figure(string Name, string Title, int Width, int Height, Action<SKCanvas> Draw)
{
    /// <summary>Pixels of a PNG for each of the page's.</summary>
    private const int Scale = 2;

    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width * Scale, Height * Scale));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public string ToSvg()
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream))
        {
            Draw(canvas);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
