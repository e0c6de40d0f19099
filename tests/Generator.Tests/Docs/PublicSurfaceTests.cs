using System.Text.RegularExpressions;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Docs;

/// <summary>Whoever looks for a public type, or for something that can be set, finds it in the guides or the reference.</summary>
public sealed partial class PublicSurfaceTests
{
    /// <summary>What generated code alone makes, and what is an ONNX file: the types are named, and nobody sets their members by hand.</summary>
    private static readonly string[] SetByNobody =
    [
        "NetworkDescription", "LayerDescription", "LossDescription", "ParameterDescription", "TensorDescription", "StreamDescription",
        "StreamFill", "PackedLayout", "TensorPlacement", "IndexRange", "TrainingPlace", "TrainingSlice", "BatchPhase", "CompiledBlock",
        "OnnxModel", "OnnxGraph", "OnnxNode", "OnnxAttribute", "OnnxTensor", "OnnxValueInfo", "OnnxDimension", "OnnxOperation", "OnnxRefusal",
    ];

    private static readonly HashSet<string> Words =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Where(page => !page.Contains("decisions", StringComparison.Ordinal))
            .SelectMany(page => Word.Matches(File.ReadAllText(page)).Select(word => word.Value)),
    ];

    /// <summary>Lines of the lists of the public API, without what only generated code calls.</summary>
    private static IEnumerable<string> Lines =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "PublicAPI.*.txt")).SelectMany(File.ReadAllLines)
            .Where(line => !line.StartsWith("NetCompiler.Numerics.", StringComparison.Ordinal));

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word { get; }

    /// <summary>A type's line is its name alone.</summary>
    [GeneratedRegex(@"^(?:static |abstract )?[\w.]*?(\w+)(?:<[^>]*>)?$")]
    private static partial Regex TypeLine { get; }

    [GeneratedRegex(@"^(?:abstract |virtual )?[\w.]*?(\w+)(?:<[^>]*>)?\.(\w+)\.(?:init|set) -> void$")]
    private static partial Regex OptionLine { get; }

    [Fact]
    public void Every_public_type_is_in_the_guides_or_the_reference()
    {
        List<string> types = [.. Lines.Select(line => TypeLine.Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Assert.True(types.Count > 200, $"Only {types.Count} types were found in the lists.");
        Assert.All(types, type => Assert.True(Words.Contains(type) || Words.Contains(WithoutSuffix(type)), $"No page names the type {type}."));
    }

    [Fact]
    public void Everything_that_can_be_set_is_in_the_guides_or_the_reference()
    {
        List<(string Type, string Option)> options = [.. Lines.Select(line => OptionLine.Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
        Assert.True(options.Count > 300, $"Only {options.Count} options were found in the lists.");
        Assert.All(options, option => Assert.True(
            SetByNobody.Contains(option.Type) || Words.Contains(option.Option), $"No page names {option.Type}.{option.Option}."));
    }

    private static string WithoutSuffix(string type) => type.EndsWith("Attribute", StringComparison.Ordinal) ? type[..^"Attribute".Length] : type;
}
