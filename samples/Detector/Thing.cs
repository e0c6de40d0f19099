namespace Detector;

/// <summary>An object of a scene, in pixels.</summary>
/// <param name="Kind">0 is a disc, 1 a square, 2 a triangle.</param>
/// <param name="X">The middle from the left.</param>
/// <param name="Y">The middle from the top.</param>
/// <param name="Width">The box's width.</param>
/// <param name="Height">The box's height.</param>
/// <param name="Score">How sure one that was found is.</param>
internal readonly record struct Thing(int Kind, float X, float Y, float Width, float Height, float Score = 1)
{
    public const int Kinds = YoloNetwork.Kinds;

    /// <summary>The share of both boxes' area that both have.</summary>
    public float Overlap(Thing other)
    {
        float both = Shared(X, Width, other.X, other.Width) * Shared(Y, Height, other.Y, other.Height);
        return both / ((Width * Height) + (other.Width * other.Height) - both);
    }

    /// <summary>Whether a point is inside of it.</summary>
    public bool Covers(float x, float y)
    {
        float across = (x - X) / (Width / 2), down = (y - Y) / (Height / 2);
        return Math.Abs(across) <= 1 && Math.Abs(down) <= 1
            && (Kind switch { 0 => (across * across) + (down * down) <= 1, 1 => true, _ => Math.Abs(across) <= (1 + down) / 2 });
    }

    private static float Shared(float at, float size, float other, float otherSize) =>
        Math.Max(0, Math.Min(at + (size / 2), other + (otherSize / 2)) - Math.Max(at - (size / 2), other - (otherSize / 2)));
}
