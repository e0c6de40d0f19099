using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generator.Parsing;

namespace NetCompiler.Generator;

/// <summary>
/// A network or block inherits the functions over tensors for its forward method, some with common names. A member called like one of them hides
/// it, as is meant: the C# compiler need not warn, so that a class does not have to know all functions.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InheritedNames : DiagnosticSuppressor
{
    private const string Functions = "NetCompiler.TensorFunctions";

    private static readonly SuppressionDescriptor Hides = new("NETS001", "CS0108", "A function over tensors is hidden by a member of its name.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Hides];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree && IsHiding(diagnostic, tree, context))
            {
                context.ReportSuppression(Suppression.Create(Hides, diagnostic));
            }
        }
    }

    private static bool IsHiding(Diagnostic diagnostic, SyntaxTree tree, SuppressionAnalysisContext context)
    {
        SyntaxNode? declaration = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf()
            .FirstOrDefault(node => node is MemberDeclarationSyntax or VariableDeclaratorSyntax);
        ISymbol? symbol = declaration is null ? null : context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken);
        return symbol?.ContainingType is { } type && NetworkParser.IsCompiled(type)
            && context.Compilation.GetTypeByMetadataName(Functions)?.GetMembers(symbol.Name).Length > 0;
    }
}
