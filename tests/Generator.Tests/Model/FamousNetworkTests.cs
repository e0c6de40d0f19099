using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Model;

/// <summary>The networks of bench/Networks have as many parameters as those of their papers; they are read, but not compiled.</summary>
public class FamousNetworkTests
{
    private static readonly Lazy<(IReadOnlyDictionary<string, ModelSpec> Specs, IReadOnlyList<Diagnostic> Diagnostics)> Networks = new(Read);

    public static TheoryData<string, long> Counts { get; } = new()
    {
        { "AlexNet", 60_965_224 },
        { "BertBase", 109_482_240 },
        { "DcganDiscriminator", 2_765_568 },
        { "DcganGenerator", 3_576_704 },
        { "DenseNet121", 7_978_856 },
        { "DenseNet121Training", 7_978_856 },
        { "EfficientNetB0", 5_288_548 },
        { "GoogLeNet", 6_998_552 },
        { "Gpt2", 124_439_808 },
        { "IrisClassifier", 403 },
        { "LeNet5", 61_706 },
        { "LeNet5Training", 61_706 },
        { "MobileNetV2", 3_504_872 },
        { "MobileNetV2Training", 3_504_872 },
        { "ResNet18", 11_689_512 },
        { "ResNet18Training", 11_689_512 },
        { "ResNet50", 25_557_032 },
        { "ResNet50Training", 25_557_032 },
        { "SqueezeNet", 1_248_424 },
        { "UNet", 31_030_658 },
        { "UNetTraining", 31_030_658 },
        { "Vgg16", 138_357_544 },
        { "VisionTransformer", 86_567_656 },
        { "WaveNet", 1_515_968 },
        { "YoloV3Tiny", 8_852_366 },
    };

    /// <summary>Statistics of normalisations, which no optimizer changes, are not counted in papers.</summary>
    [Theory, MemberData(nameof(Counts))]
    public void A_network_has_the_published_parameters(string name, long parameters)
    {
        ModelSpec spec = Networks.Value.Specs[name];
        Assert.Equal(parameters, spec.Nodes.Where(node => node.Owner is null)
            .SelectMany(node => LayerParameters.Of(node.Op, node.Shapes(spec.Nodes).Inputs, node.Training))
            .Where(parameter => parameter.Trainable)
            .Sum(parameter => parameter.Shape.Aggregate(1L, (product, size) => product * size)));
    }

    [Fact]
    public void Each_network_is_counted() =>
        Assert.Equal(Networks.Value.Specs.Keys.Order(StringComparer.Ordinal), Counts.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void The_networks_are_free_of_faults() => Assert.Empty(Networks.Value.Diagnostics);

    /// <summary>What the generator reads, with a compiler behind it that notes the networks and stops there.</summary>
    private static (IReadOnlyDictionary<string, ModelSpec> Specs, IReadOnlyList<Diagnostic> Diagnostics) Read()
    {
        var specs = new Dictionary<string, ModelSpec>(StringComparer.Ordinal);
        var generator = new NetCompilerGenerator((spec, _) =>
        {
            specs.Add(spec.Type.Name, spec);
            throw new NotSupportedException("The network is read only.");
        });
        const string Usings = "global using NetCompiler;";
        string folder = Path.Combine(Repository.Root, "bench", "Networks");
        Compilation networks = GeneratorRunner.Compile(
            [("Usings.cs", Usings), .. Directory.EnumerateFiles(folder, "*.cs").Select(file => (Path.GetFileName(file), File.ReadAllText(file)))]);
        GeneratorRunner.Driver(generator).RunGeneratorsAndUpdateCompilation(networks, out _, out ImmutableArray<Diagnostic> diagnostics);
        return (specs, [.. diagnostics.Where(diagnostic => diagnostic.Id != "NET099")]);
    }
}
