using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Parsing;

/// <summary>C# that methods over tensors may use, and the numbers that the compiler computes from it: the first size of the output.</summary>
public class ReadMethodTests
{
    [Theory]
    [InlineData("int n = 13 & 6;", 4)]
    [InlineData("int n = 8; n |= 3; n ^= 1; n &= 14;", 10)]
    [InlineData("int n = -1 & 7;", 7)]
    [InlineData("int n = 5 << 2; n >>= 1; n >>>= 1;", 5)]
    [InlineData("int n = 9 - (-7 >> 1);", 13)]
    [InlineData("bool b = true; b &= false; b |= N > 2; b ^= false; int n = b ? 3 : 4;", 3)]
    [InlineData("long big = 3000000000; big -= 2999999996; int n = big == 4 ? 6 : 7;", 6)]
    [InlineData("int[] a = [1, 2]; int[] b = [0, .. a, .. a, 3]; int n = b.Length;", 6)]
    [InlineData("var t = (Item0: 4, other: 5); int n = t.Item0 + t.Item2;", 9)]
    [InlineData("int n = Same(7);", 7)]
    [InlineData("int n = Same<int>(7);", 7)]
    [InlineData("int n = Sized(Kind.Large);", 8)]
    [InlineData("int n = Sized();", 2)]
    [InlineData("int n = Long(5) == 10 ? 3 : 1;", 3)]
    [InlineData("int n = Later(4);", 5)]
    [InlineData("int n = Other.Inherited(4);", 6)]
    [InlineData("x = x.Shifted(by: 2); int n = 1;", 1)]
    [InlineData("x = Row(x).Shifted(2).Shifted(); int n = 2;", 2)]
    [InlineData("x = Inner.Through(x); int n = 2;", 2)]
    [InlineData("x = Imported(x); int n = 2;", 2)]
    public void What_is_read(string statements, int size)
    {
        GeneratorRun run = GeneratorRunner.Run(Network(statements));
        Assert.DoesNotContain(run.Diagnostics, d => d.Id != "NET061");
        Assert.DoesNotContain(run.CompilerProblems, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal([size, 4], run.Spec.Nodes[run.Spec.Outputs[0]].OutputShape);
    }

    /// <summary>A class has the functions over tensors before it has what it imports.</summary>
    [Fact]
    public void A_function_stands_before_an_imported_method()
    {
        GeneratorRun run = GeneratorRunner.Run(Network("x = Tanh(x); int n = 2;"));
        Assert.Contains(run.Spec.Nodes, node => node.Name.StartsWith("tanh.", StringComparison.Ordinal));
    }

    /// <summary>As in Keras, an embedding of a single number is a row.</summary>
    [Theory]
    [InlineData("x[0]", "[3]")]
    [InlineData("ArgMax(x)", "[3]")]
    [InlineData("x", "[4, 3]")]
    public void The_shape_of_an_embedding(string input, string shape)
    {
        GeneratorRun run = GeneratorRunner.Run(
            $"[Network, Input(4)] public partial class Net {{ [Embedding(10, 3)] private static partial Tensor D(Tensor x); [Forward] private "
                + $"static Tensor A(Tensor x) => D({input}); }}");
        Assert.Empty(run.Diagnostics);
        Assert.Equal(shape, Support.Invariant.Text(run.Spec.Nodes[run.Spec.Outputs[0]].OutputShape));
    }

    private static string Network(string statements) => $$"""
        using static Imports;
        [Network, Input(4)]
        public partial class Net
        {
            private const int N = 3;
            private enum Kind { Small, Large }
            [Dense(4)] private static partial Tensor Row(Tensor x);
            private static T Same<T>(T value) => value;
            private static int Sized(Kind kind = Kind.Small) => kind == Kind.Large ? 8 : 2;
            private static long Long(long n) => n * 2;
            private static partial int Later(int first);
            private static partial int Later(int second) => second + 1;
            private static class Inner { public static Tensor Through(Tensor x) => Relu(x); }

            [Forward]
            private static Tensor Forward(Tensor x)
            {
                {{statements}}
                return BroadcastTo(x, n, 4);
            }
        }
        internal static class Extensions { public static Tensor Shifted(this Tensor x, int by = 1) => x + by; }
        internal static class Imports { public static Tensor Imported(Tensor x) => x * 2; public static Tensor Tanh(Tensor x) => x * 2; }
        internal class Ancestor { public static int Inherited(int n) => n + 2; }
        internal class Other : Ancestor { }
        """;
}
