using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.Bench;

/// <summary>
/// The source of one of the bench's networks, as a project that holds nothing else would have it: with the classes that it uses, but none of
/// those are compiled for themselves.
/// </summary>
internal static class NetworkSource
{
    private const string Usings = "global using System; global using NetCompiler;";

    private static readonly Dictionary<string, TypeDeclarationSyntax> Types = Read().ToDictionary(type => type.Identifier.ValueText);

    /// <summary>The names of all networks.</summary>
    public static IEnumerable<string> Names => Types.Where(type => IsNetwork(type.Value)).Select(type => type.Key);

    /// <summary>A network with its usings.</summary>
    public static string Of(string network) => Text([Types[network], .. UsedBy(network).Select(AsBlock)]);

    /// <summary>A network without its input and loss, as a part of others, with its usings.</summary>
    public static string OfBlock(string network) => Text([AsBlock(Types[network]), .. UsedBy(network).Select(AsBlock)]);

    private static string Text(IEnumerable<TypeDeclarationSyntax> types) => $"{Usings}\n{string.Concat(types.Select(type => type.ToFullString()))}";

    /// <summary>The classes that are named in a class, and in those in turn.</summary>
    private static IEnumerable<TypeDeclarationSyntax> UsedBy(string name)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { name };
        var open = new Queue<string>(found);
        while (open.TryDequeue(out string? next))
        {
            foreach (IdentifierNameSyntax used in Types[next].DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (Types.ContainsKey(used.Identifier.ValueText) && found.Add(used.Identifier.ValueText))
                {
                    open.Enqueue(used.Identifier.ValueText);
                    yield return Types[used.Identifier.ValueText];
                }
            }
        }
    }

    private static TypeDeclarationSyntax AsBlock(TypeDeclarationSyntax type)
    {
        if (!IsNetwork(type))
        {
            return type;
        }

        var layers = type.AttributeLists
            .Select(list => list.WithAttributes([.. list.Attributes.Where(layer => layer.Name.ToString() is not ("Network" or "Input" or "Loss"))]))
            .Where(list => list.Attributes.Count > 0);
        AttributeListSyntax block = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.ParseName("Block"))]);
        return (TypeDeclarationSyntax)type.WithAttributeLists([block, .. layers]);
    }

    private static bool IsNetwork(TypeDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Network");

    private static IEnumerable<TypeDeclarationSyntax> Read() =>
        typeof(NetworkSource).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
            .SelectMany(name => CSharpSyntaxTree.ParseText(ReadResource(name)).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>());

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(typeof(NetworkSource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
