using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Emit;
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
    private readonly Func<ModelSpec, CancellationToken, CompiledModel> _compile;

    /// <summary>The generator as the C# compiler creates it.</summary>
    public NetCompilerGenerator()
        : this(CompileModel.Run)
    {
    }

    /// <summary>For tests of what stands around the compiler.</summary>
    internal NetCompilerGenerator(Func<ModelSpec, CancellationToken, CompiledModel> compile) => _compile = compile;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var results = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.NetworkAttribute, IsType, NetworkParser.Parse)
            .Where(result => result is not null)
            .WithTrackingName("Parse");
        var diagnostics = results.SelectMany((result, _) => result!.Diagnostics).WithTrackingName("Diagnostics");
        var emitGraph = context.AnalyzerConfigOptionsProvider.Select(ReadEmitGraph).WithTrackingName("Options");
        var models = results
            .Where(result => result!.Spec is not null)
            .Combine(emitGraph)
            .Select((pair, _) => pair.Left!.Spec! with { Options = pair.Left.Spec.Options with { EmitGraph = pair.Right } })
            .WithTrackingName("Model");
        var outlines = results
            .Where(result => result!.Spec is null && result.Outline is not null)
            .Select((result, _) => result!.Outline!)
            .WithTrackingName("Outline");
        var blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.BlockAttribute, IsType, BlockParser.Parse)
            .Where(result => result is not null)
            .WithTrackingName("Blocks");
        var clashes = results
            .Where(result => result!.Outline is not null)
            .Select((result, _) => result!.Outline!.Type.FullName)
            .Collect()
            .Select((names, _) => HintNames.Clashes(names))
            .WithTrackingName("Clashes");

        var blockDiagnostics = blocks.SelectMany((result, _) => result!.Diagnostics).WithTrackingName("BlockDiagnostics");
        var blockOutlines = blocks.Where(result => result!.Outline is not null).Select((result, _) => result!.Outline!).WithTrackingName("BlockOutlines");

        // The compilation is only needed to find the tree of a diagnostic, so that #pragma and .editorconfig apply.
        context.RegisterSourceOutput(diagnostics.Combine(context.CompilationProvider), (c, pair) => c.ReportDiagnostic(pair.Left.In(pair.Right)));
        context.RegisterSourceOutput(blockDiagnostics.Combine(context.CompilationProvider), (c, pair) => c.ReportDiagnostic(pair.Left.In(pair.Right)));
        context.RegisterSourceOutput(blockOutlines, (c, outline) => c.AddSource(HintNames.Stem(outline.Type.FullName, EquatableArray<string>.Empty) + ".Block.g.cs", BlockFile.Write(outline)));
        context.RegisterSourceOutput(models.Combine(clashes), (c, pair) => Generate(c, pair.Left, pair.Right));
        context.RegisterSourceOutput(outlines.Combine(clashes), (c, pair) => AddOutline(c, pair.Left, pair.Right));
    }

    private static bool IsType(SyntaxNode node, CancellationToken token) => node is TypeDeclarationSyntax;

    private static bool ReadEmitGraph(AnalyzerConfigOptionsProvider options, CancellationToken token) =>
        options.GlobalOptions.TryGetValue("build_property.NetCompilerEmitGraph", out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private void Generate(SourceProductionContext context, ModelSpec spec, EquatableArray<string> clashes)
    {
        if (Compile(context, spec) is not { } model)
        {
            AddOutline(context, new(spec.Type, spec.HasLoss ? BaseClass.TrainableNetwork : BaseClass.CompiledNetwork, spec.Methods), clashes);
            return;
        }

        var stem = HintNames.Stem(spec.Type.FullName, clashes);
        context.AddSource(stem + ".Surface.g.cs", SurfaceFile.Write(model));
        if (model.KernelsText.Length > 0)
        {
            context.AddSource(stem + ".Kernels.g.cs", model.KernelsText);
        }

        if (model.GraphDumps.Count > 0)
        {
            context.AddSource(stem + ".Graph.g.cs", GraphFile.Write(model));
        }
    }

    private CompiledModel? Compile(SourceProductionContext context, ModelSpec spec)
    {
        try
        {
            return _compile(spec, context.CancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var where = exception.TargetSite is { } site ? " (in " + site.DeclaringType?.Name + "." + site.Name + ")" : "";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.InternalError, Location.None, spec.Type.FullName, exception.GetType().Name + ": " + exception.Message + where));
            return null;
        }
    }

    private static void AddOutline(SourceProductionContext context, OutlineSpec outline, EquatableArray<string> clashes) =>
        context.AddSource(HintNames.Stem(outline.Type.FullName, clashes) + ".Surface.g.cs", OutlineFile.Write(outline));
}
