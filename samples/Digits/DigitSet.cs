using NetCompiler;

namespace Digits;

/// <summary>Grey images of 28 x 28 bytes, row by row, and the digit on each.</summary>
internal sealed record DigitSet(byte[] Pixels, byte[] Labels)
{
    public const int ImageSize = 28;

    /// <summary>Draws images; the same seed draws the same ones.</summary>
    public static DigitSet Draw(int count, int seed)
    {
        const int Area = ImageSize * ImageSize;
        var random = new Random(seed);
        var painter = new DigitPainter(random);
        var set = new DigitSet(new byte[count * Area], new byte[count]);
        for (int i = 0; i < count; i++)
        {
            set.Labels[i] = (byte)random.Next(10);
            painter.Paint(set.Labels[i], set.Pixels.AsSpan(i * Area, Area));
        }

        return set;
    }

    /// <summary>What the network trains on: pixels from 0 to 1.</summary>
    public Dataset ToDataset() => Dataset.FromArrays(
        Array.ConvertAll(Pixels, p => p / 255f), [ImageSize, ImageSize, 1], Array.ConvertAll(Labels, l => (int)l));
}
