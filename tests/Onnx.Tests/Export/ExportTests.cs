using NetCompiler.Onnx.Tests.Harness;
using NetCompiler.Tests.Shared;
using Xunit.Abstractions;

namespace NetCompiler.Onnx.Tests.Export;

/// <summary>What is exported, ONNX Runtime predicts as the network does, and ONNX' own checker finds sound.</summary>
public sealed class ExportTests(ITestOutputHelper output)
{
    private const int Samples = 3;
    private const float Tolerance = 2e-5f;

    public static TheoryData<string> Names => [.. RepositoryNetworks.Names];

    [Fact]
    public void All_networks_compile_with_their_graphs() => Assert.Empty(RepositoryNetworks.Errors);

    [Theory, MemberData(nameof(Names))]
    public void An_exported_network_predicts_the_same(string name)
    {
        CompiledNetwork network = RepositoryNetworks.Create(name);
        OnnxModel model = network.ToOnnx();
        float[] inputs = network.MakeInputs(Samples, seed: 5), expected = new float[network.OutputFloats * Samples];
        network.Predict(inputs, expected);
        float[] actual = OnnxRuntime.Run(model, inputs, Samples);
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Max(MathF.Abs), error = expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max();
        output.WriteLine($"{model.Graph.Nodes.Count} operations, largest error {error} of values up to {largest}");
        Assert.InRange(error, 0, Tolerance * largest);
    }

    [Theory, InlineData(17), InlineData(22)]
    public void The_checker_of_ONNX_accepts_them_all(int opset)
    {
        if (!OnnxChecker.IsThere || opset > OnnxChecker.NewestOpset)
        {
            output.WriteLine($"Debian's python3-onnx is not installed, or too old for opset {opset}.");
            return;
        }

        IEnumerable<(string, OnnxModel)> models =
            RepositoryNetworks.Names.Select(name => (name, RepositoryNetworks.Create(name).ToOnnx(new() { Opset = opset })));
        Assert.Equal("", string.Join('\n', OnnxChecker.Faults(models)));
    }

    /// <summary>What later versions write in another way, ONNX Runtime reads, too.</summary>
    [Theory, InlineData("NetCompiler.Execution.Tests.Layers.RootNormalised"), InlineData("MiniGpt.Gpt"), InlineData("Names.NameReader")]
    public void Later_versions_predict_the_same(string name)
    {
        CompiledNetwork network = RepositoryNetworks.Create(name);
        float[] inputs = network.MakeInputs(Samples, seed: 5);
        Assert.Equal(OnnxRuntime.Run(network.ToOnnx(), inputs, Samples), OnnxRuntime.Run(network.ToOnnx(new() { Opset = 22 }), inputs, Samples));
    }
}
