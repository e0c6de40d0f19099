using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Parsing;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests;

public class GeneratorTests
{
    private const string Tiny = "[Network, Input(4)] [Dense(3, Activation = Activation.Tanh)] public partial class Tiny;";
    private const string Doubtful = "[Network, Input(4), Dense(1, Activation = Activation.Softmax)] public partial class Net;";

    [Fact]
    public void An_edit_that_keeps_the_model_writes_nothing()
    {
        IncrementalStepRunReason[] reasons = ReasonsAfterEdit(Tiny, "// A comment.\n" + Tiny.Replace("Input(4)", "Input(2 * 2)"));
        Assert.Equal([IncrementalStepRunReason.Cached], reasons);
    }

    [Fact]
    public void An_edit_of_the_model_writes_it_again()
    {
        IncrementalStepRunReason[] reasons = ReasonsAfterEdit(Tiny, Tiny.Replace("Input(4)", "Input(5)"));
        Assert.Equal([IncrementalStepRunReason.Modified], reasons);
    }

    [Fact]
    public void An_edit_of_one_model_leaves_the_other_alone()
    {
        const string other = "[Network, Input(9), Dense(1)] public partial class Other;";
        IncrementalStepRunReason[] reasons = ReasonsAfterEdit(other + Tiny, other + Tiny.Replace("Input(4)", "Input(5)"));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], reasons);
    }

    [Theory]
    [InlineData("// A comment.\n", "Dense(4)", "Dense(4)", false)]
    [InlineData("", "Dense(4)", "Dense(2 * 2)", false)]
    [InlineData("", "Dense(4)", "Dense(4, UseBias = false)", true)]
    public void A_network_follows_the_file_of_its_block(string before, string layer, string edited, bool again)
    {
        const string network = """
            using NetCompiler;
            [Network, Input(4)]
            public partial class Net
            {
                [Layer<Body>] private static partial Tensor Main(Tensor x);
                [Forward] private static Tensor Forward(Tensor x) => Relu(Main(x));
            }
            """;
        string block = $"using NetCompiler;\n[Block, {layer}] public partial class Body;";
        Compilation compilation = GeneratorRunner.Compile(("Net.cs", network), ("Body.cs", block));
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator()).RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.Single(t => t.FilePath == "Body.cs");
        Compilation next = compilation.ReplaceSyntaxTree(tree, GeneratorRunner.Parse(("Body.cs", before + block.Replace(layer, edited))));
        GeneratorRunResult result = driver.RunGenerators(next).GetRunResult().Results.Single();
        Assert.Equal(again, result.TrackedSteps["Model"].Single().Outputs.Single().Reason == IncrementalStepRunReason.Modified);
        Assert.Equal(again, result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs)
            .Any(o => o.Reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void A_pragma_suppresses_a_warning() => Assert.Empty(
        GeneratorRunner.Run($"#pragma warning disable NET036\n{Doubtful}\n#pragma warning restore NET036").Diagnostics);

    [Fact]
    public void Warnings_can_be_errors()
    {
        Compilation compilation = GeneratorRunner.Compile(Doubtful);
        compilation = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(GeneratorRunner.Run(new NetCompilerGenerator(), compilation).Diagnostics).Severity);
    }

    [Fact]
    public void Types_that_only_case_tells_apart_get_files_of_their_own()
    {
        GeneratorRun run = GeneratorRunner.Run("""
            namespace A { [Network, Input(4), Dense(1)] public partial class Net; }
            namespace a { [Network, Input(4), Dense(1)] public partial class Net; }
            namespace B { [Network, Input(4), Dense(1)] public partial class Net; }
            """);
        Assert.Equal(["A.Net-1.Surface.g.cs", "B.Net.Surface.g.cs", "a.Net-2.Surface.g.cs"], Surfaces(run));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void The_graph_is_printed_when_a_property_asks_for_it(string value, bool expected)
    {
        var generator = new NetCompilerGenerator((spec, token) => CompileModel.Run(spec, token) with
        {
            KernelsText = "// kernels\n",
            GraphDumps = spec.Options.EmitGraph ? new(["build\n  %0 = input\n", "differentiate\r\n\n  %1 = */"]) : EquatableArray<string>.Empty,
        });
        GeneratorRun run = GeneratorRunner.Run(generator, GeneratorRunner.Compile(Tiny), ("NetCompilerEmitGraph", value));
        Assert.Equal(expected, run.Spec.Options.EmitGraph);
        Assert.Equal(expected, run.Sources.ContainsKey("Tiny.Graph.g.cs"));
        Assert.Equal("// kernels\n", run.Sources["Tiny.Kernels.g.cs"]);
        if (expected)
        {
            Snapshot.Match("Graph", run.Sources["Tiny.Graph.g.cs"]);
            Assert.Empty(GeneratorRunner.Compile(("Graph.cs", run.Sources["Tiny.Graph.g.cs"])).GetDiagnostics());
        }
    }

    [Theory]
    [InlineData("", "Fma", "Avx512F", "Portable")]
    [InlineData("avx2, portable", "Fma", "Portable")]
    [InlineData("PORTABLE", "Portable")]
    [InlineData("WebAssembly", "Portable")]
    [InlineData("Avx512;Portable", "Avx512F", "Portable")]
    [InlineData("Avx512;Avx2", "Fma", "Avx512F", "Missing")]
    public void A_property_leaves_instruction_sets_out(string value, params string[] expected)
    {
        const string Wide = "[Network, Input(64), Dense(64), Dense(64)] public partial class Wide;";
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), GeneratorRunner.Compile(Wide), ("NetCompilerInstructionSets", value));
        Assert.Empty(run.Diagnostics);
        string kernels = run.Sources["Wide.Kernels.g.cs"];
        (string Name, string Text)[] texts =
        [
            ("Fma", "Fma.IsSupported"), ("Avx512F", "Avx512F.IsSupported"), ("Portable", ".PortableKernels."),
            ("Missing", "InstructionSets.Missing("),
        ];
        Assert.Equal(expected, texts.Where(t => kernels.Contains(t.Text, StringComparison.Ordinal)).Select(t => t.Name));
    }

    /// <summary>What runs in a browser compiles no loop with a long body: two steps of a sum in a turn, eight elsewhere.</summary>
    [Theory]
    [InlineData("Portable", 8)]
    [InlineData("WebAssembly", 2)]
    public void Loops_are_short_where_a_browser_compiles_them(string value, int steps)
    {
        const string Wide = "[Network, Input(64), Dense(64)] public partial class Wide;";
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), GeneratorRunner.Compile(Wide), ("NetCompilerInstructionSets", value));
        string kernels = run.Sources["Wide.Kernels.g.cs"];
        Assert.Contains($"k0 < {64 / steps}; k0++)", kernels, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "true", Tiny, OptimizationLevel.Debug, true)]
    [InlineData("", "", Tiny, OptimizationLevel.Debug, false)]
    [InlineData("", "false", Tiny, OptimizationLevel.Debug, false)]
    [InlineData("", "true", Tiny, OptimizationLevel.Release, false)]
    [InlineData("", "true", "public class NoNetwork;", OptimizationLevel.Debug, false)]
    [InlineData("[assembly: System.Diagnostics.Debuggable(true, true)] ", "true", Tiny, OptimizationLevel.Debug, false)]
    public void The_jit_optimizes_assemblies_with_networks_in_debug_builds_too(
        string attribute, string value, string source, OptimizationLevel level, bool expected)
    {
        Compilation compilation = GeneratorRunner.Compile(attribute + source);
        compilation = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(level));
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), compilation, ("NetCompilerOptimizeDebug", value));
        Assert.Equal(expected, run.Sources.ContainsKey("NetCompiler.OptimizedDebugging.g.cs"));
        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        bool unoptimized = level == OptimizationLevel.Debug && !expected;
        Assert.Equal(unoptimized, Assembly.Load(image.ToArray()).GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled);
    }

    [Fact]
    public void An_unknown_instruction_set_is_a_diagnostic()
    {
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), GeneratorRunner.Compile(Tiny),
            ("NetCompilerInstructionSets", "Avx2;Neon"));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("NET098", diagnostic.Id);
        Assert.Contains("'Neon'", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp11, null)]
    [InlineData(LanguageVersion.CSharp12, null)]
    public void An_old_language_is_one_error(LanguageVersion language, string? named)
    {
        (IReadOnlyList<Diagnostic> said, IReadOnlyList<Diagnostic> errors) = GeneratorRunner.In(language, """
            using NetCompiler;
            namespace App
            {
                [Network, Input(3, 4), Dense(40), BatchNormalization, Flatten, Dense(2), Loss(Loss.MeanSquaredError)] public partial class Tiny { }
                [Network, Input(4)]
                public partial class Net
                {
                    [Dense(3)] private static partial Tensor First(Tensor x);
                    [Forward] private static (Tensor a, Tensor b) Forward(Tensor x) => (Relu(First(x)), x);
                }
                [Block, Dense(4)] public partial class Body { }
                public static class User { public static Net Make() => Net.Load("file"); }
            }
            """);
        Assert.Empty(errors);
        Assert.Equal(named is null ? [] : ["Networks are generated as C# 11.0, but the project is C# " + named
            + "; leave LangVersion out of it, or set it to 11.0 or more"], said.Select(d => d.GetMessage()));
    }

    [Fact]
    public void A_defect_of_the_compiler_is_a_diagnostic()
    {
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(Fail), GeneratorRunner.Compile(Tiny));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("NET099", diagnostic.Id);
        Assert.Equal(
            "The network compiler failed on 'Tiny', which is a defect of its own: InvalidOperationException: node 3 has no shape (in "
                + "GeneratorTests.Fail)",
            diagnostic.GetMessage());
        Assert.Contains("Outline of the network Tiny", run.Surface);
    }

    /// <summary>Neither the halves of layers' methods nor the functions are missed: what is said is the defect alone.</summary>
    [Theory]
    [InlineData(true, "[Network, Input(4)]", "[Loss] private static Tensor Loss(Tensor y, Tensor t) => MeanSquaredError(y, t);")]
    [InlineData(true, "[Network, Input(4)]", "")]
    [InlineData(false, "[Network, Input(4)]", "")]
    [InlineData(false, "[Network, Input(4), Loss(Loss.MeanSquaredError)]", "")]
    public void A_defect_of_the_compiler_is_the_only_error(bool inParser, string attributes, string loss)
    {
        string source = $$"""
            {{attributes}}
            public partial class Net
            {
                [Dense(3)] private static partial Tensor First(Tensor x);
                [Dense(3), Dense(2)] private static partial Tensor @base(Tensor @int);
                [Forward] private static Tensor Forward(Tensor x) => Relu(@base(First(x)));
                {{loss}}
            }
            internal static class User { public static Net Make() => Net.Load("file"); }
            """;
        NetCompilerGenerator generator = inParser ? new(FailReading, CompileModel.Run) : new(Fail);
        GeneratorRun run = GeneratorRunner.Run(generator, GeneratorRunner.Compile(source));
        Assert.Equal("NET099", Assert.Single(run.Diagnostics).Id);
        Assert.Empty(run.CompilerProblems);
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        CompiledModel Cancel(ModelSpec spec, CancellationToken token)
        {
            source.Cancel();
            token.ThrowIfCancellationRequested();
            return CompileModel.Run(spec, token);
        }

        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator(Cancel));
        Assert.ThrowsAny<OperationCanceledException>(() => driver.RunGenerators(GeneratorRunner.Compile(Tiny), source.Token));
    }

    private static CompiledModel Fail(ModelSpec spec, CancellationToken token) => throw new InvalidOperationException("node 3 has no shape");

    private static ModelResult FailReading(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        throw new InvalidOperationException("a shape without an axis");

    private static IncrementalStepRunReason[] ReasonsAfterEdit(string before, string after)
    {
        Compilation compilation = GeneratorRunner.Compile(before);
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator()).RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, GeneratorRunner.Parse((tree.FilePath, "using NetCompiler;\n" + after))));
        return [.. driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs)
            .Select(o => o.Reason)];
    }

    private static IEnumerable<string> Surfaces(GeneratorRun run) =>
        run.Sources.Keys.Where(k => k.EndsWith(".Surface.g.cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
