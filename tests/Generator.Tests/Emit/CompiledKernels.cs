using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Emit.Sharing;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Emit;

/// <summary>Kernels that went through C#: emitted, compiled in memory, loaded.</summary>
internal sealed class CompiledKernels
{
    public const string Avx2 = "Avx2Floats, Floats8";
    public const string Portable = "PortableFloats, FloatPair";
    public const string Wide = "Avx512Floats, Floats16";

    private readonly Assembly _assembly;

    /// <summary>Compiles kernels of different names, each with all vectors of its width.</summary>
    /// <param name="calls">The kernels, and how each is called.</param>
    public CompiledKernels(IReadOnlyDictionary<Kernel, KernelCall> calls)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error);
        var compilation = CSharpCompilation.Create(
            "Kernels", [CSharpSyntaxTree.ParseText(Text(calls))], GeneratorRunner.References, options);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics) + "\n" + Text(calls));
        image.Position = 0;
        _assembly = new AssemblyLoadContext("Kernels", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The vectors that a kernel runs with, as type arguments.</summary>
    public static IEnumerable<string> VectorsOf(Kernel kernel) => kernel.Lanes == 16 ? [Wide] : [Avx2, Portable];

    /// <summary>Runs a kernel whose buffers begin <c>start</c> floats into the arrays.</summary>
    public void Run(Kernel kernel, string vectors, float[][] buffers, int start, int count) =>
        _assembly.GetType("Runs")!.GetMethod(NameOfRun(kernel, vectors))!.CreateDelegate<Action<float[][], int, int>>()(buffers, start, count);

    private static string NameOfRun(Kernel kernel, string vectors) => kernel.Name + "_" + vectors.Split(',')[0];

    private static string Text(IReadOnlyDictionary<Kernel, KernelCall> calls)
    {
        var writer = new SourceWriter();
        foreach (string line in EmitKernel.Usings)
        {
            writer.Line(line);
        }

        writer.Line("#pragma warning disable CS8981 // A name in lower case, which is the language's.");
        using (writer.Block("public static class Runs"))
        {
            foreach ((Kernel kernel, KernelCall call, string vectors) in calls.SelectMany(c => VectorsOf(c.Key).Select(v => (c.Key, c.Value, v))))
            {
                IEnumerable<string> arguments =
                    kernel.Buffers.Select((_, buffer) => $"ref buffers[{buffer}][start]").Concat(kernel.HasCount ? ["count"] : [])
                    .Concat(call.Numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
                writer.Line($"public static void {NameOfRun(kernel, vectors)}(float[][] buffers, int start, int count) =>");
                writer.Line($"    Kernels<{vectors}>.{EmitKernel.MethodName(call.Kernel)}({string.Join(", ", arguments)});").Line();
            }
        }

        using (writer.Block("public static class Kernels<V, Floats> where V : struct, NetCompiler.Numerics.IFloats<Floats> where Floats : struct"))
        {
            KernelClass.WriteKernels(writer, [.. calls.Values.Select(call => call.Kernel).Distinct()]);
        }

        return writer.ToString();
    }
}
