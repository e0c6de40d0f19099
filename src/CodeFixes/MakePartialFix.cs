using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes;

/// <summary>Makes a network's class, or a type around it, partial; and all the types around that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class MakePartialFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["NET001", "NET002"];

    /// <inheritdoc/>
    protected override IEnumerable<Fix> Find(string id, FixPlace place)
    {
        var declarations = place.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .Where(d => !d.Modifiers.Any(SyntaxKind.PartialKeyword)).Reverse().ToList();
        if (declarations.Count == 0)
        {
            yield break;
        }

        string names = string.Join(" and ", declarations.Select(d => "'" + d.Identifier.ValueText + "'"));
        yield return new("Make " + names + " partial", [.. declarations
            .Select(d => Change.Insert(d.SyntaxTree, d.Keyword.SpanStart, "partial "))]) { Key = "Make partial" };
    }
}
