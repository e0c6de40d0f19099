using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>Kernels that went through C#: emitted, compiled in memory, loaded.</summary>
internal sealed class CompiledKernels
{
    private readonly Assembly _assembly;

    /// <summary>Compiles kernels of different names, each in the dialects that have its width.</summary>
    public CompiledKernels(params IReadOnlyList<Kernel> kernels)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error);
        var compilation = CSharpCompilation.Create(
            "Kernels", [CSharpSyntaxTree.ParseText(Text(kernels))], GeneratorRunner.References, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics) + "\n" + Text(kernels));
        image.Position = 0;
        _assembly = new AssemblyLoadContext("Kernels", isCollectible: true).LoadFromStream(image);
    }

    public static IEnumerable<Dialect> DialectsOf(Kernel kernel) =>
        kernel.Lanes == 16 ? [Dialect.Avx512] : [Dialect.Avx2, Dialect.Avx512, Dialect.Portable];

    /// <summary>Runs a kernel whose buffers begin <c>start</c> floats into the arrays.</summary>
    public void Run(Kernel kernel, Dialect dialect, float[][] buffers, int start, int count) =>
        _assembly.GetType("Kernels")!.GetMethod("Run_" + EmitKernel.MethodName(kernel, dialect))!
            .CreateDelegate<Action<float[][], int, int>>()(buffers, start, count);

    private static string Text(IEnumerable<Kernel> kernels)
    {
        var writer = new SourceWriter();
        foreach (var line in EmitKernel.Usings)
        {
            writer.Line(line);
        }

        using (writer.Block("public static class Kernels"))
        {
            foreach (var (kernel, dialect) in kernels.SelectMany(k => DialectsOf(k).Select(d => (k, d))))
            {
                var name = EmitKernel.MethodName(kernel, dialect);
                var arguments = kernel.Buffers.Select((_, buffer) => $"ref buffers[{buffer}][start]").Concat(kernel.HasCount ? ["count"] : []);
                writer.Line($"public static void Run_{name}(float[][] buffers, int start, int count) => {name}({string.Join(", ", arguments)});").Line();
                writer.Text(EmitKernel.Run(kernel, dialect, 1)).Line();
            }
        }

        return writer.ToString();
    }
}
