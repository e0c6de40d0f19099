using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using NetCompiler.Generator.Model;

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>The networks of a table of cases, through the generator and the C# compiler at once, and loaded.</summary>
internal sealed class CompiledCases
{
    private readonly Assembly _assembly;
    private readonly Dictionary<string, ModelSpec> _specs;

    /// <param name="sources">Classes, each with a name of its own.</param>
    public CompiledCases(IEnumerable<string> sources)
    {
        Compilation compilation = GeneratorRunner.Compile(string.Join('\n', sources));
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator()).RunGeneratorsAndUpdateCompilation(compilation,
            out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.DoesNotContain(diagnostics, diagnostic => !diagnostic.IsSuppressed);
        _specs = driver.GetRunResult().Results.Single().TrackedSteps["Model"]
            .SelectMany(step => step.Outputs).Select(result => (ModelSpec)result.Value).ToDictionary(spec => spec.Type.Name);
        using var image = new MemoryStream();
        EmitResult result = output.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        _assembly = new AssemblyLoadContext("Cases", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The parsed model of a network.</summary>
    public ModelSpec Spec(string name) => _specs[name];

    public TrainableNetwork Create(string name, int seed) => (TrainableNetwork)Activator.CreateInstance(_assembly.GetType(name)!, seed)!;

    /// <summary>A network that may only predict, with the seed 0.</summary>
    public CompiledNetwork Create(string name) => (CompiledNetwork)Activator.CreateInstance(_assembly.GetType(name)!, 0)!;
}
