using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.Generator.Tests.Docs;

/// <summary>The C# of a page: every block fenced as <c>csharp</c>, made into a file that can be compiled with the page's other blocks.</summary>
internal static partial class DocumentBlocks
{
    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced { get; }

    /// <param name="page">The page's text.</param>
    /// <returns>A file per block, named by the line that the block starts on.</returns>
    public static List<(string Path, string Text)> Files(string page) =>
        [.. Fenced.Matches(page).Select(block => ($"Line{page[..block.Index].Count(c => c == '\n') + 2}.cs", block.Groups[1].Value))
            .Select(block => (block.Item1, Wrap(Path.GetFileNameWithoutExtension(block.Item1), block.Value)))];

    /// <summary>Puts statements into a method whose surroundings hold what examples speak of; leaves usings and types where they are.</summary>
    private static string Wrap(string name, string block)
    {
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(block).GetCompilationUnitRoot();
        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count == 0)
        {
            return block;
        }

        string usings = string.Concat(unit.Usings.Select(u => u.ToFullString()));
        string types = string.Concat(unit.Members.Where(m => m is not GlobalStatementSyntax).Select(m => m.ToFullString()));
        return $$"""
            {{usings}}
            internal sealed class {{name}} : Surroundings
            {
                public static void Run()
                {
            {{string.Concat(statements.Select(s => s.ToFullString()))}}
                }
            }
            {{types}}
            """;
    }
}
