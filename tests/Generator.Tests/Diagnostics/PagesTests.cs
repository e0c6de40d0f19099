using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Diagnostics;

public class PagesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "diagnostics");

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(d => d.Id)];

    [Fact]
    public void Every_diagnostic_has_a_page_and_every_page_a_diagnostic()
    {
        IOrderedEnumerable<string?> pages =
            Directory.GetFiles(Folder, "NET*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(Descriptors.All.Select(d => d.Id), pages);
    }

    [Fact]
    public void The_index_lists_every_diagnostic()
    {
        IEnumerable<string> rows =
            File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => line.StartsWith("| [NET", StringComparison.Ordinal));
        IEnumerable<string> expected = Descriptors.All.Select(d => $"| [{d.Id}]({d.Id}.md) | "
            + $"{(d.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning")} | {d.Title} |");
        Assert.Equal(expected, rows);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_its_diagnostic_is(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Of(id);
        string[] lines = File.ReadAllLines(Path.Combine(Folder, id + ".md"));
        Assert.Equal($"# {id}: {descriptor.Title}", lines[0]);
        Assert.Equal($"{descriptor.DefaultSeverity}.", lines[2]);
    }

    /// <summary>A link that is relative leads nowhere outside of the repository.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void A_link_is_whole_or_there_is_none(string id)
    {
        Assert.Equal($"https://example.org/tree/docs/diagnostics/{id}.md", Descriptors.HelpLink(id, "https://example.org/tree/"));
        Assert.Null(Descriptors.HelpLink(id, ""));
        Assert.True(Descriptors.Of(id).HelpLinkUri is "" || Uri.IsWellFormedUriString(Descriptors.Of(id).HelpLinkUri, UriKind.Absolute));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_wrong_example_gives_the_diagnostic_and_the_right_one_none(string id)
    {
        string text = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        var examples = Regex.Matches(text, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).ToList();
        // One is no fault of a class, the others are of a project.
        if (id == Descriptors.InternalError.Id || id == Descriptors.UnknownInstructionSet.Id || id == Descriptors.OldLanguage.Id)
        {
            Assert.Empty(examples);
            return;
        }

        Assert.Equal(2, examples.Count);
        Assert.Equal(id, Assert.Single(GeneratorRunner.Run(examples[0]).Diagnostics).Id);
        GeneratorRun right = GeneratorRunner.Run(examples[1]);
        Assert.Empty(right.Diagnostics);
        Assert.True(right.IsCompiled);
    }
}
