using System.Text.RegularExpressions;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests;

/// <summary>The folders of the compiler are layers: each uses those below it only, and none is left out.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>From the bottom: each folder, and all that it may use.</summary>
    private static readonly (string Folder, string[] Uses)[] Layers =
    [
        ("Support", []),
        ("Diagnostics", ["Support"]),
        ("Graph", ["Support"]),
        ("Export", ["Support"]),
        ("Layers", ["Support", "Diagnostics", "Graph", "Export"]),
        ("Model", ["Support", "Graph", "Export", "Layers"]),
        ("Passes", ["Support", "Graph", "Model"]),
        ("Loops", ["Support", "Graph"]),
        ("Lowering", ["Support", "Graph", "Loops"]),
        ("Streaming", ["Support", "Graph", "Layers", "Passes"]),
        ("Planning", ["Support", "Graph", "Layers", "Model", "Passes", "Streaming", "Loops", "Lowering"]),
        ("Emit", ["Support", "Graph", "Layers", "Model", "Loops", "Lowering", "Planning"]),
        ("Parsing", ["Support", "Diagnostics", "Graph", "Layers", "Model"]),
    ];

    private static readonly string Root = Path.Combine(Repository.Root, "src", "Generator");

    [GeneratedRegex(@"NetCompiler\.Generator\.([A-Z]\w*)")]
    private static partial Regex Namespace { get; }

    [GeneratedRegex(@"\b(I[A-Z]\w*Symbol|ISymbol|SyntaxNode|SyntaxTree|SemanticModel|AttributeData)\b")]
    private static partial Regex Symbols { get; }

    public static TheoryData<string> Folders => [.. Layers.Select(layer => layer.Folder)];

    /// <summary>In all C# of the repository: more does not fit beside another file.</summary>
    [Fact]
    public void No_line_is_over_150_columns()
    {
        char separator = Path.DirectorySeparatorChar;
        string[] faults = [.. Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{separator}obj{separator}") && !file.Contains($"{separator}bin{separator}"))
            .SelectMany(file => File.ReadLines(file).Select((line, i) => (line, Place: $"{Path.GetRelativePath(Repository.Root, file)}:{i + 1}")))
            .Where(line => line.line.Length > 150).Select(line => line.Place)];
        Assert.Empty(faults);
    }

    [Theory, MemberData(nameof(Folders))]
    public void A_folder_uses_those_below_it_only(string folder)
    {
        string[] uses = Layers.Single(layer => layer.Folder == folder).Uses;
        Assert.Equal(uses, uses.Intersect(Layers.TakeWhile(layer => layer.Folder != folder).Select(layer => layer.Folder)));
        string[] faults = [.. Files(folder).SelectMany(file =>
            Used(file).Where(used => used != folder && !uses.Contains(used)).Select(used => $"{file} uses {used}"))];
        Assert.Empty(faults);
    }

    [Fact]
    public void Each_folder_has_a_layer() => Assert.Equal(
        Layers.Select(layer => layer.Folder).Order(),
        Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj")).Order());

    /// <summary>Symbols and syntax end where they are read.</summary>
    [Fact]
    public void Only_parsing_knows_symbols()
    {
        string[] faults = [.. Layers.Select(layer => layer.Folder).Where(folder => folder is not ("Parsing" or "Diagnostics"))
            .SelectMany(Files).Where(file => Symbols.IsMatch(File.ReadAllText(file)))];
        Assert.Empty(faults);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);

    /// <summary>The folders whose names a file writes, in a using or before a name, but for those of types.</summary>
    private static IEnumerable<string> Used(string file) => Namespace.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
        .Where(name => Layers.Any(layer => layer.Folder == name)).Distinct();
}
