using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes;

/// <summary>Where a diagnostic stands, and what the compiler knows there.</summary>
internal sealed class FixPlace(SyntaxNode node, SemanticModel model, CancellationToken token)
{
    private const string Namespace = "NetCompiler.";

    /// <summary>The innermost node of the diagnostic's span.</summary>
    public SyntaxNode Node => node;

    /// <summary>The attribute that the diagnostic stands in.</summary>
    public AttributeSyntax? Attribute => node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The argument of an attribute that the diagnostic stands in.</summary>
    public AttributeArgumentSyntax? Argument => node.FirstAncestorOrSelf<AttributeArgumentSyntax>();

    /// <summary>The network's attributes in the order in which they are written, those of other declarations included.</summary>
    public IReadOnlyList<WrittenAttribute> Attributes =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration && model.GetDeclaredSymbol(declaration, token) is { } type
            ? [.. type.GetAttributes().Select(a => WrittenAttribute.Of(a, token)).OfType<WrittenAttribute>()]
            : [];

    /// <summary>The last of the network's layers.</summary>
    public WrittenAttribute? LastLayer => Attributes.LastOrDefault(a => a.IsLayer);

    /// <summary>A type of the library's as it has to be written at the diagnostic's place: <c>Activation</c>, or with its namespace.</summary>
    public string NameOf(string type)
    {
        INamedTypeSymbol? symbol = model.Compilation.GetTypeByMetadataName(Namespace + type);
        return symbol is null ? Namespace + type : symbol.ToMinimalDisplayString(model, node.SpanStart);
    }

    /// <summary>As <see cref="NameOf"/>, for an attribute: <c>Input</c>.</summary>
    public string AttributeName(string type)
    {
        const string suffix = "Attribute";
        string name = NameOf(type + suffix);
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }
}
