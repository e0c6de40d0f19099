using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generator.Tests.Harness;

/// <summary>
/// Compiles sources with the generator. Every run is checked for what holds always: the same bytes under a hostile culture, no
/// Roslyn object in the pipeline, and nothing done again after an edit in another file.
/// </summary>
internal static class GeneratorRunner
{
    internal static readonly MetadataReference[] References = FindReferences();
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>Runs on one file, <c>Model.cs</c>, with <c>using NetCompiler;</c> for its first line.</summary>
    public static GeneratorRun Run(string source) => Run(new NetCompilerGenerator(), Compile(source));

    /// <param name="options">MSBuild properties that the generator sees.</param>
    public static GeneratorRun Run(NetCompilerGenerator generator, Compilation compilation, params (string Key, string Value)[] options)
    {
        GeneratorRun run = Under(CultureInfo.InvariantCulture, () => Drive(generator, compilation, options, out _));
        GeneratorDriver? driver = null;
        GeneratorRun hostile = Under(HostileCulture(), () => Drive(generator, compilation, options, out driver));
        Assert.Equal(run.Sources, hostile.Sources);
        Assert.Equal(run.Diagnostics.Select(Text), hostile.Diagnostics.Select(Text));
        Pipeline.CheckHoldsNoRoslynObject(hostile.Result);

        Compilation edited = compilation.AddSyntaxTrees(Parse(("Elsewhere.cs", "class Elsewhere { }")));
        Pipeline.CheckNothingWasDone(driver!.RunGenerators(edited).GetRunResult().Results.Single());
        return run;
    }

    public static Compilation Compile(string source) => Compile(("Model.cs", "using NetCompiler;\n" + source));

    public static Compilation Compile(params (string Path, string Text)[] files) =>
        CSharpCompilation.Create(
            "Models", files.Select(Parse), References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the generator says of a source in another version of C#, and the C# compiler's errors.</summary>
    public static (IReadOnlyList<Diagnostic> Said, IReadOnlyList<Diagnostic> Errors) In(LanguageVersion language, string source)
    {
        CSharpParseOptions options = ParseOptions.WithLanguageVersion(language);
        Compilation compilation = CSharpCompilation.Create(
            "Old", [CSharpSyntaxTree.ParseText(source, options)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create([new NetCompilerGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> said);
        return (said, [.. output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    /// <summary>As Swedish, with a comma for the decimal point and U+2212 for the minus sign, and more that no text may show.</summary>
    private static CultureInfo HostileCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "'";
        culture.NumberFormat.NaNSymbol = "kein Wert";
        culture.NumberFormat.PositiveInfinitySymbol = "unendlich";
        return culture;
    }

    private static GeneratorRun Under(CultureInfo culture, Func<GeneratorRun> run)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public static GeneratorDriver Driver(NetCompilerGenerator generator, params (string Key, string Value)[] options) =>
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: ParseOptions,
            optionsProvider: new FixedOptions(options.ToDictionary(o => "build_property." + o.Key, o => o.Value)),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static SyntaxTree Parse((string Path, string Text) file) => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path);

    private static GeneratorRun Drive(
        NetCompilerGenerator generator, Compilation compilation, (string Key, string Value)[] options, out GeneratorDriver driver)
    {
        driver = Driver(generator, options).RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var sources = result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);
        IEnumerable<Diagnostic> reported =
            diagnostics.Where(d => !d.IsSuppressed).Concat(compilation.SyntaxTrees.SelectMany(tree => Analyze(output, tree)));
        // Analyzers run at once with each other: places alone do not order what they say of one place.
        IOrderedEnumerable<Diagnostic> ordered = reported.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)
            .ThenBy(Text, StringComparer.Ordinal);
        return new(sources, [.. ordered], output, result);
    }

    /// <summary>
    /// The analyzer's diagnostics of a file of the user's among the generated ones, as in a build. File by file, since an analysis of all would bind
    /// the bodies of all
    /// kernels.
    /// </summary>
    private static IEnumerable<Diagnostic> Analyze(Compilation output, SyntaxTree file) =>
        output.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(file), null, default)
            .GetAwaiter().GetResult().Where(d => !d.IsSuppressed);

    private static string Text(Diagnostic diagnostic) => diagnostic.ToString();

    /// <summary>The platform, the runtime, and the packages beside it that guides show.</summary>
    private static MetadataReference[] FindReferences()
    {
        string[] starts = ["System.", "NetCompiler.Runtime.dll", "NetCompiler.Reports.dll", "NetCompiler.Data."];
        IEnumerable<string> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => starts.Any(start => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal)));
        return [.. platform.Select(path => MetadataReference.CreateFromFile(path))];
    }

    private sealed class FixedOptions(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}
