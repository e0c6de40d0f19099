using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generator.Support;

/// <summary>Names as C# writes them.</summary>
internal static class CSharpName
{
    /// <summary>The name, with an @ before it where it is a keyword, or is one in some places.</summary>
    public static string Escaped(string name) => SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? OfLocal(name) : "@" + name;

    /// <summary>The same for locals and parameters, which may be called like a word that is a keyword in some places only.</summary>
    public static string OfLocal(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
