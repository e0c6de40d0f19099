using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>Normalisations and means of values that are far from 0, or all the same: what differs between them is what counts.</summary>
public sealed class ExactMeanTests
{
    private const int Count = 100;

    private static readonly Lazy<CompiledCases> Compiled = new(() => new([
        Source("Layer", "Input(100)", "LayerNormalization"), Source("LayerOfPlaces", "Input(7, 100)", "LayerNormalization"),
        Source("Bare", "Input(100)", "LayerNormalization(Scale = false, Center = false, Epsilon = 1e-9f)"),
        Source("Group", "Input(5, 10, 4)", "GroupNormalization(Groups = 2)"),
        Source("Instance", "Input(10, 10, 3)", "GroupNormalization(Groups = -1)"),
        Source("Batch", "Input(10, 10, 3)", "BatchNormalization"), Source("BatchOfRows", "Input(3)", "BatchNormalization"),
        Source("Pool", "Input(6, 6, 3)", "AveragePool2D(3)"), Source("Global", "Input(7, 11, 3)", "GlobalAveragePool2D"),
    ]));

    public static TheoryData<string, int> Normalisations => new()
    {
        { "Layer", 100 }, { "LayerOfPlaces", 100 }, { "Bare", 100 }, { "Group", 100 }, { "Instance", 100 }, { "Batch", 3 }, { "BatchOfRows", 3 },
    };

    [Theory]
    [InlineData("Layer")]
    [InlineData("LayerOfPlaces")]
    [InlineData("Bare")]
    [InlineData("Group")]
    [InlineData("Instance")]
    [InlineData("Batch")]
    [InlineData("BatchOfRows")]
    public void Equal_values_are_0(string name)
    {
        foreach (float value in new[] { 98765.43f, 0.1f, 1e6f / 3, -12345.678f, 1e-20f })
        {
            Assert.All(Trained(name, _ => value, 33), found => Assert.Equal(0, found));
        }
    }

    /// <summary>Values that differ little: each is as exact as what is left of it without the mean.</summary>
    [Theory, MemberData(nameof(Normalisations))]
    public void Small_differences_of_large_values_count(string name, int channels)
    {
        const int Samples = 33;
        float Value(int i) => 10000 + ((((i / (channels == 3 ? 3 : 1)) * 37 % Count) + (channels == 3 ? 5 * (i % 3) : 0)) / 1000f);
        TrainableNetwork network = Compiled.Value.Create(name, 0);
        float[] found = Trained(name, Value, Samples);
        double[] x = [.. Enumerable.Range(0, found.Length).Select(i => (double)Value(i))];
        double epsilon = name == "Bare" ? 1e-9 : 1e-3;
        foreach (int[] row in Rows(name, network.InputFloats, Samples))
        {
            double mean = row.Average(i => x[i]), root = Math.Sqrt(row.Average(i => (x[i] - mean) * (x[i] - mean)) + epsilon);
            Assert.All(row, i => Assert.Equal((x[i] - mean) / root, found[i], 1e-5));
        }
    }

    [Theory]
    [InlineData("Pool")]
    [InlineData("Global")]
    public void A_mean_of_equal_values_is_theirs(string name) => Assert.All(Trained(name, _ => 3, 2), value => Assert.Equal(3, value));

    private static IEnumerable<int[]> Rows(string name, int floats, int samples)
    {
        IEnumerable<int> all = Enumerable.Range(0, floats * samples);
        return (name switch
        {
            "Layer" or "LayerOfPlaces" or "Bare" => all.GroupBy(i => i / 100),
            "Group" => all.GroupBy(i => (i / floats * 2) + (i % 4 / 2)),
            "Instance" => all.GroupBy(i => (i / floats * 3) + (i % 3)),
            _ => all.GroupBy(i => i % 3),
        }).Select(group => group.ToArray());
    }

    private static string Source(string name, string input, string layer) => $$"""
        [Network(InputGradient = true), {{input}}, {{layer}}, Loss(Loss.MeanSquaredError)]
        public partial class {{name}};
        """;

    /// <summary>What a training step gives.</summary>
    private static float[] Trained(string name, Func<int, float> value, int samples)
    {
        TrainableNetwork network = Compiled.Value.Create(name, 0);
        float[] outputs = new float[samples * network.OutputFloats];
        network.ComputeGradients(
            [.. Enumerable.Range(0, samples * network.InputFloats).Select(value)], new float[samples * network.TargetFloats], outputs);
        return outputs;
    }
}
