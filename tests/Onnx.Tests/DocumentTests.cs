using System.Text.RegularExpressions;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Onnx.Tests;

/// <summary>The guide names the operations that are imported, and no other.</summary>
public sealed partial class DocumentTests
{
    [GeneratedRegex(@"^\| `(\w+)` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [Fact]
    public void The_guide_has_a_row_for_each_operation()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "onnx.md"));
        Assert.Equal(OnnxImporter.Operations.Select(operation => $"{operation.Name} {operation.Since}"),
            Row.Matches(guide).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}"));
        Assert.Contains($"Versions 1 to {OnnxImporter.NewestOpset} ", guide);
    }
}
