using NetCompiler;

namespace DigitsInference;

/// <summary>Images as the network wants them.</summary>
internal static class Images
{
    private const int Size = 28;

    /// <summary>Floats of one image.</summary>
    public const int Pixels = Size * Size;

    /// <summary>All images of an IDX file, one after the other, 0 to 1.</summary>
    public static float[] Read(string path)
    {
        IdxImages images = IdxFile.ReadImages(path);
        return images is { Height: Size, Width: Size }
            ? Array.ConvertAll(images.Pixels, pixel => pixel / 255f)
            : throw new ArgumentException($"{path} holds images of {images.Height} x {images.Width}; the network reads {Size} x {Size}.");
    }
}
