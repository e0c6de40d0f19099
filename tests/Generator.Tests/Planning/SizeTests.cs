using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Planning;

/// <summary>
/// Sizes near what an arena holds, and far beyond: what fits compiles and is right, what does not is refused with its size, and nothing overflows.
/// </summary>
public sealed class SizeTests
{
    private const string Large = """
        [Network, Input(1024, 1024, 3)] [Conv2D(32, 1, Activation = Activation.Relu)] [GlobalAveragePool2D] [Dense(2)] [Loss(Loss.MeanSquaredError)]
        public partial class Large;
        """;

    /// <summary>One sample has 33.5 million values on its way; 64 of them would be beyond 2^31 floats.</summary>
    [Fact]
    public void A_large_image_alone_and_among_others()
    {
        TrainableNetwork network = new CompiledCases([Large]).Create("Large", 3);
        const int pixels = 1024 * 1024, batch = 64;
        float[] images = new float[batch * pixels * 3];
        var random = new Random(1);
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = random.NextSingle() - 0.5f;
        }

        float[] outputs = new float[batch * 2];
        network.Predict(images, outputs);
        foreach (int sample in new[] { 0, 37, batch - 1 })
        {
            ReadOnlySpan<float> image = images.AsSpan(sample * pixels * 3, pixels * 3);
            float[] alone = new float[2], expected = Expected(network, image);
            network.Predict(image, alone);
            Assert.Equal(alone, outputs[(sample * 2)..((sample * 2) + 2)]);
            Assert.All(expected.Zip(alone), pair => Assert.InRange(pair.Second, pair.First - 2e-5f, pair.First + 2e-5f));
        }
    }

    private static float[] Expected(TrainableNetwork network, ReadOnlySpan<float> image)
    {
        float[][] weights = [.. network.Parameters.Select(p => p.Values())];
        double[] means = new double[32];
        for (int pixel = 0; pixel < image.Length / 3; pixel++)
        {
            for (int o = 0; o < 32; o++)
            {
                double sum = weights[1][o] + (image[pixel * 3] * (double)weights[0][o]) + (image[(pixel * 3) + 1] * (double)weights[0][32 + o])
                    + (image[(pixel * 3) + 2] * (double)weights[0][64 + o]);
                means[o] += Math.Max(sum, 0);
            }
        }

        int pixels = image.Length / 3;
        return [.. Enumerable.Range(0, 2).Select(unit =>
            (float)(weights[3][unit] + means.Select((m, o) => m / pixels * weights[2][(o * 2) + unit]).Sum()))];
    }

    /// <summary>The scores of attention over so many places are refused with the size of the plan, at the class's name.</summary>
    [Fact]
    public void A_plan_beyond_an_arena_is_refused_with_its_size()
    {
        GeneratorRun run = GeneratorRunner.Run("[Network, Input(16384, 64)] [MultiHeadAttention(16, 4)] public partial class Net;");
        Diagnostic diagnostic = Assert.Single(run.Diagnostics, d =>
            d.Severity == DiagnosticSeverity.Error && d.Id.StartsWith("NET", StringComparison.Ordinal));
        Assert.Equal("NET035", diagnostic.Id);
        Assert.Matches("^Net: one sample's values in prediction, of which '.*' alone takes [0-9]{11} bytes, would take [0-9]{11} bytes; at most "
            + "8589934080 are possible\\. .*makes it smaller$", diagnostic.GetMessage());
        Assert.Equal("Net", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start,
            diagnostic.Location.SourceSpan.Length));
    }

    /// <summary>
    /// Stacks over random shapes of up to 2^40 elements: each compiles, or is refused because of its size or of a shape, and never by a fault of the
    /// compiler.
    /// </summary>
    [Fact]
    public void No_size_overflows()
    {
        var random = new Random(1);
        const int networks = 200;
        var source = new StringBuilder("using NetCompiler;\n");
        for (int i = 0; i < networks; i++)
        {
            int rank = random.Next(1, 5);
            source.Append(
                CultureInfo.InvariantCulture, $"[Network, Input({Shape(random, rank)})] {Layers(random, rank)} public partial class N{i};\n");
        }

        Compilation compilation = GeneratorRunner.Compile(("Model.cs", source.ToString()));
        GeneratorDriverRunResult result = GeneratorRunner.Driver(new NetCompilerGenerator()).RunGenerators(compilation).GetRunResult();
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id == "NET099");
        Assert.InRange(result.Diagnostics.Count(diagnostic => diagnostic.Id == "NET035"), networks / 20, networks);
        int compiled = result.GeneratedTrees.Count(tree => tree.FilePath.EndsWith(".Kernels.g.cs", StringComparison.Ordinal));
        Assert.InRange(compiled, networks / 10, networks - 1);
    }

    /// <summary>A shape whose product is near some power of two up to 2^40.</summary>
    private static string Shape(Random random, int rank)
    {
        long[] sizes = [.. Enumerable.Repeat(1L, rank)];
        for (int bits = random.Next(1, 41); bits > 0; bits--)
        {
            int axis = random.Next(rank);
            sizes[axis] = Math.Min(sizes[axis] * 2, int.MaxValue);
        }

        return string.Join(", ", sizes.Select(size => Math.Clamp(size + random.Next(-1, 2), 1, int.MaxValue)));
    }

    private static string Layers(Random random, int rank)
    {
        var layers = new List<string>();
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            string[] choices =
            [
                $"[Dense({1 << random.Next(0, 20)})]", "[Activation(Activation.Relu)]", "[LayerNormalization]", "[Flatten]",
                .. rank == 2 ? [$"[Conv1D({1 << random.Next(0, 12)}, 3, Padding = Padding.Same)]", "[MultiHeadAttention(2, 8)]"] : (string[])[],
                .. rank == 3 ? [$"[Conv2D({1 << random.Next(0, 12)}, 3, Padding = Padding.Same)]", "[UpSampling2D(2)]"] : (string[])[],
            ];
            string layer = choices[random.Next(choices.Length)];
            rank = layer == "[Flatten]" ? 1 : rank;
            layers.Add(layer);
        }

        return string.Join(" ", layers);
    }
}
