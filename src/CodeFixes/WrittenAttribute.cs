using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes;

/// <summary>An attribute of the library's, with its place in the source.</summary>
/// <param name="Name">As in brackets: <c>Dense</c>.</param>
internal sealed record WrittenAttribute(string Name, AttributeSyntax Syntax, AttributeData Data)
{
    /// <summary>Null for an attribute that is not the library's, or stands in no source.</summary>
    public static WrittenAttribute? Of(AttributeData data, CancellationToken token) =>
        data.AttributeClass is { } type && type.ContainingNamespace.ToDisplayString() == "NetCompiler"
        && data.ApplicationSyntaxReference?.GetSyntax(token) is AttributeSyntax syntax
            ? new(type.Name.Replace("Attribute", ""), syntax, data)
            : null;

    public bool IsLayer => Classes.Any(type => type.Name == "LayerAttribute");

    /// <summary>The declaration that it stands above.</summary>
    public SyntaxNode? Declaration => Syntax.Parent?.Parent;

    /// <summary>Whether the layer can be given <c>Activation = ...</c>.</summary>
    public bool TakesActivation => Classes.Any(type => !type.GetMembers("Activation").IsEmpty);

    /// <summary>The attribute's class and those that it derives from.</summary>
    private IEnumerable<INamedTypeSymbol> Classes
    {
        get
        {
            for (INamedTypeSymbol? type = Data.AttributeClass; type is not null; type = type.BaseType)
            {
                yield return type;
            }
        }
    }

    /// <summary>The argument <c>Name = value</c>.</summary>
    public AttributeArgumentSyntax? Property(string name) =>
        Syntax.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The argument of the constructor's first parameter, whose name is given.</summary>
    public AttributeArgumentSyntax? First(string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = Syntax.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == name)
            ?? arguments.FirstOrDefault(a => a.NameColon is null && a.NameEquals is null);
    }

    /// <summary>The member of an enum that the argument names: <c>Softmax</c> of <c>Activation.Softmax</c>.</summary>
    public static string? Member(AttributeArgumentSyntax? argument) => argument?.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
