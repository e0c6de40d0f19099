using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NetCompiler.Generator;
using NetCompiler.Onnx;

namespace NetCompiler.Tool.Verification;

/// <summary>Classes of networks through the generator and the C# compiler, in memory.</summary>
internal sealed class ClassCompiler
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);
    private static readonly string[] Assemblies = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)];

    private readonly Assembly? _assembly;

    /// <param name="sources">Text by name; the names stand before the errors.</param>
    /// <param name="exports">Whether the classes' project references the library of models.</param>
    public ClassCompiler(IEnumerable<(string Name, string Text)> sources, bool exports = false)
    {
        Compilation compilation = CSharpCompilation.Create(
            "Imported",
            sources.Append(("Usings", Usings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, ParseOptions, source.Item1)),
            References(exports),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true,
                optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new NetCompilerGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Text)];
        Warnings = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).Select(Text)];
        if (Errors.Count > 0)
        {
            return;
        }

        using var image = new MemoryStream();
        EmitResult result = output.Emit(image);
        Errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Text)];
        if (result.Success)
        {
            image.Position = 0;
            _assembly = new AssemblyLoadContext("Imported", isCollectible: true).LoadFromStream(image);
        }
    }

    /// <summary>The errors of the generator, or else of the C# compiler.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>The generator's warnings.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The networks among the classes.</summary>
    public IEnumerable<Type> Networks => _assembly?.GetTypes().Where(type => type.IsSubclassOf(typeof(CompiledNetwork)) && !type.IsAbstract) ?? [];

    /// <summary>A network with the weights of its import.</summary>
    public CompiledNetwork Create(string name, OnnxImport import)
    {
        var network = (CompiledNetwork)Activator.CreateInstance(_assembly!.GetType(name, throwOnError: true)!, 0)!;
        if (import.Weights.Count > 0)
        {
            string path = Path.GetTempFileName();
            try
            {
                SafeTensors.Write(path, import.Weights);
                network.LoadWeights(path);
            }
            finally
            {
                File.Delete(path);
            }
        }

        return network;
    }

    private static IEnumerable<MetadataReference> References(bool exports)
    {
        string[] libraries = exports ? ["NetCompiler.Runtime.dll", "NetCompiler.Onnx.dll"] : ["NetCompiler.Runtime.dll"];
        return Assemblies
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || libraries.Contains(file)))
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    private static string Text(Diagnostic diagnostic) =>
        $"{diagnostic.Location.SourceTree?.FilePath}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)} "
        + $"at '{(diagnostic.Location.SourceTree is { } tree ? tree.GetText().ToString(diagnostic.Location.SourceSpan) : "")}'";
}
