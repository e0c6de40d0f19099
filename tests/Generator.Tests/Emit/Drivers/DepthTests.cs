using System.Text.RegularExpressions;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit.Drivers;

/// <summary>Networks of many equal blocks: their calls stand in loops, and compute what the graph says, which knows nothing of loops.</summary>
public sealed partial class DepthTests
{
    private static readonly Dictionary<string, (string Input, string Block)> Stacks = new(StringComparer.Ordinal)
    {
        // Masks differ from block to block.
        ["masked"] = ("7", """
                [Dense(7, Activation = Activation.Tanh), Dropout(0.4f)]
                private static partial Tensor Inner(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => x + Inner(x);
            """),

        // Phases repeat, and moving averages have places of their own. Convolutions have borders.
        ["normalised"] = ("5, 4, 6", """
                [Conv2D(6, 3, Padding = Padding.Same, UseBias = false), BatchNormalization(Epsilon = 0.1f)]
                private static partial Tensor Inner(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => x + (0.3 * Tanh(Inner(x)));
            """),
        ["attending"] = ("6, 8", """
                [LayerNormalization]
                private static partial Tensor Norm(Tensor x);

                [MultiHeadAttention(2, 4, Causal = true)]
                private static partial Tensor Self(Tensor x);

                [Dense(8, Activation = Activation.Gelu), Dropout(0.2f)]
                private static partial Tensor Inner(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor normed = Norm(x);
                    return x + (0.3 * Inner(Self(normed)));
                }
            """),

        // Large enough for tiles: steps in parts.
        ["tiled"] = ("16, 16, 16", """
                [Conv2D(16, 3, Padding = Padding.Same)]
                private static partial Tensor Inner(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => x + (0.3 * Tanh(Inner(x)));
            """),

        // Rows of a table are taken, and added to.
        ["looking up"] = ("5", """
                [Embedding(2, 3)]
                private static partial Tensor Table(Tensor x);

                [Dense(5, Activation = Activation.Tanh)]
                private static partial Tensor Inner(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x) => Inner(x + Mean(Table(x > 0), 1));
            """),
    };

    public static TheoryData<string> Names => [.. Stacks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Compute_what_the_graph_says(string name)
    {
        GeneratorRun run = GeneratorRunner.Run(Source(name, depth: 5));
        Assert.Empty(run.Diagnostics);
        Assert.Contains("for (int block = 0;", Kernels(run), StringComparison.Ordinal);
        Type type = run.Load().GetType("Net")!;
        int[] counts = name == "tiled" ? [2] : [1, 3, 67];
        GraphCheck.Run(() => (TrainableNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!, run.Spec, counts);
    }

    [Theory, MemberData(nameof(Names))]
    public void Depth_adds_no_calls(string name)
    {
        string some = Kernels(GeneratorRunner.Run(Source(name, depth: 16))), more = Kernels(GeneratorRunner.Run(Source(name, depth: 32)));
        Assert.Equal(Calls().Count(some), Calls().Count(more));
        Assert.InRange(more.Length - some.Length, 0, 16 * 2048);
    }

    private static string Kernels(GeneratorRun run) => run.Sources
        .Single(source => source.Key.EndsWith("Net.Kernels.g.cs", StringComparison.Ordinal)).Value;

    private static string Source(string name, int depth) => $$"""
        [Block]
        public sealed partial class Part
        {
        {{Stacks[name].Block}}
        }

        [Network(InputGradient = true), Input({{Stacks[name].Input}})]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class Net
        {
            [Layer<Part>({{depth}})]
            private static partial Tensor Body(Tensor x);

            [Dense(2)]
            private static partial Tensor Out(Tensor x);

            [Forward]
            private static Tensor Forward(Tensor x) => Out(Reshape(Body(x), -1));
        }
        """;

    [GeneratedRegex(@"\b\w+\(ref (?!float)|FillMask\(|TableRows\.")]
    private static partial Regex Calls();
}
