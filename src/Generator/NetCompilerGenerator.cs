using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Parsing;
using NetCompiler.Generator.Parsing.Forward;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>
/// The network compiler inside the C# build. Parsing runs at every keystroke and is cheap; compiling runs behind the equality of
/// <see cref="ModelSpec"/>. Diagnostics and source are two outputs, so that neither makes the other run.
/// </summary>
[Generator]
public sealed class NetCompilerGenerator : IIncrementalGenerator
{
    /// <summary>Of interfaces with static members, which kernels are generic over, and of types that are local to their file.</summary>
    private const LanguageVersion NeededLanguage = LanguageVersion.CSharp11;

    private readonly Func<GeneratorAttributeSyntaxContext, CancellationToken, ModelResult?> _parse;
    private readonly Func<ModelSpec, CancellationToken, CompiledModel> _compile;

    /// <summary>The generator as the C# compiler creates it.</summary>
    public NetCompilerGenerator()
        : this(NetworkParser.Parse, CompileModel.Run)
    {
    }

    /// <summary>For tests of what stands around the compiler.</summary>
    internal NetCompilerGenerator(Func<ModelSpec, CancellationToken, CompiledModel> compile)
        : this(NetworkParser.Parse, compile)
    {
    }

    /// <summary>For tests of what stands around the parser and the compiler.</summary>
    internal NetCompilerGenerator(Func<GeneratorAttributeSyntaxContext, CancellationToken, ModelResult?> parse,
        Func<ModelSpec, CancellationToken, CompiledModel> compile) => (_parse, _compile) = (parse, compile);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<LanguageVersion> language = context.ParseOptionsProvider.Select((options, _) =>
            ((CSharpParseOptions)options).LanguageVersion).WithTrackingName("Language");
        IncrementalValuesProvider<ModelResult?> results = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.NetworkAttribute, IsType, Guarded(_parse))
            .Where(result => result is not null)
            .WithTrackingName("Parse")
            .Combine(language)
            .Select((pair, _) => pair.Right < NeededLanguage ? pair.Left! with { Spec = null } : pair.Left);

        IncrementalValueProvider<BuildOptions> options = context.AnalyzerConfigOptionsProvider.Select(ReadOptions).WithTrackingName("Options");

        // A project that does not reference the library of models has no text of them.
        IncrementalValueProvider<bool> exports = context.CompilationProvider
            .Select((compilation, _) => compilation.ReferencedAssemblyNames.Any(name => name.Name == OnnxFile.Library)).WithTrackingName("Exports");
        IncrementalValuesProvider<ModelSpec> models = results
            .Where(result => result!.Spec is not null)
            .Combine(options.Combine(exports))
            .Select((pair, _) => pair.Left!.Spec! with
            {
                Options = pair.Left.Spec.Options with
                {
                    EmitGraph = pair.Right.Left.EmitGraph, Sets = pair.Right.Left.InstructionSets.Sets, EmitOnnx = pair.Right.Right,
                },
            })
            .WithTrackingName("Model");
        IncrementalValuesProvider<CompileResult> compiled = models.Select(Compile).WithTrackingName("Compiled");
        IncrementalValueProvider<ImmutableArray<(string FullName, LocationInfo Identifier)>> places = results
            .Where(result => result!.Spec is not null)
            .Select((result, _) => (result!.Spec!.Type.FullName, result.Identifier))
            .Collect()
            .WithTrackingName("Places");
        IncrementalValuesProvider<DiagnosticInfo> faults = compiled.Where(result => result.Fault is not null).Combine(places)
            .Select((pair, _) => Locate(pair.Left, pair.Right)).WithTrackingName("Faults");
        IncrementalValuesProvider<OutlineSpec> outlines = results
            .Where(result => result!.Spec is null && result.Outline is not null)
            .Select((result, _) => result!.Outline!)
            .WithTrackingName("Outline");
        IncrementalValuesProvider<ModelResult?> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.BlockAttribute, IsType, Guarded(BlockParser.Parse))
            .Where(result => result is not null)
            .WithTrackingName("Blocks");

        // What two networks find in a block that both have, or in a type that both need, is said once.
        IncrementalValuesProvider<DiagnosticInfo> diagnostics = results.Collect().Combine(blocks.Collect()).SelectMany((all, _) =>
            all.Left.Concat(all.Right).SelectMany(result => result!.Diagnostics).Distinct()).WithTrackingName("Diagnostics");
        IncrementalValuesProvider<OutlineSpec> blockOutlines = blocks.Where(result => result!.Outline is not null)
            .Select((result, _) => result!.Outline!).WithTrackingName("BlockOutlines");
        IncrementalValueProvider<EquatableArray<string>> clashes = results
            .Where(result => result!.Outline is not null)
            .Select((result, _) => result!.Outline!.Type.FullName)
            .Collect()
            .Combine(blockOutlines.Select((outline, _) => outline.Type.FullName).Collect())
            .Select((names, _) => HintNames.Clashes(names.Left.Concat(names.Right)))
            .WithTrackingName("Clashes");

        // An assembly without networks stays as the C# compiler leaves it.
        IncrementalValuesProvider<string> optimized = context.CompilationProvider
            .Select((compilation, _) => OptimizedDebugging.Suits(compilation)).WithTrackingName("Unoptimized")
            .Combine(options.Select((read, _) => read.OptimizeDebug))
            .Combine(compiled.Collect().Select((all, _) => all.Any(result => result.Fault is null)))
            .SelectMany((all, _) => all.Left.Left && all.Left.Right && all.Right ? [OptimizedDebugging.FileName] : Array.Empty<string>())
            .WithTrackingName("OptimizedDebugging");
        context.RegisterSourceOutput(optimized, (c, name) => c.AddSource(name, OptimizedDebugging.Write()));

        // The compilation is only needed to find the tree of a diagnostic, so that #pragma and .editorconfig apply.
        context.RegisterSourceOutput(diagnostics.Combine(context.CompilationProvider), (c, pair) => c.ReportDiagnostic(pair.Left.In(pair.Right)));
        context.RegisterSourceOutput(
            language.Combine(results.Collect()).SelectMany((pair, _) => pair.Left < NeededLanguage && pair.Right.Length > 0 ? [pair.Left]
                : Array.Empty<LanguageVersion>()),
            (c, found) => c.ReportDiagnostic(Diagnostic.Create(
                Descriptors.OldLanguage, Location.None, NeededLanguage.ToDisplayString(), found.ToDisplayString())));
        context.RegisterSourceOutput(
            options.SelectMany((read, _) => read.InstructionSets.Unknown is { } unknown ? [unknown] : Array.Empty<string>()),
            (c, unknown) => c.ReportDiagnostic(Diagnostic.Create(Descriptors.UnknownInstructionSet, Location.None, unknown)));
        context.RegisterSourceOutput(
            blockOutlines.Combine(clashes), (c, pair) =>
                c.AddSource(HintNames.Stem(pair.Left.Type.FullName, pair.Right) + ".Block.g.cs", BlockFile.Write(pair.Left)));
        context.RegisterSourceOutput(faults.Combine(context.CompilationProvider), (c, pair) => c.ReportDiagnostic(pair.Left.In(pair.Right)));
        context.RegisterSourceOutput(compiled.Combine(clashes), (c, pair) => Generate(c, pair.Left, pair.Right));
        context.RegisterSourceOutput(outlines.Combine(clashes), (c, pair) => AddOutline(c, pair.Left, pair.Right));
    }

    private static bool IsType(SyntaxNode node, CancellationToken token) => node is TypeDeclarationSyntax;

    /// <summary>A defect of the parser is a diagnostic at the class, which still gets an outline, not the end of the generator.</summary>
    private static Func<GeneratorAttributeSyntaxContext, CancellationToken, ModelResult?> Guarded(
        Func<GeneratorAttributeSyntaxContext, CancellationToken, ModelResult?> parse) =>
        (context, token) =>
        {
            try
            {
                return parse(context, token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                var problems = new Problems();
                SyntaxToken identifier = ((TypeDeclarationSyntax)context.TargetNode).Identifier;
                var location = LocationInfo.Of(identifier.GetLocation());
                problems.AddDefect(location, identifier.ValueText, exception);
                return new(location, DefectOutline.Of(context, token), null, problems.Found);
            }
        };

    private static BuildOptions ReadOptions(AnalyzerConfigOptionsProvider options, CancellationToken token) => new(
        IsTrue(options, "NetCompilerEmitGraph"),
        InstructionSetsOption.Parse(Property(options, "NetCompilerInstructionSets")),
        IsTrue(options, "NetCompilerOptimizeDebug"));

    private static bool IsTrue(AnalyzerConfigOptionsProvider options, string name) =>
        string.Equals(Property(options, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value : "";

    /// <summary>A network after its compilation: without a model, or with one that has no kernels, there is a fault.</summary>
    private sealed record CompileResult(ModelSpec Spec, CompiledModel? Model, Fault? Fault);

    /// <summary>What is reported at the class's name.</summary>
    private sealed record Fault(string Id, EquatableArray<string> Arguments);

    private CompileResult Compile(ModelSpec spec, CancellationToken token)
    {
        try
        {
            CompiledModel model = _compile(spec, token);
            return new(spec, model, FaultOf(spec, model));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(spec, null, new(Descriptors.InternalError.Id, new([spec.Type.FullName, Problems.WordsOf(exception)])));
        }
    }

    private static Fault? FaultOf(ModelSpec spec, CompiledModel model) =>
        model.StreamFault is { } why ? new(Descriptors.StreamInvalid.Id, new([spec.Type.PlainName, why]))
        : model.Excess is { } excess
            ? new(Descriptors.TooLarge.Id, new([spec.Type.PlainName, excess.What, Invariant.Text(excess.Bytes), ". " + excess.Help]))
            : null;

    private static DiagnosticInfo Locate(CompileResult result, ImmutableArray<(string FullName, LocationInfo Identifier)> places) =>
        new(result.Fault!.Id, places.First(place => place.FullName == result.Spec.Type.FullName).Identifier, result.Fault.Arguments);

    private static void Generate(SourceProductionContext context, CompileResult result, EquatableArray<string> clashes)
    {
        ModelSpec spec = result.Spec;
        if (result.Model is not { Excess: null, StreamFault: null } model)
        {
            AddOutline(context, new(spec.Type, spec.HasLoss ? BaseClass.TrainableNetwork : BaseClass.CompiledNetwork, spec.Methods), clashes);
            return;
        }

        string stem = HintNames.Stem(spec.Type.FullName, clashes);
        context.AddSource(stem + ".Surface.g.cs", SurfaceFile.Write(model));
        if (model.KernelsText.Length > 0)
        {
            context.AddSource(stem + ".Kernels.g.cs", model.KernelsText);
        }

        if (model.OnnxLines.Count > 0)
        {
            context.AddSource(stem + ".Onnx.g.cs", OnnxFile.Write(model));
        }

        if (model.GraphDumps.Count > 0)
        {
            context.AddSource(stem + ".Graph.g.cs", GraphFile.Write(model));
        }
    }

    private static void AddOutline(SourceProductionContext context, OutlineSpec outline, EquatableArray<string> clashes) =>
        context.AddSource(HintNames.Stem(outline.Type.FullName, clashes) + ".Surface.g.cs", OutlineFile.Write(outline));

    /// <summary>What the project says to all of its networks.</summary>
    private sealed record BuildOptions(bool EmitGraph, InstructionSetsOption InstructionSets, bool OptimizeDebug);
}
