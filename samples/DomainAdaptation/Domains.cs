using NetCompiler;

namespace DomainAdaptation;

/// <summary>Digits as they are, the source, and noisy and inverted ones, the target.</summary>
internal static class Domains
{
    /// <summary>
    /// Both domains as one set, whose targets are a label and whether the sample is of the source; labels of the target are not told.
    /// </summary>
    public static Dataset Mixed(Dataset source, Dataset target)
    {
        int size = source.InputFloats, count = source.Count + target.Count;
        float[] inputs = new float[count * size], targets = new float[count * 2];
        source.Inputs(0, source.Count).CopyTo(inputs);
        target.Inputs(0, target.Count).CopyTo(inputs.AsSpan(source.Count * size));
        for (int i = 0; i < source.Count; i++)
        {
            (targets[2 * i], targets[(2 * i) + 1]) = (source.Targets(i, 1)[0], 1);
        }

        return Dataset.FromArrays(inputs, [28, 28, 1], targets);
    }

    /// <summary>The same digits on noisy paper, inverted where it is bright: each pixel is the distance of ink and paper.</summary>
    public static Dataset Disturbed(Dataset digits, int seed)
    {
        const int Size = 28, Coarse = 5;
        var random = new Random(seed);
        float[] inputs = digits.Inputs(0, digits.Count).ToArray(), paper = new float[Coarse * Coarse];
        for (int i = 0; i < digits.Count; i++)
        {
            for (int j = 0; j < paper.Length; j++)
            {
                paper[j] = 0.7f * random.NextSingle();
            }

            Span<float> image = inputs.AsSpan(i * Size * Size, Size * Size);
            for (int j = 0; j < image.Length; j++)
            {
                float noise = 0.2f * (random.NextSingle() - 0.5f);
                image[j] = Math.Abs(image[j] - Math.Clamp(Between(paper, Coarse, j / Size, j % Size, Size) + noise, 0, 1));
            }
        }

        return Dataset.FromArrays(inputs, [Size, Size, 1], digits.Targets(0, digits.Count).ToArray());
    }

    /// <summary>The value of a coarse grid at a pixel, between its four neighbours.</summary>
    private static float Between(float[] grid, int coarse, int row, int column, int size)
    {
        float y = row * (coarse - 1f) / size, x = column * (coarse - 1f) / size;
        int top = (int)y, left = (int)x;
        float low = grid[(top * coarse) + left] + ((x - left) * (grid[(top * coarse) + left + 1] - grid[(top * coarse) + left]));
        float high = grid[((top + 1) * coarse) + left] + ((x - left) * (grid[((top + 1) * coarse) + left + 1] - grid[((top + 1) * coarse) + left]));
        return low + ((y - top) * (high - low));
    }
}
