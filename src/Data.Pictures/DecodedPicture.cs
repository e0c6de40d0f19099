using SkiaSharp;

namespace NetCompiler;

/// <summary>The pixels of a file, upright, as bytes: red, green, blue and opacity.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Pixels">[height, width, 4], not multiplied by their opacity.</param>
internal sealed record DecodedPicture(int Height, int Width, byte[] Pixels)
{
    /// <summary>A small file can claim any size: no more than 400 MB are reserved for one.</summary>
    private const long MostPixels = 100_000_000;

    /// <param name="name">For messages.</param>
    /// <param name="encoded">The content of a file.</param>
    /// <exception cref="ModelFileException">It is damaged, cut off, too large or no picture.</exception>
    public static DecodedPicture Of(string name, byte[] encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using SKCodec codec = SKCodec.Create(data) ?? throw new ModelFileException(name, null, "expected a picture, such as PNG or JPEG.");
        SKImageInfo found = codec.Info;
        if ((long)found.Width * found.Height > MostPixels)
        {
            throw new ModelFileException(name, null, FormattableString.Invariant(
                $"expected a picture of at most {MostPixels} pixels, but it has {found.Width} x {found.Height}."));
        }

        var wanted = new SKImageInfo(found.Width, found.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pixels = new byte[wanted.BytesSize];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* start = pixels)
            {
                result = codec.GetPixels(wanted, (nint)start);
            }
        }

        return result == SKCodecResult.Success ? Upright(wanted.Height, wanted.Width, pixels, codec.EncodedOrigin)
            : throw new ModelFileException(name, null, $"expected a whole picture, but its pixels cannot be read ({result}).");
    }

    /// <summary>Cameras write how they were held beside the pixels.</summary>
    private static DecodedPicture Upright(int height, int width, byte[] pixels, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
        {
            return new(height, width, pixels);
        }

        bool turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        (int rows, int columns) = turned ? (width, height) : (height, width);
        var upright = new byte[pixels.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                (int r, int c) = origin switch
                {
                    SKEncodedOrigin.TopRight => (row, width - 1 - column),
                    SKEncodedOrigin.BottomRight => (height - 1 - row, width - 1 - column),
                    SKEncodedOrigin.BottomLeft => (height - 1 - row, column),
                    SKEncodedOrigin.LeftTop => (column, row),
                    SKEncodedOrigin.RightTop => (height - 1 - column, row),
                    SKEncodedOrigin.RightBottom => (height - 1 - column, width - 1 - row),
                    _ => (column, width - 1 - row),
                };
                pixels.AsSpan(((r * width) + c) * 4, 4).CopyTo(upright.AsSpan(((row * columns) + column) * 4));
            }
        }

        return new(rows, columns, upright);
    }
}
