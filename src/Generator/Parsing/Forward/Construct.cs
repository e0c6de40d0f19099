using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>Names a part of C# in words, for messages: <c>TryStatement</c> is "a try statement".</summary>
internal static class Construct
{
    public static string Of(SyntaxNode node)
    {
        string kind = node.Kind().ToString();
        string words = "";
        foreach (char c in kind)
        {
            words += char.IsUpper(c) && words.Length > 0 ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString();
        }

        return (words[0] is 'a' or 'e' or 'i' or 'o' || (words.StartsWith("un", System.StringComparison.Ordinal)
            && !words.StartsWith("unary", System.StringComparison.Ordinal)) ? "an " : "a ") + words;
    }
}
