using System.Numerics;
using System.Runtime.InteropServices.JavaScript;
using Digits;

namespace Browser;

/// <summary>What the script of the page calls. There is one drawing at a time: that of the last <see cref="Read"/>.</summary>
internal static partial class Page
{
    /// <summary>Pen and ink of a drawing, in the middle of those that the network has learned from.</summary>
    private const float Pen = 1.15f, Ink = 0.9f;

    private static readonly Vector2 Scale = new(8.4f, 9);

    private static readonly DigitPainter Painter = new(new Random(0));
    private static readonly float[] Image = new float[Pupil.Pixels];
    private static Vector2[][] _strokes = [];
    private static Pupil? _pupil;

    /// <summary>Takes the file of weights in, and reads a first image, so that the first drawing does not wait for anything.</summary>
    [JSExport]
    public static void Begin(byte[] weights)
    {
        _pupil = new Pupil(weights);
        _pupil.Read(Image);
        _pupil.Look(Image, 0);
    }

    /// <summary>Probabilities of the ten digits.</summary>
    /// <param name="strokes">As <see cref="Strokes.Unpack"/> takes them.</param>
    /// <param name="side">The side of the square that was drawn on.</param>
    [JSExport]
    public static double[] Read(double[] strokes, double side)
    {
        _strokes = Strokes.Fit(Strokes.Unpack(strokes), (float)side);
        Vector2 middle = new(DigitSet.ImageSize / 2f);
        Vector2[][] placed = [.. _strokes.Select(stroke => stroke.Select(point => (point * Scale) + middle).ToArray())];
        Painter.Draw(placed, Pen, Ink, Image);
        return Array.ConvertAll(Current.Read(Image), value => (double)value);
    }

    /// <summary>What the network sees: grey pixels, 0 is paper.</summary>
    [JSExport]
    public static double[] See() => Array.ConvertAll(Image, value => (double)value);

    /// <summary>Where it looks when it reads this digit, 0 to 1 for each pixel.</summary>
    [JSExport]
    public static double[] Look(int digit) => Array.ConvertAll(Current.Look(Image, digit), value => (double)value);

    /// <summary>Says what the drawing is. <see cref="Step"/> learns it.</summary>
    [JSExport]
    public static void Teach(int digit) => Current.Teach(_strokes, digit);

    /// <summary>A step of training; its loss.</summary>
    [JSExport]
    public static double Step() => Current.Step();

    /// <summary>The file of the weights that it has now.</summary>
    [JSExport]
    public static byte[] Save() => Current.Save();

    private static Pupil Current => _pupil ?? throw new InvalidOperationException("Page.Begin comes first.");
}
