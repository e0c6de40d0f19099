using System.Numerics;

namespace Digits;

/// <summary>Paints one digit as a person might: never twice with the same slant, size, place, pen or shake, on paper that is not clean.</summary>
internal sealed class DigitPainter(Random random)
{
    private const int Size = DigitSet.ImageSize;

    /// <summary>Fills <paramref name="pixels"/>, 28 rows of 28: 0 is paper, 255 ink.</summary>
    public void Paint(int digit, Span<byte> pixels)
    {
        Matrix3x2 hand = RandomHand();
        Vector2 sway = new(Between(-0.12f, 0.12f), Between(-0.1f, 0.1f));
        float phase = Between(0, MathF.Tau);
        Vector2[][] strokes =
            [.. DigitStrokes.Pick(digit, random).Select(stroke => stroke.Select(p => Vector2.Transform(Shake(p, sway, phase), hand)).ToArray())];
        float pen = Between(0.6f, 1.7f);
        float ink = Between(0.65f, 1);
        float dirt = Between(0, 0.13f);
        for (int i = 0; i < pixels.Length; i++)
        {
            var center = new Vector2(i % Size + 0.5f, i / Size + 0.5f);
            float covered = Math.Clamp(pen + 0.5f - Distance(center, strokes), 0, 1);
            pixels[i] = (byte)(255 * Math.Clamp(ink * covered + dirt * Normal(), 0, 1));
        }
    }

    /// <summary>From the stroke's plane to pixels: size, slant, turn and place.</summary>
    private Matrix3x2 RandomHand()
    {
        var size = Matrix3x2.CreateScale(Between(6, 10), Between(7, 10.5f));
        var slant = Matrix3x2.CreateSkew(Between(-0.3f, 0.3f), 0);
        var turn = Matrix3x2.CreateRotation(Between(-0.22f, 0.22f));
        var place = Matrix3x2.CreateTranslation(Size / 2f + Between(-2.5f, 2.5f), Size / 2f + Between(-2, 2));
        return size * slant * turn * place;
    }

    /// <summary>A slow wave along the whole digit and a tremor at each point.</summary>
    private Vector2 Shake(Vector2 p, Vector2 sway, float phase)
    {
        var wave = new Vector2(sway.X * MathF.Sin(2.5f * p.Y + phase), sway.Y * MathF.Sin(3 * p.X + phase));
        return p + wave + 0.02f * new Vector2(Normal(), Normal());
    }

    private static float Distance(Vector2 point, Vector2[][] strokes)
    {
        float nearest = float.MaxValue;
        foreach (Vector2[] stroke in strokes)
        {
            for (int i = 1; i < stroke.Length; i++)
            {
                nearest = Math.Min(nearest, SquaredDistance(point, stroke[i - 1], stroke[i]));
            }
        }

        return MathF.Sqrt(nearest);
    }

    private static float SquaredDistance(Vector2 point, Vector2 from, Vector2 to)
    {
        Vector2 along = to - from;
        float share = Vector2.Dot(point - from, along) / Math.Max(along.LengthSquared(), 1e-9f);
        return Vector2.DistanceSquared(point, from + Math.Clamp(share, 0, 1) * along);
    }

    private float Between(float low, float high) => low + (high - low) * random.NextSingle();

    private float Normal() =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
}
