namespace NetCompiler.Execution.Tests.Training;

/// <summary>Made-up samples, the same every time.</summary>
internal static class TinyData
{
    /// <summary>For <see cref="TinyClassifier"/>.</summary>
    public static Dataset Classes(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, count * 5).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => inputs[i * 5] + inputs[(i * 5) + 1] > 0.3f ? 2 : inputs[(i * 5) + 2] > 0 ? 1 : 0)];
        return Dataset.FromArrays(inputs, [5], labels);
    }

    /// <summary>For <see cref="TinyRegression"/>.</summary>
    public static Dataset Sums(int count)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, count * 2).Select(_ => random.NextSingle())];
        return Dataset.FromArrays(inputs, [2], [.. Enumerable.Range(0, count).Select(i => inputs[2 * i] - (2 * inputs[(2 * i) + 1]))]);
    }
}
