namespace NetCompiler;

/// <summary>Grey images as an IDX file holds them.</summary>
/// <param name="Count">Number of images, at least 1.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">[count, height, width], 0 to 255.</param>
public sealed record IdxImages(int Count, int Height, int Width, byte[] Pixels);
