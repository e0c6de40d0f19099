using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>The text of a recurrent network: a loop over steps, and a step of a stream, with the kernels that both call.</summary>
public sealed class StepTextTests
{
    [Theory]
    [InlineData("Portable")]
    [InlineData("Avx2")]
    [InlineData("Avx2;Avx512")]
    public void Of_an_lstm(string sets)
    {
        GeneratorRun run = GeneratorRunner.Run(
            new NetCompilerGenerator(),
            GeneratorRunner.Compile("[Network(Streaming = true), Input(3, 2), LSTM(5, ReturnSequences = true)] public partial class Reader;"),
            ("NetCompilerInstructionSets", sets));
        Assert.Empty(run.Diagnostics);
        Snapshot.Match("Lstm_" + sets.Replace(';', '_'), run.Sources["Reader.Kernels.g.cs"]);
    }

    /// <summary>The sums of a normalisation over 128, 192, 256 and 320 channels: one method, which is told how many there are.</summary>
    [Fact]
    public void Of_layers_that_differ_in_numbers()
    {
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), GeneratorRunner.Compile(SampleNetworks.Source("LikeKernels")));
        Assert.Empty(run.Diagnostics);
        string text = run.Sources["Net.Kernels.g.cs"];
        string[] squares = [.. text.Split('\n').Where(line => line.Contains("static void") && line.Contains("Batch_normalization_Squares_Sum("))];
        Assert.Contains("nint size0", Assert.Single(squares, line => !line.Contains(" D_")));
    }
}
