using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>
/// Random networks through the generator and the C# compiler, many at once, then run against the interpreter in double: no defect of the compiler,
/// no C# that does not compile, no wrong value.
/// </summary>
/// <param name="seed">Other networks.</param>
internal sealed class NetworkFuzz(int seed)
{
    /// <summary>Networks of one compilation.</summary>
    public const int BatchSize = 24;

    /// <summary>
    /// How far numbers may be off by rounding. Chains of random functions cancel more than networks that people write, and a normalisation of what
    /// hardly varies makes little of it much.
    /// </summary>
    private const double Tolerance = 5e-4, ToleranceOfNormalised = 2e-2;

    private static readonly string[] Sets = ["Avx2", "Portable", "Avx512;Avx2;Portable"];

    private readonly List<string> _problems = [];

    /// <summary>What was wrong, with the source.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Networks that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Networks that the compiler refused with a message of its own.</summary>
    public int Refused { get; private set; }

    /// <summary>The source of a network.</summary>
    public string Source(int number) => RandomNetwork.Source("N" + number, unchecked((seed * 1_000_003) + number));

    /// <summary>Networks from a number on.</summary>
    public void Run(int first, int count)
    {
        Dictionary<string, string> sources = Enumerable.Range(first, count).ToDictionary(number => "N" + number, Source);
        Compilation compilation = GeneratorRunner.Compile([.. sources.Select(source => (source.Key + ".cs", "using NetCompiler;\n" + source.Value))]);
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator(), ("NetCompilerInstructionSets",
            Sets[first / BatchSize % Sets.Length]))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var said);
        HashSet<string> refused = [];
        foreach (Diagnostic diagnostic in said.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            string name = Path.GetFileNameWithoutExtension(diagnostic.Location.GetLineSpan().Path);
            refused.Add(name);
            if (diagnostic.Id == "NET099")
            {
                Report(name, sources[name], diagnostic.ToString());
            }
        }

        Refused += refused.Count;
        output = WithoutFaulty(output, sources, refused);
        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Take(5)));
        image.Position = 0;
        var context = new AssemblyLoadContext("Fuzz", isCollectible: true);
        Compare(context.LoadFromStream(image), driver, sources, refused);
        context.Unload();
    }

    /// <summary>Classes whose generated halves are no C# are reported, and left out.</summary>
    private Compilation WithoutFaulty(Compilation output, Dictionary<string, string> sources, HashSet<string> refused)
    {
        foreach (var errors in output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).GroupBy(NameOf).ToList())
        {
            if (refused.Add(errors.Key))
            {
                Report(errors.Key, sources[errors.Key], errors.First().ToString());
            }
        }

        return output.RemoveSyntaxTrees(output.SyntaxTrees.Where(tree => refused.Contains(NameOf(tree.FilePath))));
    }

    private static string NameOf(Diagnostic diagnostic) => NameOf(diagnostic.Location.SourceTree?.FilePath ?? "");

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private void Compare(Assembly assembly, GeneratorDriver driver, Dictionary<string, string> sources, HashSet<string> refused)
    {
        Dictionary<string, ModelSpec> specs = driver.GetRunResult().Results.Single().TrackedSteps["Model"].SelectMany(step => step.Outputs)
            .Select(result => (ModelSpec)result.Value).ToDictionary(spec => spec.Type.Name);
        foreach ((string name, string source) in sources.Where(source => !refused.Contains(source.Key)))
        {
            Type type = assembly.GetType(name)!;
            int other = 2 + (Compared % 5 * 4);
            Compared++;
            string? problem = null;

            // Where other numbers do as they should, it was two that are equal but for rounding.
            for (int values = 0; values < 3 && (values == 0 || problem is not null); values++)
            {
                problem = Problem(() => GraphCheck.Run(
                    () => (TrainableNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!, specs[name], [1, other], size: 0.05, seed: values,
                    tolerance: source.Contains("Normalization", StringComparison.Ordinal) ? ToleranceOfNormalised : Tolerance));
            }

            if (problem is not null)
            {
                Report(name, source, problem);
            }
        }
    }

    private static string? Problem(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private void Report(string name, string source, string problem) => _problems.Add($"{name} of seed {seed}: {problem}\n{source}\n");
}
