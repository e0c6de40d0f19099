using NetCompiler;

namespace DomainAdaptation;

/// <summary>Digits as they are, the source, and noisy and inverted ones, the target.</summary>
internal static class Domains
{
    /// <summary>Both domains as one set, whose targets are a label and whether the sample is of the source; labels of the target are not told.</summary>
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

    /// <summary>The same digits on dark paper, with light ink and noise.</summary>
    public static Dataset Disturbed(Dataset digits, int seed)
    {
        var random = new Random(seed);
        float[] inputs = digits.Inputs(0, digits.Count).ToArray();
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Math.Clamp(0.75f - (0.5f * inputs[i]) + (0.5f * (random.NextSingle() - 0.5f)), 0, 1);
        }

        return Dataset.FromArrays(inputs, [28, 28, 1], digits.Targets(0, digits.Count).ToArray());
    }
}
