extern alias generator;

using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompilerGenerator = generator::NetCompiler.Generator.NetCompilerGenerator;

namespace NetCompiler.Bench;

/// <summary>
/// What deep networks cost a build: blocks stacked ever higher. Kernels, and with them the time of the C# compiler and nearly all of the text, should not grow
/// with the depth; what grows is the list of the layers and their parameters, and the time that the generator takes to plan them.
/// </summary>
internal static partial class DepthCommand
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

    private static void Print(string name, Cost[] costs)
    {
        double generating = Stopwatching.Median(costs.Select(c => c.Generating)), compiling = Stopwatching.Median(costs.Select(c => c.Compiling));
        Console.WriteLine(FormattableString.Invariant($"{name,-14}{generating * 1e3,14:F0}{costs[0].Characters / 1024,10}{costs[0].Kernels,9}{compiling * 1e3,12:F0}"));
    }

    private static Cost Measure(string block, string input, int depth)
    {
        CSharpCompilation project = GeneratorCommand.Compile("global using System; global using NetCompiler;", Source(block, input, depth));
        project.GetDiagnostics();
        long start = Stopwatch.GetTimestamp();
        CSharpGeneratorDriver.Create(new NetCompilerGenerator()).RunGeneratorsAndUpdateCompilation(project, out Compilation output, out _);
        double generating = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string text = string.Concat(output.SyntaxTrees.Skip(project.SyntaxTrees.Length).Select(tree => tree.ToString()));
        start = Stopwatch.GetTimestamp();
        var result = output.Emit(Stream.Null);
        double compiling = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result.Success
            ? new(generating, compiling, text.Length, Kernels().Count(text))
            : throw new InvalidOperationException($"{block} x{depth} does not compile: {result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
    }

    /// <summary>The bench's network of that name as a block, and a network of so many of them.</summary>
    private static string Source(string block, string input, int depth)
    {
        using var reader = new StreamReader(typeof(DepthCommand).Assembly.GetManifestResourceStream("GraphModels.cs")!);
        string text = AttributesOfNetworks().Replace(reader.ReadToEnd(), "[Block]\n") + Normalised;
        return $$"""
            {{text}}
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

    [GeneratedRegex(@"\[Network, Input\([^)]*\)\]\r?\n\[Loss\([^)]*\)\]\r?\n")]
    private static partial Regex AttributesOfNetworks();

    [GeneratedRegex(@"\binternal static void \w+_(Avx2|Avx512|Portable)\(")]
    private static partial Regex Kernels();

    /// <summary>Of one build; times in seconds.</summary>
    private sealed record Cost(double Generating, double Compiling, int Characters, int Kernels);
}
