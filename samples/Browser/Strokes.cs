using System.Numerics;
using Digits;

namespace Browser;

/// <summary>What somebody has drawn, as lines from point to point.</summary>
internal static class Strokes
{
    /// <summary>How far up and down digits reach in the plane of <see cref="DigitStrokes"/>, and how far to the sides at most.</summary>
    private const float HalfHeight = 1, HalfWidth = 0.8f;

    /// <summary>From the page: for each stroke the number of its points, then x and y of each.</summary>
    public static Vector2[][] Unpack(double[] numbers)
    {
        List<Vector2[]> strokes = [];
        for (int at = 0; at < numbers.Length;)
        {
            var points = new Vector2[(int)numbers[at++]];
            for (int i = 0; i < points.Length; i++, at += 2)
            {
                points[i] = new Vector2((float)numbers[at], (float)numbers[at + 1]);
            }

            // A dot is a line without a length.
            strokes.Add(points.Length == 1 ? [points[0], points[0]] : points);
        }

        return [.. strokes];
    }

    /// <summary>
    /// The same in the middle of the plane of <see cref="DigitStrokes"/> and as large as digits are there, wherever and however large it was
    /// drawn; what is small, as a dot, stays so.
    /// </summary>
    /// <param name="strokes">At least one point.</param>
    /// <param name="side">The side of the square that was drawn on.</param>
    public static Vector2[][] Fit(Vector2[][] strokes, float side)
    {
        Vector2 least = strokes[0][0], most = least;
        foreach (Vector2 point in strokes.SelectMany(stroke => stroke))
        {
            least = Vector2.Min(least, point);
            most = Vector2.Max(most, point);
        }

        Vector2 size = most - least, middle = (least + most) / 2;
        float unit = Math.Max(Math.Max(size.Y / (2 * HalfHeight), size.X / (2 * HalfWidth)), side / 10);
        return [.. strokes.Select(stroke => stroke.Select(point => (point - middle) / unit).ToArray())];
    }
}
