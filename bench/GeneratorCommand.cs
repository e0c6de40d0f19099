extern alias generator;

using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Onnx;
using NetCompilerGenerator = generator::NetCompiler.Generator.NetCompilerGenerator;

namespace NetCompiler.Bench;

/// <summary>What the generator costs a build: in a fresh process, warm, and after an edit elsewhere; and how much it emits.</summary>
internal static class GeneratorCommand
{
    private const string Model = "Cnn";

    /// <summary>
    /// Until the runtime has replaced the quickly made code of the whole compiler: what an editor or a build server sees after some edits.
    /// </summary>
    private const double WarmUpSeconds = 6;

    public static void Run()
    {
        Console.WriteLine($"fresh process: {OwnProcess.Run("generator", "--once")}");
        CSharpCompilation project = Compile(Source(variant: 0), "class Elsewhere;");
        int variants = 0;
        Stopwatching.WarmUp(() => Time(Compile(Source(++variants)), Driver()), WarmUpSeconds);
        Console.WriteLine(Line("warm", Stopwatching.Median(Enumerable.Range(0, 25).Select(_ => Time(Compile(Source(++variants)), Driver())))));

        GeneratorDriver driver = Driver().RunGenerators(project);
        Console.WriteLine(Line("edit elsewhere", Stopwatching.Median(Enumerable.Range(0, 25).Select(i =>
            Time(Compile(Source(variant: 0), $"class Elsewhere{i};"), driver)))));
        foreach (SyntaxTree tree in driver.GetRunResult().GeneratedTrees)
        {
            SourceText text = tree.GetText();
            Console.WriteLine(FormattableString.Invariant(
                $"{Path.GetFileName(tree.FilePath)}: {text.Lines.Count} lines, {text.Length / 1024.0:F0} KiB"));
        }
    }

    /// <summary>What a fresh process runs: prints the time of its first run, the project being parsed and bound before.</summary>
    public static void RunOnce()
    {
        CSharpCompilation project = Compile(Source(variant: 0));
        project.GetDiagnostics();
        Console.WriteLine(FormattableString.Invariant($"{Time(project, Driver()) * 1e3:F1} ms"));
    }

    private static string Line(string what, double seconds) => FormattableString.Invariant($"{what}: {seconds * 1e3:F2} ms");

    private static double Time(CSharpCompilation project, GeneratorDriver driver)
    {
        long start = Stopwatch.GetTimestamp();
        driver.RunGenerators(project);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(new NetCompilerGenerator());

    /// <summary>The source of the bench's convolutional network; a variant has another width, so that nothing of an earlier run serves it.</summary>
    private static string Source(int variant) => NetworkSource.Of(Model).Replace("[Dense(64,", $"[Dense({64 + variant},", StringComparison.Ordinal);

    /// <summary>A project of some sources that does not export its networks.</summary>
    public static CSharpCompilation Compile(params string[] sources) => Compile(exports: false, sources);

    /// <summary>A project of some sources.</summary>
    /// <param name="exports">Whether it references the library of models, so that its networks carry their graphs.</param>
    /// <param name="sources">The texts.</param>
    public static CSharpCompilation Compile(bool exports, params string[] sources) => CSharpCompilation.Create(
        "Project", sources.Select(source => CSharpSyntaxTree.ParseText(source)), exports ? [.. References, Exporter] : References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private static readonly MetadataReference Exporter = MetadataReference.CreateFromFile(typeof(OnnxExporter).Assembly.Location);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path != typeof(OnnxExporter).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
}
