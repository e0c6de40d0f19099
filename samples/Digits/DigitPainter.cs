using System.Numerics;

namespace Digits;

/// <summary>Paints one digit as a person might: never twice with the same slant, size, place, pen or shake, on paper that is not clean.</summary>
internal sealed class DigitPainter(Random random)
{
    private const int Size = DigitSet.ImageSize;

    private readonly float[] _covered = new float[Size * Size];

    /// <summary>Fills <paramref name="pixels"/>, 28 rows of 28: 0 is paper, 255 ink.</summary>
    public void Paint(int digit, Span<byte> pixels) => Paint(() => DigitStrokes.Pick(digit, random), pixels);

    /// <summary>The same for strokes of somebody's own, in the plane of <see cref="DigitStrokes"/>.</summary>
    /// <param name="pick">Is called once, after the hand is chosen.</param>
    public void Paint(Func<Vector2[][]> pick, Span<byte> pixels)
    {
        Matrix3x2 hand = RandomHand();
        Vector2 sway = new(Between(-0.12f, 0.12f), Between(-0.1f, 0.1f));
        float phase = Between(0, MathF.Tau);
        Vector2[][] strokes =
            [.. pick().Select(stroke => stroke.Select(p => Vector2.Transform(Shake(p, sway, phase), hand)).ToArray())];
        float pen = Between(0.6f, 1.7f);
        float ink = Between(0.65f, 1);
        float dirt = Between(0, 0.13f);
        Cover(strokes, pen);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(255 * Math.Clamp(ink * _covered[i] + dirt * Normal(), 0, 1));
        }
    }

    /// <summary>Draws strokes as they are, in pixels, with one pen on clean paper; 0 is paper, 1 ink.</summary>
    public void Draw(Vector2[][] strokes, float pen, float ink, Span<float> pixels)
    {
        Cover(strokes, pen);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = ink * _covered[i];
        }
    }

    /// <summary>How much of each pixel the pen covers: from 1 to 0 within a pixel at its edge.</summary>
    private void Cover(Vector2[][] strokes, float pen)
    {
        float reach = pen + 0.5f;
        Array.Fill(_covered, float.MaxValue);
        foreach (Vector2[] stroke in strokes)
        {
            for (int i = 1; i < stroke.Length; i++)
            {
                Approach(stroke[i - 1], stroke[i], reach);
            }
        }

        for (int i = 0; i < _covered.Length; i++)
        {
            _covered[i] = Math.Clamp(reach - MathF.Sqrt(_covered[i]), 0, 1);
        }
    }

    /// <summary>Squared distances of pixels' centers from a line, where it is nearer than those before; only of pixels within reach.</summary>
    private void Approach(Vector2 from, Vector2 to, float reach)
    {
        Vector2 least = Vector2.Min(from, to) - new Vector2(reach + 1), most = Vector2.Max(from, to) + new Vector2(reach);
        int left = Math.Max(0, (int)least.X), right = Math.Min(Size - 1, (int)most.X);
        int top = Math.Max(0, (int)least.Y), bottom = Math.Min(Size - 1, (int)most.Y);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                ref float nearest = ref _covered[(y * Size) + x];
                nearest = Math.Min(nearest, SquaredDistance(new Vector2(x + 0.5f, y + 0.5f), from, to));
            }
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
