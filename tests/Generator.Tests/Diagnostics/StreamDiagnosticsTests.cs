using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>Networks that cannot go on step by step: which layer is at fault, and why.</summary>
public sealed class StreamDiagnosticsTests
{
    [Theory]
    [InlineData("LSTM(3, ReturnSequences = true), GlobalAveragePool1D", "'global_average_pooling1d' needs all steps of the sequence at once")]
    [InlineData("Conv1D(3, 3)", "'conv1d' takes the steps of 'input' in another order, or only some of them")]
    [InlineData("Conv1D(3, 3, Padding = Padding.Same)", "'conv1d' looks at steps of 'input' that are still to come")]
    [InlineData("Conv1D(3, 2, Strides = 2, Padding = Padding.Causal)",
        "'conv1d' takes the steps of 'input' in another order, or only some of them")]
    [InlineData("GRU(3, GoBackwards = true)", "'gru' takes the steps from the last to the first")]
    [InlineData("Bidirectional, LSTM(3, ReturnSequences = true)", "'bidirectional' takes the steps from the last to the first")]
    [InlineData("MultiHeadAttention(2, 4)", "'multi_head_attention' needs all steps of the sequence at once")]
    [InlineData("Flatten, Dense(3)", "'flatten' mixes the steps with another axis")]
    public void Layers_that_need_steps_to_come(string layers, string fault) => Reports($$"""
        [Network(Streaming = true), Input(6, 5), {{layers}}]
        public partial class Net;
        """, "The network 'Net' cannot be streamed: " + fault);

    [Theory]
    [InlineData("Streaming = true", "StreamedInput is to say which of its inputs, 'x', 'y', has the steps")]
    [InlineData("Streaming = true, StreamedInput = \"z\"", "StreamedInput names 'z', but its inputs are 'x', 'y'")]
    [InlineData("StreamedInput = \"x\"", "StreamedInput names an input, but Streaming is not set")]
    public void Inputs_that_are_not_told_apart(string options, string fault) => Reports($$"""
        [Network({{options}})]
        public partial class Net
        {
            [Forward] private static Tensor Forward([Input(6, 5)] Tensor x, [Input(6, 5)] Tensor y) => x + y;
        }
        """, "The network 'Net' cannot be streamed: " + fault);

    [Fact]
    public void An_output_without_the_streamed_input() => Reports("""
        [Network(Streaming = true, StreamedInput = "x")]
        public partial class Net
        {
            [Forward] private static (Tensor, Tensor) Forward([Input(6, 5)] Tensor x, [Input(6, 5)] Tensor y) => (x + y, Tanh(y));
        }
        """, "The network 'Net' cannot be streamed: 'tanh' does not depend on the streamed input");

    private static void Reports(string source, string message)
    {
        GeneratorRun run = GeneratorRunner.Run(source);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics, d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal("NET092", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
