using System.Text.RegularExpressions;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Planning;

/// <summary>
/// Who computes what is only a part of a later tensor writes it there; what must be copied goes by vectors. What comes out is judged with all other
/// networks, by <see cref="Graph.CompiledNetworkTests"/>.
/// </summary>
public sealed partial class PartPlacesTests
{
    [Theory]
    [InlineData("Concat(Narrow(x), Wide(x))")]
    [InlineData("Concat(0, Narrow(x), Narrow(x * 2))")]
    [InlineData("Concat(Concat(Narrow(x), Wide(x)), Narrow(x + 1))")]
    [InlineData("Sum(Concat(Narrow(x), Wide(x)), axis: 2)")]
    public void Parts_are_written_where_they_belong(string forward) => Assert.Empty(Copies(forward));

    /// <summary>
    /// An odd number of channels would be run over, a border belongs to one tensor, an input to the caller, and nothing lies at two places.
    /// </summary>
    [Theory]
    [InlineData("Concat(Odd(x), a)", 2)]
    [InlineData("Concat(a, Odd(x))", 1)]
    [InlineData("Concat(a, x)", 1)]
    [InlineData("Concat(a, a)", 1)]
    [InlineData("Concat(a, Wide(a))", 1)]
    public void What_cannot_lie_in_another_tensor_is_copied_by_vectors(string forward, int copies)
    {
        string[] kinds = Copies(forward);
        Assert.Equal(copies, kinds.Length);
        Assert.All(kinds, kind => Assert.StartsWith("// vectors", kind, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"static void Concat(_\d+)?\(")]
    private static partial Regex ConcatOrNumbered();

    /// <summary>For each kernel of a concatenation, how it goes.</summary>
    private static string[] Copies(string forward)
    {
        string text = GeneratorRunner.Run($$"""
            [Network, Input(6, 5, 16)]
            public partial class Net
            {
                [Conv2D(16, 1)] private static partial Tensor Narrow(Tensor x);
                [Conv2D(32, 3, Padding = Padding.Same)] private static partial Tensor Wide(Tensor x);
                [Conv2D(20, 1)] private static partial Tensor Odd(Tensor x);

                [Forward]
                private static Tensor Forward(Tensor x)
                {
                    Tensor a = Narrow(x);
                    return {{forward}};
                }
            }
            """).Sources.Single(source => source.Key.EndsWith(".Kernels.g.cs", StringComparison.Ordinal)).Value;
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries);

        // Not the copy of an output that is padded.
        return [.. Enumerable.Range(1, lines.Length - 1).Where(i => ConcatOrNumbered().IsMatch(lines[i]))
            .Select(i => lines[i - 1])];
    }
}
