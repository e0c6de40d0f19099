using System.Text;
using NetCompiler;

namespace Digits;

/// <summary>Shows digits and what the network reads in them as text.</summary>
internal static class DigitPrinter
{
    private const string Shades = " .:-=+*#%@";

    /// <summary>The first <paramref name="count"/> samples side by side, a line of what was read below.</summary>
    public static string Print(DigitClassifier model, Dataset data, int count)
    {
        var images = new float[count][];
        var captions = new string[count];
        var probabilities = new float[data.Count == 0 ? 0 : 10];
        for (int i = 0; i < count; i++)
        {
            images[i] = new float[data.InputFloats];
            var label = new float[data.TargetFloats];
            data.CopySample(i, images[i], label);
            model.Predict(images[i], probabilities);
            int read = probabilities.IndexOf(probabilities.Max());
            captions[i] = $"{(int)label[0]}, read as {read} ({probabilities[read]:P0})";
        }

        return Format(images, captions);
    }

    private static string Format(float[][] images, string[] captions)
    {
        const int Size = DigitSet.ImageSize;
        var text = new StringBuilder();
        // Every second row: a character is about twice as high as wide.
        for (int row = 0; row < Size; row += 2)
        {
            text.AppendLine(string.Join("  ", images.Select(image => Line(image.AsSpan(row * Size, 2 * Size)))).TrimEnd());
        }

        return text.AppendLine(string.Join("  ", captions.Select(c => c.PadRight(Size))).TrimEnd()).ToString();
    }

    private static string Line(ReadOnlySpan<float> twoRows)
    {
        int width = twoRows.Length / 2;
        var line = new char[width];
        for (int x = 0; x < width; x++)
        {
            float grey = (twoRows[x] + twoRows[width + x]) / 2;
            line[x] = Shades[(int)(grey * (Shades.Length - 1) + 0.5f)];
        }

        return new string(line);
    }
}
