extern alias generator;

using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompilerGenerator = generator::NetCompiler.Generator.NetCompilerGenerator;

namespace NetCompiler.Bench;

/// <summary>What a project's networks cost its build.</summary>
/// <param name="Files">The generated files by their names.</param>
internal sealed partial record BuildCost(StageTime Generating, StageTime Compiling, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The kernels, once for each dialect that they are printed in.</summary>
    public int Kernels => Files.Values.Sum(text => KernelHeads().Count(text));

    /// <summary>Generates and compiles, the project being parsed and bound before.</summary>
    /// <param name="image">Gets the assembly.</param>
    public static BuildCost Measure(CSharpCompilation project, Stream? image = null)
    {
        project.GetDiagnostics();
        Compilation output = project;
        StageTime generating = StageTime.Of(
            () => CSharpGeneratorDriver.Create(new NetCompilerGenerator()).RunGeneratorsAndUpdateCompilation(project, out output, out _));
        StageTime compiling = StageTime.Of(() =>
        {
            var result = output.Emit(image ?? Stream.Null);
            if (!result.Success)
            {
                string fault = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).ToString();
                throw new InvalidOperationException($"The network does not compile: {fault}");
            }
        });
        var generated = output.SyntaxTrees.Skip(project.SyntaxTrees.Length);
        return new(generating, compiling, generated.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString()));
    }

    [GeneratedRegex(@"\[MethodImpl\(Optimized\)\]")]
    private static partial Regex KernelHeads();
}

/// <summary>Seconds of a clock and of all processors together.</summary>
internal readonly record struct StageTime(double Seconds, double ProcessorSeconds)
{
    public static StageTime Of(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        work();
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}
