namespace NetCompiler.Bench;

/// <summary>
/// What deep networks cost a build: blocks stacked ever higher. Kernels, and with them the time of the C# compiler and nearly all of the text, should
/// not grow
/// with the depth; what grows is the list of the layers and their parameters, and the time that the generator takes to plan them.
/// </summary>
internal static class DepthCommand
{
    private const int Rounds = 5;
    private const double WarmUpSeconds = 4;

    /// <summary>The bench's residual block and encoder, and a residual block with batch normalisation, which trains in phases.</summary>
    private static readonly (string Block, string Input, int[] Depths)[] Stacks =
    [
        ("Residual", "32, 32, 64", [1, 6, 12, 24, 48]), ("Normalised", "32, 32, 64", [1, 6, 12, 24, 48]), ("Encoder", "64, 128", [1, 3, 6, 12, 24]),
    ];

    private const string Normalised = """

        [Block]
        internal sealed partial class Normalised
        {
            [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization]
            private static partial Tensor First(Tensor x);

            [Conv2D(64, 3, Padding = Padding.Same, UseBias = false), BatchNormalization]
            private static partial Tensor Second(Tensor x);

            [Forward]
            private static Tensor Forward(Tensor x) => Relu(x + Second(Relu(First(x))));
        }

        """;

    public static void Run()
    {
        Console.WriteLine($"{"network",-14}{"generator ms",14}{"text KiB",10}{"kernels",9}{"compile ms",12}");
        foreach ((string block, string input, int[] depths) in Stacks)
        {
            Stopwatching.WarmUp(() => Measure(block, input, 1), WarmUpSeconds);
            foreach (int depth in depths)
            {
                Print($"{block} x{depth}", [.. Enumerable.Range(0, Rounds).Select(_ => Measure(block, input, depth))]);
            }
        }
    }

    private static void Print(string name, BuildCost[] costs)
    {
        double generating = Stopwatching.Median(costs.Select(c => c.Generating.Seconds)) * 1e3;
        double compiling = Stopwatching.Median(costs.Select(c => c.Compiling.Seconds)) * 1e3;
        int characters = costs[0].Files.Values.Sum(text => text.Length);
        Console.WriteLine(FormattableString.Invariant($"{name,-14}{generating,14:F0}{characters / 1024,10}{costs[0].Kernels,9}{compiling,12:F0}"));
    }

    private static BuildCost Measure(string block, string input, int depth) =>
        BuildCost.Measure(GeneratorCommand.Compile(Source(block, input, depth)));

    /// <summary>The bench's network of that name as a block, and a network of so many of them.</summary>
    private static string Source(string block, string input, int depth) => $$"""
        {{(block == nameof(Normalised) ? $"global using System; global using NetCompiler;{Normalised}" : NetworkSource.OfBlock(block))}}
        [Network, Input({{input}})]
        [Loss(Loss.MeanSquaredError)]
        public sealed partial class Stack
        {
            [Layer<{{block}}>({{depth}})]
            private static partial Tensor Body(Tensor x);

            [Forward]
            private static Tensor Forward(Tensor x) => Body(x);
        }
        """;
}
