using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Docs;

/// <summary>What the documentation shows compiles: the C# blocks of each page, together, with the generator at work.</summary>
public sealed class DocumentTests
{
    private static readonly string[] KnownLanguages = ["csharp", "text", "xml", "json", "bash", "python"];

    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Runtime.Intrinsics;
        global using System.Threading;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.Extensions.DependencyInjection;
        global using NetCompiler;
        """;

    /// <summary>What a page's statements may use without declaring it.</summary>
    private const string Surroundings =
        """
        internal abstract class Surroundings
        {
            protected static DigitClassifier model = new();
            protected static Dataset train = null!, test = null!;
            protected static float[] image = [], probabilities = [], inputs = [], targets = [];
            protected static string[] args = [];
            protected static IServiceCollection services = null!;
            protected static WebApplication app = null!;
            protected static Microsoft.Extensions.Logging.ILogger logger = null!;
        }
        """;

    private const string Network = "[Network, Input(28, 28, 1), Flatten, Dense(10), Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)] "
        + "public partial class DigitClassifier;";

    public static TheoryData<string> Pages => [.. PagePaths];

    /// <summary>The diagnostics' pages show what is wrong; they have tests of their own.</summary>
    public static TheoryData<string> Guides => [.. PagePaths.Where(page => !Path.GetFileName(page).StartsWith("NET", StringComparison.Ordinal))];

    private static IEnumerable<string> PagePaths =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Order(StringComparer.Ordinal);

    /// <summary>No C# can hide in a block that is not compiled: languages are known by these marks, and by none that only looks like one.</summary>
    [Theory, MemberData(nameof(Pages))]
    public void Every_block_says_what_it_is(string page)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, page));
        List<string> languages = [.. DocumentFences.Languages(text)];
        Assert.All(languages, language => Assert.Contains(language, KnownLanguages));
        Assert.Equal(languages.Count(language => language == "csharp"), DocumentBlocks.Files(text).Count);
    }

    /// <summary>Prose is read in editors, too. Tables and code have lines as long as they need.</summary>
    [Theory, MemberData(nameof(Pages))]
    public void Lines_have_less_than_120_columns(string page)
    {
        bool isCode = false;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, page)))
        {
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            bool isLong = line.Length >= 120 && !isCode && !line.StartsWith('|') && !line.StartsWith("    ", StringComparison.Ordinal);
            Assert.False(isLong, $"{page}: {line}");
        }
    }

    [Fact]
    public void The_readme_leads_to_every_guide()
    {
        HashSet<string> linked = [.. DocumentLinks.Relative(File.ReadAllText(Path.Combine(Repository.Root, "README.md")))];
        Assert.All(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md"), guide =>
            Assert.Contains("docs/" + Path.GetFileName(guide), linked));
    }

    [Theory, MemberData(nameof(Guides))]
    public void Examples_compile(string page)
    {
        List<(string Path, string Text)> files = DocumentBlocks.Files(File.ReadAllText(Path.Combine(Repository.Root, page)));
        if (files.Count == 0)
        {
            return;
        }

        files.Add(("Usings.cs", Usings));
        files.Add(("Surroundings.cs", Surroundings));
        if (!files.Any(file => file.Text.Contains("partial class DigitClassifier", StringComparison.Ordinal)))
        {
            files.Add(("Network.cs", Network));
        }

        Compilation compilation = GeneratorRunner.Compile([.. files]).WithReferences(DocumentReferences.All);
        GeneratorRun run = GeneratorRunner.Run(new NetCompilerGenerator(), compilation);
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.CompilerProblems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    [Theory, MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        Assert.All(DocumentLinks.Relative(File.ReadAllText(Path.Combine(Repository.Root, page))), link =>
            Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page} links to {link}, which does not exist."));
    }
}
