using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generator.Diagnostics;

namespace NetCompiler.Generator.Parsing;

/// <summary>Rules about how a network's class is declared, which need no arguments and no shapes.</summary>
internal static class DeclarationRules
{
    /// <summary>What <see cref="Check"/> may find.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Reported { get; } =
    [
        Descriptors.NotPartial,
        Descriptors.ContainerNotPartial,
        Descriptors.NotANetwork,
        Descriptors.OutOfOrder,
    ];

    public static void Check(INamedTypeSymbol type, Problems problems, CancellationToken token)
    {
        List<AttributeReader> attributes = NetworkParser.Read(type, token);
        CheckContainer(type, problems, token);
        if (attributes.FirstOrDefault(IsNetwork) is { } network)
        {
            CheckPartial(type, network, problems);
            CheckOrder(attributes, problems);
        }
        else if ((attributes.FirstOrDefault() ?? OfMethods(type, token).FirstOrDefault()) is { } stray)
        {
            problems.Add(Descriptors.NotANetwork, stray.Location, type.Name, stray.Name);
        }
    }

    /// <summary>What only methods of a network or block have.</summary>
    private static IEnumerable<AttributeReader> OfMethods(INamedTypeSymbol type, CancellationToken token) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        from attribute in method.GetAttributes()
        where attribute.AttributeClass?.ToDisplayString() is NetworkParser.ForwardAttribute or NetworkParser.LossAttribute
            && attribute.ApplicationSyntaxReference is not null
        select new AttributeReader(attribute, token);

    /// <summary>The declaration itself and the types around it, from the inside out, as far as they are not partial.</summary>
    public static IEnumerable<TypeDeclarationSyntax> NotPartial(SyntaxNode declaration) =>
        declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(IsNotPartial);

    private static bool IsNotPartial(TypeDeclarationSyntax declaration) => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static void CheckPartial(INamedTypeSymbol type, AttributeReader network, Problems problems)
    {
        if (network.Declaration is TypeDeclarationSyntax own && IsNotPartial(own))
        {
            problems.Add(Descriptors.NotPartial, LocationInfo.Of(own.Identifier.GetLocation()), type.Name);
        }
    }

    /// <summary>
    /// The networks in a type, as far as it is not partial around them. Found at the type and not at the network: what an analyzer says of one type
    /// at another's
    /// place, an editor shows in a whole build only.
    /// </summary>
    private static void CheckContainer(INamedTypeSymbol type, Problems problems, CancellationToken token)
    {
        foreach ((INamedTypeSymbol network, SyntaxNode own, int depth) in NetworksIn(type, 0, token))
        {
            if (own.Ancestors().OfType<TypeDeclarationSyntax>().ElementAtOrDefault(depth) is { } container && IsNotPartial(container))
            {
                problems.Add(Descriptors.ContainerNotPartial, LocationInfo.Of(container.Identifier.GetLocation()), type.Name, network.Name);
            }
        }
    }

    private static IEnumerable<(INamedTypeSymbol Network, SyntaxNode Declaration, int Depth)> NetworksIn(INamedTypeSymbol type, int depth,
        CancellationToken token)
    {
        foreach (INamedTypeSymbol member in type.GetTypeMembers())
        {
            if (NetworkParser.Read(member, token).FirstOrDefault(IsNetwork)?.Declaration is { } declaration)
            {
                yield return (member, declaration, depth);
            }

            foreach ((INamedTypeSymbol Network, SyntaxNode Declaration, int Depth) inner in NetworksIn(member, depth + 1, token))
            {
                yield return inner;
            }
        }
    }

    private static bool IsNetwork(AttributeReader attribute) => attribute.ClassName is NetworkParser.NetworkAttribute or NetworkParser.BlockAttribute;

    /// <summary>Above each declaration the input stands before the layers, and the loss after them.</summary>
    private static void CheckOrder(List<AttributeReader> attributes, Problems problems)
    {
        foreach (IGrouping<SyntaxNode?, AttributeReader> above in attributes.GroupBy(a => a.Declaration))
        {
            var written = above.ToList();
            int first = written.FindIndex(IsLayer);
            int last = written.FindLastIndex(IsLayer);
            for (int i = 0; i < written.Count && first >= 0; i++)
            {
                if (written[i].ClassName == NetworkParser.InputAttribute && i > first)
                {
                    problems.Add(Descriptors.OutOfOrder, written[i].Location, written[i].Name, "after", written[first].Name);
                }
                else if (written[i].ClassName == NetworkParser.LossAttribute && i < last)
                {
                    problems.Add(Descriptors.OutOfOrder, written[i].Location, written[i].Name, "before", written[last].Name);
                }
            }
        }
    }

    private static bool IsLayer(AttributeReader attribute) => NetworkParser.IsLayerName(attribute.ClassName);
}
