using System.Collections.Concurrent;
using NetCompiler.Onnx.Tests.Harness;
using NetCompiler.Tool.Verification;
using Xunit.Abstractions;

namespace NetCompiler.Onnx.Tests.NodeTests;

/// <summary>ONNX's own tests, where Debian's package libonnx-testdata is installed.</summary>
public sealed class NodeTests(ITestOutputHelper output)
{
    private const string Folder = "/usr/share/libonnx-testdata/data";

    /// <summary>The least that match; the rest is refused with a reason, and none is wrong.</summary>
    [Theory]
    [InlineData("node", 633)]
    [InlineData("pytorch-converted", 74)]
    [InlineData("pytorch-operator", 35)]
    [InlineData("simple", 13)]
    public void What_is_imported_gives_what_ONNX_says(string kind, int least)
    {
        string folder = Path.Combine(Folder, kind);
        if (!Directory.Exists(folder))
        {
            output.WriteLine($"{folder} is not there; apt-get install libonnx-testdata brings it.");
            return;
        }

        string[] names = [.. Directory.GetDirectories(folder).Where(name => !name.EndsWith("_expanded", StringComparison.Ordinal)).Order()];
        List<(NodeCase Case, OnnxImport Import)> imported = [];
        List<string> refused = [];
        foreach (string name in names)
        {
            if (NodeCase.Read(name) is not { } test)
            {
                refused.Add($"{Path.GetFileName(name)}: its data are no tensors");
                continue;
            }

            OnnxImport import = test.Import();
            if (import.IsComplete)
            {
                imported.Add((test, import));
            }
            else
            {
                Assert.All(import.Refusals, refusal => Assert.False(string.IsNullOrEmpty(refusal.Reason)));
                refused.Add($"{test.Name}: {string.Join("; ", import.Refusals)}");
            }
        }

        string[] faults = Run(imported);
        refused.ForEach(output.WriteLine);
        output.WriteLine($"{kind}: {imported.Count} of {names.Length} are imported, {imported.Count - faults.Length} match.");
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        Assert.InRange(imported.Count, least, names.Length);
    }

    /// <summary>Compiles each class once, however many cases have it.</summary>
    private static string[] Run(List<(NodeCase Case, OnnxImport Import)> imported)
    {
        var faults = new ConcurrentBag<string>();
        IGrouping<string, (NodeCase Case, OnnxImport Import)>[] groups = imported.GroupBy(one => one.Import.Source, StringComparer.Ordinal).ToArray();
        Parallel.ForEach(groups.Chunk(Math.Max(1, (groups.Length + 3) / 4)), new() { MaxDegreeOfParallelism = 2 }, part =>
        {
            var compiled = new ClassCompiler(part.Select((group, i) => (group.First().Case.Name,
                group.Key.Replace("using NetCompiler;", $"using NetCompiler;\nnamespace N{i};", StringComparison.Ordinal))));
            foreach (string error in compiled.Errors)
            {
                faults.Add(error);
            }

            for (int i = 0; i < part.Length && compiled.Errors.Count == 0; i++)
            {
                foreach ((NodeCase test, OnnxImport import) in part[i])
                {
                    if (Compare(test, import, compiled, $"N{i}.Case") is { } fault)
                    {
                        faults.Add(fault);
                    }
                }
            }
        });
        return [.. faults];
    }

    private static string? Compare(NodeCase test, OnnxImport import, ClassCompiler compiled, string name)
    {
        try
        {
            return test.Compare(compiled.Create(name, import), import);
        }
        catch (Exception exception) when (exception is ModelFileException or ArgumentException)
        {
            return $"{test.Name}: {exception.Message}";
        }
    }
}
