using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Reads the class itself: whether it can be extended, and how a second declaration of it is written.</summary>
internal static class TypeParser
{
    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static TypeSpec Parse(INamedTypeSymbol type, TypeDeclarationSyntax declaration, BaseClass baseClass, Problems problems,
        CancellationToken token)
    {
        CheckKind(type, declaration, problems);
        if (DeclarationRules.NotPartial(declaration).Any())
        {
            problems.AddUnreported();
        }

        CheckBase(type, declaration, baseClass.ToString(), problems, token);
        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat),
            new(Containers(type).Reverse().Select(Declaration)),
            CSharpName.Escaped(type.Name),
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            type.IsSealed);
    }

    private static void CheckKind(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Problems problems)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            problems.AddUnreported();
            return;
        }

        INamedTypeSymbol? generic = Containers(type).FirstOrDefault(c => c.IsGenericType);
        (string Text, SyntaxToken Token)? fault =
            type.IsRecord ? ("a record", declaration.Keyword)
            : type.IsStatic ? ("static", Modifier(declaration, SyntaxKind.StaticKeyword))
            : type.IsAbstract ? ("abstract", Modifier(declaration, SyntaxKind.AbstractKeyword))
            : type.IsFileLocal ? ("local to its file", Modifier(declaration, SyntaxKind.FileKeyword))
            : Containers(type).Any(c => c.IsFileLocal) ? ("nested in a type that is local to its file", declaration.Identifier)
            : type.Arity > 0 ? ("generic", declaration.Identifier)
            : generic is not null ? ("nested in the generic type '" + generic.Name + "'", declaration.Identifier)
            : null;
        if (fault is { } found)
        {
            problems.Add(Descriptors.NotPlainClass, LocationInfo.Of(found.Token.GetLocation()), type.Name, found.Text);
        }
    }

    private static void CheckBase(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, string expected, Problems problems, CancellationToken token)
    {
        INamedTypeSymbol? found = type.BaseType;
        if (type.TypeKind != TypeKind.Class || found is null || found.SpecialType == SpecialType.System_Object
            || found.ToDisplayString() == "NetCompiler." + expected)
        {
            return;
        }

        if (found.TypeKind == TypeKind.Error)
        {
            problems.AddUnreported();
            return;
        }

        // A base class is the first in the list of bases, in whichever declaration names it.
        BaseTypeSyntax? written = type.DeclaringSyntaxReferences
            .Select(r => (r.GetSyntax(token) as TypeDeclarationSyntax)?.BaseList?.Types.FirstOrDefault())
            .FirstOrDefault(b => b?.Type.ToString().Split('.', ':').Last().Split('<')[0] == found.Name);
        LocationInfo location = written is null ? Identifier(declaration) : LocationInfo.Of(written.GetLocation());
        problems.Add(Descriptors.HasBaseClass, location, type.Name, found.Name, expected);
    }

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    private static string Declaration(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "partial interface ",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "partial record struct ",
        { TypeKind: TypeKind.Struct } => "partial struct ",
        { IsRecord: true } => "partial record ",
        _ => "partial class ",
    } + CSharpName.Escaped(type.Name);

    private static SyntaxToken Modifier(TypeDeclarationSyntax declaration, SyntaxKind kind)
    {
        int position = declaration.Modifiers.IndexOf(kind);
        return position < 0 ? declaration.Identifier : declaration.Modifiers[position];
    }

    private static LocationInfo Identifier(TypeDeclarationSyntax declaration) => LocationInfo.Of(declaration.Identifier.GetLocation());
}
