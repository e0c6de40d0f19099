using Digits;
using SkiaSharp;

namespace NetCompiler.Data.Pictures.Tests;

/// <summary>Pictures that tests write.</summary>
internal static class DrawnDigits
{
    private static readonly string[] Names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>Writes digits as PNG files of 56 x 56, black on white, each into the folder of its name.</summary>
    public static void Write(string folder, int count, int seed)
    {
        DigitSet digits = DigitSet.Draw(count, seed);
        for (int i = 0; i < count; i++)
        {
            string place = Path.Combine(folder, Names[digits.Labels[i]]);
            Directory.CreateDirectory(place);
            byte[] ink = digits.Pixels[(i * 784)..((i + 1) * 784)];
            Save(Path.Combine(place, $"{i}.png"), 56, 56, (row, column) =>
            {
                byte shade = (byte)(255 - ink[(row / 2 * 28) + (column / 2)]);
                return new SKColor(shade, shade, shade);
            });
        }
    }

    public static byte[] Encode(int height, int width, Func<int, int, SKColor> color, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                bitmap.SetPixel(column, row, color(row, column));
            }
        }

        using SKData data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    public static void Save(string path, int height, int width, Func<int, int, SKColor> color, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encode(height, width, color, format));
    }
}
