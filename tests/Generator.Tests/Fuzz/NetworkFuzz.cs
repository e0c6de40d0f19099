using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>
/// Random networks through the generator and the C# compiler, many at once, then run against the interpreter in double: no defect of the compiler,
/// no C# that does not compile, no wrong value. One in twelve is of tensor equations with loops over steps.
/// </summary>
/// <param name="seed">Other networks.</param>
internal sealed class NetworkFuzz(int seed)
{
    /// <summary>Networks of one compilation.</summary>
    public const int BatchSize = 24;

    private const int LoopsEvery = 12;

    private static readonly string[] Sets = ["Avx2", "Portable", "Avx512;Avx2;Portable", "WebAssembly"];

    private readonly List<string> _problems = [];

    /// <summary>What was wrong, with the source.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Networks that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Networks that the compiler refused with a message of its own.</summary>
    public int Refused { get; private set; }

    /// <summary>Networks from a number on.</summary>
    public void Run(int first, int count)
    {
        ILookup<bool, int> numbers = Enumerable.Range(first, count).ToLookup(number => number % LoopsEvery == LoopsEvery - 1);
        foreach (int number in numbers[true])
        {
            RunLoops(number);
        }

        if (numbers.Contains(false))
        {
            RunClasses(first, numbers[false].ToDictionary(number => "N" + number,
                number => (number, RandomNetwork.Source("N" + number, SeedOf(number)))));
        }
    }

    private int SeedOf(int number) => unchecked((seed * 1_000_003) + number);

    private void RunLoops(int number)
    {
        var made = new RandomLoops(SeedOf(number));
        Compared++;
        Report("N" + number, made.Text, NetworkCheck.Problem(number, made.Text, () =>
        {
            BuiltNetwork network = made.Build();
            return new(() => network.Load(GraphCheck.Seed), network.Spec, network.Graph);
        }));
    }

    private void RunClasses(int first, Dictionary<string, (int Number, string Source)> classes)
    {
        Compilation compilation = GeneratorRunner.Compile(
            [.. classes.Select(pair => (pair.Key + ".cs", "using NetCompiler;\n" + pair.Value.Source))]);
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator(), ("NetCompilerInstructionSets",
            Sets[first / BatchSize % Sets.Length]))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out System.Collections.Immutable.ImmutableArray<Diagnostic> said);
        HashSet<string> refused = [];
        foreach (Diagnostic diagnostic in said.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            string name = Path.GetFileNameWithoutExtension(diagnostic.Location.GetLineSpan().Path);
            refused.Add(name);
            Report(name, classes[name].Source, diagnostic.Id == "NET099" ? diagnostic.ToString() : null);
        }

        Refused += refused.Count;
        output = WithoutFaulty(output, classes, refused);
        using var image = new MemoryStream();
        EmitResult emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Take(5)));
        image.Position = 0;
        var context = new AssemblyLoadContext("Fuzz", isCollectible: true);
        Assembly assembly = context.LoadFromStream(image);
        var specs = driver.GetRunResult().Results.Single().TrackedSteps["Model"].SelectMany(step => step.Outputs)
            .Select(result => (ModelSpec)result.Value).ToDictionary(spec => spec.Type.FullName);
        foreach ((string name, (int number, string source)) in classes.Where(pair => !refused.Contains(pair.Key)))
        {
            Compared++;
            Type type = assembly.GetType(name)!;
            Report(name, source, NetworkCheck.Problem(number, source, () =>
                new(() => (TrainableNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!, specs[name], Graph: null)));
        }

        context.Unload();
    }

    /// <summary>Classes whose generated halves are no C# are reported, and left out.</summary>
    private Compilation WithoutFaulty(Compilation output, Dictionary<string, (int Number, string Source)> classes, HashSet<string> refused)
    {
        foreach (IGrouping<string, Diagnostic> errors in output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .GroupBy(NameOf).ToList())
        {
            if (refused.Add(errors.Key))
            {
                Report(errors.Key, classes[errors.Key].Source, errors.First().ToString());
            }
        }

        return output.RemoveSyntaxTrees(output.SyntaxTrees.Where(tree => refused.Contains(NameOf(tree.FilePath))));
    }

    private static string NameOf(Diagnostic diagnostic) => NameOf(diagnostic.Location.SourceTree?.FilePath ?? "");

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private void Report(string name, string source, string? problem)
    {
        if (problem is not null)
        {
            _problems.Add($"{name} of seed {seed}: {problem}\n{source}\n");
        }
    }
}
