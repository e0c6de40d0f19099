namespace FaceDetector;

/// <summary>A face that was found, in shares of the picture's width and height.</summary>
/// <param name="Score">How sure the network is, up to 1.</param>
/// <param name="X">The box's middle from the left.</param>
/// <param name="Y">The box's middle from the top.</param>
/// <param name="Width">The box's width.</param>
/// <param name="Height">The box's height.</param>
/// <param name="Points">Both eyes, the nose, the mouth and both ears.</param>
internal sealed record Face(float Score, float X, float Y, float Width, float Height, (float X, float Y)[] Points)
{
    /// <summary>The share of both boxes' area that both have.</summary>
    public float Overlap(Face other)
    {
        float width = Shared(X, Width, other.X, other.Width), height = Shared(Y, Height, other.Y, other.Height);
        float both = width * height;
        return both / ((Width * Height) + (other.Width * other.Height) - both);
    }

    private static float Shared(float at, float size, float other, float otherSize) =>
        Math.Max(0, Math.Min(at + (size / 2), other + (otherSize / 2)) - Math.Max(at - (size / 2), other - (otherSize / 2)));
}
