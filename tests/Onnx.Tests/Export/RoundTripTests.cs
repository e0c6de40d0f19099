using NetCompiler.Onnx.Tests.Harness;
using NetCompiler.Tests.Shared;
using NetCompiler.Tool.Verification;
using Xunit.Abstractions;

namespace NetCompiler.Onnx.Tests.Export;

/// <summary>What is exported and imported again is the same network, nearly always to the bit.</summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    private const int Samples = 3;
    private const float Tolerance = 2e-6f;

    /// <summary>Networks that come back with other operations, whose sums have another order.</summary>
    private static readonly string[] Others =
    [
        "DigitGenerator", "GoldenLstm", "GoldenRnn", "GoldenTranslator", "GroupNormalised", "Grouped", "GroupedAttention",
    ];

    /// <summary>
    /// Networks that do not come back: steps that do not count (which TopK and GatherND move), scans, and activations of a recurrent
    /// layer's own.
    /// </summary>
    private static readonly string[] Refused =
    [
        "AttentionTranslator", "BoundedScan", "FollowingStack", "GoldenBidirectionalLstm", "LearnedMask",
        "LongLinear", "LongReader", "MaskedLstm", "MaskedReader", "MaskedTagger", "NameReader", "OwnLstm", "ScanningDecoder", "SentenceTagger",
        "ShortReader", "SpreadLetters", "Translator", "WeightedTagger",
    ];

    [Fact]
    public void Networks_come_back()
    {
        Dictionary<string, (string Name, OnnxImport Import)> imports = RepositoryNetworks.Names.Select((name, i) => (name, Class: $"Back{i}"))
            .ToDictionary(network => network.name, network =>
                (network.Class, OnnxImporter.Import(RepositoryNetworks.Create(network.name).ToOnnx(), new() { Name = network.Class })));
        var compiled = new ClassCompiler(imports.Values.Where(import => import.Import.IsComplete)
            .Select(import => (import.Name, import.Import.Source)));
        Assert.Empty(compiled.Errors);
        SortedSet<string> others = [], refused = [];
        foreach ((string name, (string other, OnnxImport import)) in imports)
        {
            if (!import.IsComplete)
            {
                output.WriteLine($"{name}: {string.Join("; ", import.Refusals)}");
                refused.Add(name.Split('.')[^1]);
            }
            else if (Difference(RepositoryNetworks.Create(name), compiled.Create(other, import)) is var difference and > 0)
            {
                output.WriteLine($"{name}: {difference}");
                Assert.InRange(difference, 0, Tolerance);
                others.Add(name.Split('.')[^1]);
            }
        }

        Assert.Equal(Others.Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
        Assert.Equal(Refused.Order(StringComparer.Ordinal), refused.Order(StringComparer.Ordinal));
    }

    /// <summary>The largest difference of two predictions, relative to the largest value.</summary>
    private static float Difference(CompiledNetwork network, CompiledNetwork back)
    {
        float[] inputs = network.MakeInputs(Samples, seed: 5), expected = new float[network.OutputFloats * Samples];
        float[] actual = new float[expected.Length];
        network.Predict(inputs, expected);
        back.Predict(inputs, actual);
        return expected.AsSpan().SequenceEqual(actual) ? 0 : expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max() / expected.Max(MathF.Abs);
    }
}
