using NetCompiler.Onnx.Tests.Harness;
using NetCompiler.Tests.Shared;
using NetCompiler.Tool.Verification;

namespace NetCompiler.Onnx.Tests.Export;

/// <summary>The networks of the samples, the goldens, the tests of layers and the bench, compiled as in a project that exports.</summary>
internal static class RepositoryNetworks
{
    private static readonly string[] Files =
    [
        "samples/Digits/DigitClassifier.cs", "samples/Digits/DigitExplainer.cs", "samples/ResNet/*ResidualBlock.cs",
        "samples/ResNet/ResidualDigits.cs", "samples/MiniGpt/TransformerBlock.cs",
        "samples/MiniGpt/Gpt.cs", "samples/Amplifier/Amp.cs", "samples/Names/Networks.cs", "samples/Forecast/Networks.cs",
        "samples/Tagger/Networks.cs", "samples/TextClassifier/Networks.cs", "samples/Translate/*Block.cs", "samples/Translate/*Translator.cs",
        "samples/WordVectors/Networks.cs", "samples/Gan/Networks.cs", "samples/DomainAdaptation/AdaptingReader.cs", "bench/Models.cs",
        "bench/GraphModels.cs", "tests/Execution.Tests/Golden/*Networks.cs", "tests/Execution.Tests/Gradients/*Networks.cs",
        "tests/Execution.Tests/Layers/*Networks.cs", "tests/Execution.Tests/Streaming/*Networks.cs",
        "tests/Execution.Tests/Explanations/*Networks.cs", "tests/Execution.Tests/Training/PlacesNetworks.cs",
        "tests/Execution.Tests/Training/PrivateNetworks.cs", "tests/Execution.Tests/Training/SparseNetworks.cs",
        "tests/Execution.Tests/Training/StatefulNetworks.cs", "tests/Execution.Tests/Training/RegularizedNetworks.cs",
    ];

    private static readonly Lazy<ClassCompiler> Classes = new(() => new ClassCompiler(
        Files.SelectMany(pattern => Directory.GetFiles(Path.Combine(Repository.Root, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)))
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path))), exports: true));

    /// <summary>The errors of their compilation.</summary>
    public static IReadOnlyList<string> Errors => Classes.Value.Errors;

    /// <summary>Full names of the classes.</summary>
    public static IEnumerable<string> Names => Classes.Value.Networks.Select(type => type.FullName!).Order(StringComparer.Ordinal);

    /// <summary>A network with values in its parameters that tell them apart.</summary>
    public static CompiledNetwork Create(string name)
    {
        var network = (CompiledNetwork)Activator.CreateInstance(Classes.Value.Networks.Single(type => type.FullName == name), 1)!;
        var random = new Random(3);
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Shape.Length == 1))
        {
            // Biases and slopes begin with zeros, and factors with ones: then nobody would see where they have gone.
            float[] values = parameter.Values();
            parameter.CopyFrom([.. values.Select(value => value + (0.2f * random.NextSingle()))]);
        }

        return network;
    }
}
