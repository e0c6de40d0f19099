using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Parsing;

/// <summary>Editors run the generator at every keystroke: whatever is there must not make it fail.</summary>
public class HalfTypedTests
{
    private const string Network = """
        using NetCompiler;
        [Network(InputGradient = true)]
        public partial class Net
        {
            private const int Heads = 2;
            [Dense(4, Activation = Activation.Relu), LayerNormalization] private static partial Tensor Row(Tensor x);
            [Layer<Feed>(2)] private static partial Tensor Body(Tensor x, int number);

            [Forward]
            private static (Tensor first, Tensor) Forward([Input(2, 4)] Tensor x, [Input(3)] Tensor side)
            {
                var (a, b) = (Row(x[0]), Row(x[^1, ..]));
                int n = x.Shape[1] / Heads;
                for (int i = 0; i < 2; i++)
                {
                    if (i != 1 && n > 0) { x += Body(x, i) * 0.5f; } else { continue; }
                }
                foreach (Tensor part in new[] { a, b }) { x = x - part; }
                while (n-- > 0) { a = Concat(0, a[1..], b[..1]); }
                float[] scales = [1, 2];
                Tensor Local(Tensor t) => t * scales[0];
                return (MatMul(x, Transpose(x), transposeRight: false), n > 0 ? Local(a) : Sum(side, 0, keepDims: true));
            }

            [Loss]
            private static Tensor Loss(Tensor first, Tensor second, [Target(2, 2)] Tensor wanted) =>
                MeanSquaredError(first, wanted) + 0.1f * Mean(Square(second));
        }

        [Block]
        public partial class Feed
        {
            [Dense(4)] private static partial Tensor D(Tensor x);
            [Forward] private static Tensor Run(Tensor x) => D(x);
        }
        """;

    [Fact]
    public void Every_prefix_of_a_network_is_read()
    {
        Compilation compilation = GeneratorRunner.Compile(("Model.cs", ""));
        GeneratorDriver driver = GeneratorRunner.Driver(Reader());
        for (int length = 0; length <= Network.Length; length++)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), GeneratorRunner.Parse(("Model.cs", Network[..length])));
            driver = driver.RunGenerators(compilation);
            GeneratorRunResult result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"After {length} characters: {result.Exception}");
            Assert.DoesNotContain(result.Diagnostics, d => d.Id == "NET099");
        }

        Assert.Contains(driver.GetRunResult().Results.Single().GeneratedSources, source => source.HintName == "Net.Kernels.g.cs");
    }

    /// <summary>And what is left when something in the middle is missing.</summary>
    [Fact]
    public void A_network_without_any_one_of_its_tokens_is_read()
    {
        Compilation compilation = GeneratorRunner.Compile(("Model.cs", Network));
        SyntaxTree whole = compilation.SyntaxTrees.Single();
        GeneratorDriver driver = GeneratorRunner.Driver(Reader());
        foreach (SyntaxToken token in whole.GetRoot().DescendantTokens().Where(t => t.Span.Length > 0))
        {
            string text = Network.Remove(token.SpanStart, token.Span.Length);
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), GeneratorRunner.Parse(("Model.cs", text)));
            driver = driver.RunGenerators(compilation);
            GeneratorRunResult result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"Without the '{token}' at {token.SpanStart}: {result.Exception}");
            Assert.DoesNotContain(result.Diagnostics, d => d.Id == "NET099");
        }
    }

    /// <summary>Reads every network and builds its graph; kernels are written for the first one only, which takes most of the time.</summary>
    private static NetCompilerGenerator Reader()
    {
        CompiledModel? first = null;
        return new((spec, token) =>
        {
            VerifyGraph.Run(BuildGraph.Run(spec, training: true));
            return first ??= CompileModel.Run(spec, token);
        });
    }
}
