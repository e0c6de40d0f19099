using Digits;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Samples;

/// <summary>Made-up images and classes for the digit classifier; the same every time.</summary>
internal static class DigitBatch
{
    public const int Pixels = 28 * 28, Classes = 10;

    public static (float[] Inputs, float[] Targets) Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, count * Pixels).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(Classes))];
        return (inputs, targets);
    }

    /// <summary>A copy of every parameter, by name.</summary>
    public static Dictionary<string, float[]> Weights(DigitClassifier model) => model.Parameters.ToDictionary(p => p.Name, p => p.Values());
}
