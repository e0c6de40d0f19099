using System.Numerics;

namespace Digits;

/// <summary>
/// How each digit is written: pen strokes as polylines, about 1.2 wide and 2 high around the origin, x to the right and y down.
/// Most digits have several forms, as people write them.
/// </summary>
internal static class DigitStrokes
{
    private static readonly Vector2[][][][] Forms =
    [
        [[Arc(0, 0, 0.6f, 1, -90, 270)], [Arc(0, 0, 0.5f, 0.95f, -60, 285)]],
        [[Line(0, -1, 0, 1)], [Line(-0.35f, -0.55f, 0.05f, -1, 0.05f, 1)], [Line(-0.3f, -0.6f, 0.05f, -1, 0.05f, 1), Line(-0.4f, 1, 0.45f, 1)]],
        [[[.. Arc(0, -0.45f, 0.55f, 0.55f, -170, 35), .. Line(-0.55f, 1, 0.6f, 1)]],
         [[.. Arc(0, -0.45f, 0.55f, 0.55f, -160, 30), .. Arc(-0.3f, 0.75f, 0.25f, 0.22f, 90, 330), .. Line(0, 0.85f, 0.6f, 0.95f)]]],
        [[Arc(0, -0.5f, 0.5f, 0.5f, -150, 90), Arc(0, 0.5f, 0.58f, 0.5f, -90, 150)],
         [[.. Line(-0.5f, -1, 0.45f, -1, -0.05f, -0.15f), .. Arc(0, 0.42f, 0.58f, 0.58f, -90, 150)]]],
        [[Line(-0.35f, -1, -0.55f, 0.2f, 0.6f, 0.2f), Line(0.25f, -0.4f, 0.25f, 1)],
         [Line(0.25f, 1, 0.25f, -1, -0.6f, 0.3f, 0.6f, 0.3f)]],
        [[[.. Line(0.5f, -1, -0.4f, -1, -0.45f, -0.1f), .. Arc(0, 0.37f, 0.55f, 0.62f, -130, 150)]],
         [[.. Line(-0.35f, -0.95f, -0.42f, -0.1f), .. Arc(0, 0.37f, 0.55f, 0.62f, -130, 140)], Line(-0.35f, -0.95f, 0.5f, -1)]],
        [[[.. Arc(0.45f, 0.4f, 1, 1.4f, -95, -180), .. Arc(0, 0.45f, 0.55f, 0.55f, 180, -180)]]],
        [[Line(-0.55f, -1, 0.55f, -1, -0.15f, 1)], [Line(-0.55f, -1, 0.55f, -1, -0.15f, 1), Line(-0.25f, 0, 0.5f, 0)]],
        [[Arc(0, -0.5f, 0.45f, 0.5f, 90, 450), Arc(0, 0.5f, 0.57f, 0.5f, -90, 270)]],
        [[[.. Arc(0, -0.45f, 0.52f, 0.55f, 0, -360), .. Line(0.52f, -0.4f, 0.35f, 1)]],
         [[.. Arc(0, -0.45f, 0.5f, 0.55f, -20, -360), .. Arc(-0.1f, -0.1f, 0.62f, 1.1f, 0, 110)]]],
    ];

    /// <summary>One of the digit's forms: its strokes.</summary>
    public static Vector2[][] Pick(int digit, Random random) => Forms[digit][random.Next(Forms[digit].Length)];

    private static Vector2[] Line(params float[] xy) =>
        [.. Enumerable.Range(0, xy.Length / 2).Select(i => new Vector2(xy[2 * i], xy[2 * i + 1]))];

    /// <summary>Part of an ellipse; degrees run from the right (0) over the bottom (90).</summary>
    private static Vector2[] Arc(float x, float y, float radiusX, float radiusY, float from, float to)
    {
        const int Pieces = 20;
        var points = new Vector2[Pieces + 1];
        for (int i = 0; i <= Pieces; i++)
        {
            float angle = float.DegreesToRadians(from + (to - from) * i / Pieces);
            points[i] = new Vector2(x + radiusX * MathF.Cos(angle), y + radiusY * MathF.Sin(angle));
        }

        return points;
    }
}
