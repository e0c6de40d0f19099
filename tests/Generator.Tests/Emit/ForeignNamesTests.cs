using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>Names that C# permits and that are words of its own, of other scripts, or of functions over tensors.</summary>
public sealed class ForeignNamesTests
{
    [Theory]
    [InlineData("@base", "base")]
    [InlineData("@int", "int")]
    [InlineData("@await", "await")]
    [InlineData("partial", "partial")]
    [InlineData("größe", "größe")]
    [InlineData("Größe", "größe")]
    [InlineData("層", "層")]
    [InlineData("Слой_1", "слой_1")]
    [InlineData("V", "v")]
    [InlineData("Kernels", "kernels")]
    [InlineData("__arglist_", "__arglist_")]
    public void A_layer_may_have_any_name_of_csharp(string written, string name)
    {
        GeneratorRun run = GeneratorRunner.Run($$"""
            [Network, Input(4)]
            internal partial class Net
            {
                [Dense(3)] private static partial Tensor {{written}}(Tensor @params);
                [Forward] private static (Tensor @out, Tensor größe) Forward(Tensor x) => ({{written}}(x), Tanh({{written}}(x) * 2));
            }
            """);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerProblems);
        Type type = run.Load().GetType("Net")!;
        CompiledNetwork Create(int seed) => (CompiledNetwork)Activator.CreateInstance(type, seed)!;
        CompiledNetwork saved = Create(1);
        Assert.Equal([name + "/kernel", name + "/bias"], saved.Parameters.Select(p => p.Name));
        foreach (string end in new[] { ".safetensors", ".npz" })
        {
            string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + end);
            saved.Save(file);
            CompiledNetwork loaded = Create(2);
            loaded.LoadWeights(file);
            File.Delete(file);
            Assert.Equal(saved.Parameters[0].Values(), loaded.Parameters[0].Values());
        }
    }

    [Theory]
    [InlineData("private const float Max = 4;")]
    [InlineData("private static float Exp { get; } = 1;")]
    [InlineData("private static int Sum(Tensor x, params int[] axes) => axes.Length;")]
    [InlineData("private enum Relu { Yes }")]
    public async Task A_member_may_be_called_like_a_function_where_warnings_are_errors(string member)
    {
        Compilation compilation = GeneratorRunner.Compile($$"""
            [Network, Input(4)]
            internal partial class Net
            {
                {{member}}
                [Forward] private static Tensor Forward(Tensor x) => Tanh(x);
            }
            """);
        compilation = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        Compilation output = GeneratorRunner.Run(new NetCompilerGenerator(), compilation).Output;
        Assert.Equal(["CS0108"], Serious(output.GetDiagnostics()));
        CompilationWithAnalyzers analyzed = output.WithAnalyzers([new InheritedNames()]);
        Assert.Empty(Serious(await analyzed.GetAllDiagnosticsAsync()));
    }

    /// <summary>What hides more than a function is worth a word.</summary>
    [Fact]
    public async Task A_member_called_like_another_inherited_one_is_warned_of()
    {
        GeneratorRun run = GeneratorRunner.Run("[Network, Input(4), Dense(3)] internal partial class Net { private int Parameters => 1; }");
        CompilationWithAnalyzers analyzed = run.Output.WithAnalyzers([new InheritedNames()]);
        Assert.Contains(await analyzed.GetAllDiagnosticsAsync(), d => d is { Id: "CS0108", IsSuppressed: false });
    }

    /// <summary>What a project asks of its own code is not asked of generated code.</summary>
    [Fact]
    public void Generated_code_is_without_warnings_in_an_assembly_for_all_languages()
    {
        GeneratorRun run = GeneratorRunner.Run("""
            [assembly: System.CLSCompliant(true)]
            /// <summary>A network.</summary>
            [Network, Input(4), Dense(3), Loss(Loss.MeanSquaredError)]
            public partial class Net;
            """);
        Assert.DoesNotContain(run.CompilerProblems, d => d.Location.SourceTree!.FilePath != "Model.cs");
    }

    private static IEnumerable<string> Serious(ImmutableArray<Diagnostic> all) =>
        all.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed).Select(d => d.Id);
}
