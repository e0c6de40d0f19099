using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Parsing;
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
        var forgotten = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.InputAttribute, IsType, NetworkParser.FindForgottenNetwork)
            .Where(diagnostic => diagnostic is not null)
            .WithTrackingName("Forgotten");
        var diagnostics = results.SelectMany((result, _) => result!.Diagnostics).WithTrackingName("Diagnostics");
        var emitGraph = context.AnalyzerConfigOptionsProvider.Select(ReadEmitGraph).WithTrackingName("Options");
        var models = results
            .Where(result => result!.Spec is not null)
            .Combine(emitGraph)
            .Select((pair, _) => pair.Left!.Spec! with { Options = pair.Left.Spec.Options with { EmitGraph = pair.Right } })
            .WithTrackingName("Model");
        var clashes = models.Select((model, _) => model.Type.FullName).Collect().Select((names, _) => HintNames.Clashes(names)).WithTrackingName("Clashes");

        // The compilation is only needed to find the tree of a diagnostic, so that #pragma and .editorconfig apply.
        context.RegisterSourceOutput(diagnostics.Combine(context.CompilationProvider), (c, pair) => c.ReportDiagnostic(pair.Left.In(pair.Right)));
        context.RegisterSourceOutput(forgotten.Combine(context.CompilationProvider), (c, pair) => c.ReportDiagnostic(pair.Left!.In(pair.Right)));
        context.RegisterSourceOutput(models.Combine(clashes), (c, pair) => Generate(c, pair.Left, pair.Right));
    }

    private static bool IsType(SyntaxNode node, CancellationToken token) => node is TypeDeclarationSyntax;

    private static bool ReadEmitGraph(AnalyzerConfigOptionsProvider options, CancellationToken token) =>
        options.GlobalOptions.TryGetValue("build_property.NetCompilerEmitGraph", out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private void Generate(SourceProductionContext context, ModelSpec spec, EquatableArray<string> clashes)
    {
        try
        {
            var model = _compile(spec, context.CancellationToken);
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
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var where = exception.TargetSite is { } site ? " (in " + site.DeclaringType?.Name + "." + site.Name + ")" : "";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.InternalError, Location.None, spec.Type.FullName, exception.GetType().Name + ": " + exception.Message + where));
        }
    }
}
