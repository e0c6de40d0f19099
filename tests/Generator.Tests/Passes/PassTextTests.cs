using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Passes;

/// <summary>Each pass on a small network, as text: the printed graph before it and after it.</summary>
public sealed class PassTextTests
{
    private const string Source = """
        [Network, Input(5, 5, 1)]
        [Conv2D(4, 2, Activation = Activation.Relu)]
        [MaxPool2D(3)]
        [Flatten]
        [Dense(2)]
        [Loss(Loss.MeanSquaredError)]
        public partial class Net;
        """;

    private const string Normalised = """
        [Network, Input(4, 4, 2)]
        [Conv2D(3, 2)]
        [BatchNormalization]
        [Activation(Activation.Relu)]
        [Conv2DTranspose(2, 2, UseBias = false)]
        [BatchNormalization(Scale = false)]
        [Loss(Loss.MeanSquaredError)]
        public partial class Net;
        """;

    [Theory]
    [InlineData("sink activations")]
    [InlineData("trim dead pixels")]
    [InlineData("fuse epilogues")]
    public void Of_inference(string pass) => Check("Inference", pass, (spec, dump) => OptimizeGraph.RunInference(spec, dump, CancellationToken.None));

    [Theory, InlineData("differentiate"), InlineData("drop unused")]
    public void Of_training(string pass) => Check("Training", pass, (spec, dump) => OptimizeGraph.RunTraining(spec, dump, CancellationToken.None));

    [Fact]
    public void Of_a_normalisation_in_inference() =>
        Check("Normalised", "fold scales", (spec, dump) => OptimizeGraph.RunInference(spec, dump, CancellationToken.None), Normalised);

    [Fact]
    public void Of_a_normalisation_in_training() =>
        Check("Normalised", "merge elementwise", (spec, dump) => OptimizeGraph.RunTraining(spec, dump, CancellationToken.None), Normalised);

    [Fact]
    public void Elementwise_chains() => Check("Chain", "fuse into readers", Inference, """
        [Network, Input(3, 4)]
        public partial class Net
        {
            [Forward]
            private static Tensor Forward(Tensor x)
            {
                Tensor half = x * 0.5f;
                return Sum(Tanh(half), axis: 1) + Max(half, axis: 1);
            }
        }
        """);

    [Fact]
    public void Attention() => Check("Attention", "pack operands", Inference, """
        [Network, Input(9, 8)]
        public partial class Net
        {
            [Dense(8)] private static partial Tensor Query(Tensor x);
            [Dense(8)] private static partial Tensor Key(Tensor x);
            [Forward] private static Tensor Forward(Tensor x) => MatMul(Query(x), Key(x), transposeRight: true);
        }
        """);

    [Fact]
    public void Tiles() => Check("Tiles", "winograd", Inference, """
        [Network, Input(16, 17, 16)]
        [Conv2D(17, 3, Padding = Padding.Same, Activation = Activation.Relu)]
        public partial class Net;
        """);

    [Fact]
    public void Slices() => Check("Slices", "join parts", (spec, dump) => OptimizeGraph.RunTraining(spec, dump, CancellationToken.None), """
        [Network, Input(4)]
        [Loss(Loss.MeanSquaredError)]
        public partial class Net
        {
            [Dense(24)] private static partial Tensor Gates(Tensor x);

            [Forward]
            private static Tensor Forward(Tensor x)
            {
                Tensor z = Gates(x);
                return Sigmoid(z[..8]) * Tanh(z[16..]);
            }
        }
        """);

    private static TensorGraph Inference(ModelSpec spec, Action<string, TensorGraph> dump) =>
        OptimizeGraph.RunInference(spec, dump, CancellationToken.None);

    private static void Check(string mode, string wanted, Func<ModelSpec, Action<string, TensorGraph>, TensorGraph> optimize, string source = Source)
    {
        string before = "", text = "";
        optimize(GeneratorRunner.Run(source).Spec, (pass, graph) =>
        {
            string after = PrintGraph.Run(graph);
            text = pass == wanted ? $"before:\n{before}\nafter {pass}:\n{after}" : text;
            before = after;
        });
        Snapshot.Match($"Pass_{mode}_{wanted.Replace(' ', '_')}", text);
    }
}
