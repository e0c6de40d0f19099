using System.Text.RegularExpressions;

namespace NetCompiler.Generator.Tests.Docs;

/// <summary>The links of a page to files of the repository.</summary>
internal static partial class DocumentLinks
{
    [GeneratedRegex(@"\]\((?![a-z]+:|#)([^)#\s]+)")]
    private static partial Regex Link { get; }

    public static IEnumerable<string> Relative(string page) => Link.Matches(page).Select(match => match.Groups[1].Value);
}
