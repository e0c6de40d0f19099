using System.Numerics;

namespace NetCompiler.Pages;

/// <summary>
/// Ten digits as a hand moves a mouse: corners of strokes, written down here, joined by curves that tremble. They are others than those that the
/// network has learned from.
/// </summary>
internal sealed class Hand(int seed)
{
    /// <summary>Corners of strokes on a square of 100.</summary>
    private static readonly float[][][] Corners =
    [
        [[58, 18, 40, 20, 28, 38, 27, 60, 38, 80, 54, 84, 68, 70, 73, 48, 68, 26, 55, 17]],
        [[38, 34, 47, 26, 54, 16, 53, 40, 52, 62, 51, 85]],
        [[30, 33, 36, 21, 50, 16, 64, 23, 66, 38, 56, 55, 42, 70, 30, 82, 48, 81, 70, 80]],
        [[31, 24, 44, 16, 60, 20, 64, 33, 56, 44, 46, 47, 60, 52, 67, 64, 61, 78, 46, 85, 30, 79]],
        [[42, 15, 37, 34, 30, 55, 48, 56, 74, 54], [60, 36, 59, 58, 58, 86]],
        [[66, 18, 52, 19, 38, 19, 36, 32, 34, 46, 48, 42, 62, 48, 67, 62, 60, 78, 46, 84, 31, 78]],
        [[62, 15, 48, 24, 38, 42, 33, 62, 38, 79, 52, 85, 65, 76, 64, 60, 52, 53, 38, 60]],
        [[28, 20, 48, 19, 72, 18, 62, 38, 53, 60, 46, 86]],
        [[60, 24, 46, 16, 35, 24, 38, 38, 50, 47, 63, 58, 66, 73, 52, 85, 38, 79, 36, 64, 48, 50, 61, 38, 62, 26]],
        [[64, 30, 52, 18, 38, 24, 35, 38, 44, 49, 57, 45, 65, 30, 64, 52, 60, 70, 55, 86]],
    ];

    private readonly Random _random = new(seed);

    /// <summary>The strokes of a digit on a square of 1, points as a mouse reports them.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="lying">Turned by a right angle, as by somebody who sits at the side of the screen.</param>
    public Vector2[][] Write(int digit, bool lying = false)
    {
        float size = Between(0.85f, 1.1f), slant = Between(-0.12f, 0.12f), phase = Between(0, MathF.Tau);
        Vector2 place = new(Between(-0.06f, 0.06f), Between(-0.05f, 0.05f));
        return [.. Corners[digit].Select(corners => Curve(corners).Select((point, i) =>
        {
            Vector2 at = (point / 100) - new Vector2(0.5f);
            at = size * new Vector2(at.X - (slant * at.Y), at.Y);
            // The hand is never quite still.
            at += 0.006f * new Vector2(MathF.Sin((0.5f * i) + phase), MathF.Cos((0.37f * i) + phase));
            at += 0.003f * new Vector2(Between(-1, 1), Between(-1, 1));
            at = lying ? new Vector2(-at.Y, at.X) : at;
            return Vector2.Clamp(at + place + new Vector2(0.5f), new Vector2(0.02f), new Vector2(0.98f));
        }).ToArray())];
    }

    /// <summary>A curve through the corners (Catmull and Rom's), four points from corner to corner.</summary>
    private static IEnumerable<Vector2> Curve(float[] corners)
    {
        const int Pieces = 4;
        int count = corners.Length / 2;
        Vector2 Corner(int i) => new(corners[2 * Math.Clamp(i, 0, count - 1)], corners[(2 * Math.Clamp(i, 0, count - 1)) + 1]);
        for (int i = 0; i < count - 1; i++)
        {
            Vector2 a = Corner(i - 1), b = Corner(i), c = Corner(i + 1), d = Corner(i + 2);
            for (int piece = 0; piece < Pieces; piece++)
            {
                float t = piece / (float)Pieces;
                Vector2 square = (2 * a) - (5 * b) + (4 * c) - d, cube = (3 * b) - a - (3 * c) + d;
                yield return 0.5f * ((2 * b) + (t * (c - a)) + (t * t * square) + (t * t * t * cube));
            }
        }

        yield return Corner(count - 1);
    }

    private float Between(float low, float high) => low + ((high - low) * _random.NextSingle());
}
