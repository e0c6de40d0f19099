using System.Text.RegularExpressions;

namespace NetCompiler.Generator.Tests.Docs;

/// <summary>The fenced blocks of a page, by the language that they are marked with.</summary>
internal static partial class DocumentFences
{
    [GeneratedRegex(@"^[ \t>]*(?:```|~~~)[ \t]*(.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Fence { get; }

    /// <summary>Every second fence opens a block; a block without a mark has the language <c>""</c>.</summary>
    public static IEnumerable<string> Languages(string page) =>
        Fence.Matches(page).Where((_, i) => i % 2 == 0).Select(match => match.Groups[1].Value);
}
