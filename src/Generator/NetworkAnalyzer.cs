using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Parsing;

namespace NetCompiler.Generator;

/// <summary>
/// Reports what <see cref="DeclarationRules"/> find in a class's declaration alone, as it is typed. The generator makes nothing of such a class,
/// or has no need to care, and says nothing, so nothing is reported twice.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = DeclarationRules.Reported;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Networks in generated files are compiled like others.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var problems = new Problems();
        DeclarationRules.Check((INamedTypeSymbol)context.Symbol, problems, context.CancellationToken);
        foreach (DiagnosticInfo problem in problems.Found)
        {
            context.ReportDiagnostic(problem.In(context.Compilation));
        }
    }
}
