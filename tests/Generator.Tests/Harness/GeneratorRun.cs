using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>What one run of the generator gave.</summary>
/// <param name="Sources">Generated files by hint name.</param>
/// <param name="Diagnostics">The generator's and the analyzer's, by place.</param>
/// <param name="Output">The compilation with the generated files.</param>
/// <param name="Result">The driver's view.</param>
internal sealed record GeneratorRun(
    IReadOnlyDictionary<string, string> Sources, IReadOnlyList<Diagnostic> Diagnostics, Compilation Output, GeneratorRunResult Result)
{
    /// <summary>Errors and warnings of the C# compiler over the user's and the generated files.</summary>
    public IEnumerable<Diagnostic> CompilerProblems => Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning);

    /// <summary>The parsed model of the only network.</summary>
    public ModelSpec Spec => (ModelSpec)Result.TrackedSteps["Model"].Single().Outputs.Single().Value;

    /// <summary>Whether a network without errors was found; otherwise there is an outline at most.</summary>
    public bool IsCompiled =>
        Result.TrackedSteps.TryGetValue("Model", out ImmutableArray<IncrementalGeneratorRunStep> models) && models.Any(m => m.Outputs.Length > 0);

    public string Surface => Sources.Single(s => s.Key.EndsWith(".Surface.g.cs", StringComparison.Ordinal)).Value;

    /// <summary>The user's and the generated code, compiled and loaded.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        EmitResult result = Output.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext("Networks", isCollectible: true).LoadFromStream(image);
    }
}
