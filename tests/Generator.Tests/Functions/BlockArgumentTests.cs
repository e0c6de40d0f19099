using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>A block with arguments is the block that has them written out.</summary>
public class BlockArgumentTests
{
    private const string Unit = """
        [Block]
        public partial class Unit
        {
            [Argument] private const int Units = 3, Copies = 1;
            [Argument] private const float Scale = 1;
            [Argument] private const Activation Kind = Activation.Tanh;
            [Argument] private const bool Residual = false;
            private const int Wide = 2 * Units;
            [Dense(Wide + 1, Activation = Copies > 1 ? Activation.Relu : Kind), Layer<Inner>(Copies, Arguments = [Wide])]
            private static partial Tensor Body(Tensor x);
            [Dense(Units)] private static partial Tensor Out(Tensor x);
            [Forward] private static Tensor Forward(Tensor x)
            {
                Tensor y = Scale * Out(Body(x));
                return Residual ? x + y : y;
            }
        }

        [Block]
        public partial class Inner
        {
            [Argument] private const int Units = 1;
            [Dense(Units)] private static partial Tensor D(Tensor x);
            [Forward] private static Tensor Forward(Tensor x) => D(x) + Units;
        }

        """;

    /// <summary>The block's own constants; others in the attribute; by a table in a method.</summary>
    [Theory]
    [InlineData("[Layer<Unit>] private static partial Tensor L(Tensor x); [Forward] private static Tensor F(Tensor x) => L(x);",
        """
        [Dense(7, Activation = Activation.Tanh)] private static partial Tensor A(Tensor x);
        [Dense(6)] private static partial Tensor B(Tensor x);
        [Dense(3)] private static partial Tensor C(Tensor x);
        [Forward] private static Tensor F(Tensor x) => C(B(A(x)) + 6);
        """)]
    [InlineData("[Layer<Unit>(Arguments = [4, 2, 0.5f, Activation.Gelu, true])] private static partial Tensor L(Tensor x); "
        + "[Forward] private static Tensor F(Tensor x) => L(x);",
        """
        [Dense(9, Activation = Activation.Relu)] private static partial Tensor A(Tensor x);
        [Dense(8)] private static partial Tensor B(Tensor x);
        [Dense(8)] private static partial Tensor B2(Tensor x);
        [Dense(4)] private static partial Tensor C(Tensor x);
        [Forward] private static Tensor F(Tensor x) => x + 0.5f * C(B2(B(A(x)) + 8) + 8);
        """)]
    [InlineData("""
        [Layer<Unit>(2, Arguments = [1, 1, 2f])] private static partial Tensor L(Tensor x, int units, Activation kind, int number);
        [Forward] private static Tensor F(Tensor x)
        {
            int number = 0;
            foreach (var (units, kind) in new[] { (2, Activation.Sigmoid), (1, Activation.Gelu) })
            {
                x = L(x, units, kind, number++);
            }

            return x;
        }
        """,
        """
        [Dense(5, Activation = Activation.Sigmoid)] private static partial Tensor A(Tensor x);
        [Dense(4)] private static partial Tensor B(Tensor x);
        [Dense(2)] private static partial Tensor C(Tensor x);
        [Dense(3, Activation = Activation.Gelu)] private static partial Tensor D(Tensor x);
        [Dense(2)] private static partial Tensor E(Tensor x);
        [Dense(1)] private static partial Tensor G(Tensor x);
        [Forward] private static Tensor F(Tensor x) => 2 * G(E(D(2 * C(B(A(x)) + 4))) + 2);
        """)]
    public void It_computes_what_its_arguments_say(string uses, string written)
    {
        CompiledNetwork block = Create("[Network, Input(4)] public partial class Net { " + uses + " } " + Unit);
        CompiledNetwork plain = Create("[Network, Input(4)] public partial class Net { " + written + " }");
        Assert.Equal(plain.Parameters.Select(p => p.Shape), block.Parameters.Select(p => p.Shape));
        foreach ((Parameter from, Parameter to) in plain.Parameters.Zip(block.Parameters))
        {
            float[] weights = new float[from.Count];
            from.CopyTo(weights);
            to.CopyFrom(weights);
        }

        int outputs = Assert.Single(plain.Description.OutputShape);
        float[] x = [0.3f, -0.7f, 0.9f, -0.1f], expected = new float[outputs], found = new float[outputs];
        plain.Predict(x, expected);
        block.Predict(x, found);
        Assert.Equal(expected, found);
    }

    private const string Use = "[Network, Input(4)] public partial class Net { ";

    [Theory]
    [InlineData("[Layer<Inner>(«Arguments = [1, 2]»)] private static partial Tensor L(Tensor x);", "L(x)", "2", "Inner", "the class has only Units")]
    [InlineData("[Layer<Inner>(«Arguments = [1.5f]»)] private static partial Tensor L(Tensor x);", "L(x)", "Units", "Inner",
        "it is 'int', and what is given is a number")]
    [InlineData("[Layer<Inner>(«Arguments = [\"a\"]»)] private static partial Tensor L(Tensor x);", "L(x)", "Units", "Inner",
        "it is 'int', and what is given is neither a number nor a truth value")]
    [InlineData("[Layer<Inner>] private static partial Tensor L(Tensor x, float units);", "«L(x, 2)»", "Units", "Inner",
        "it is 'int', and what is given is a number")]
    public void Arguments_that_do_not_fit(string layer, string call, string argument, string type, string why) => Diagnose.Methods(
        "NET078", $"The argument '{argument}' of '{type}' does not fit: {why}",
        Use + layer + " [Forward] private static Tensor F(Tensor x) => " + call + "; } " + Unit);

    [Fact]
    public void Arguments_of_a_class_that_has_none() => Diagnose.Methods(
        "NET078", "The argument '1' of 'B' does not fit: the class has no constant with [Argument]",
        "[Network, Input(4), Layer<B>(«Arguments = [1]»)] public partial class Net; [Block, Dense(3)] public partial class B;");

    [Theory]
    [InlineData("static readonly int", "3", "it is no constant")]
    [InlineData("const string", "\"a\"", "it is neither a number nor a truth value")]
    public void Declarations_that_are_none(string type, string value, string why) => Diagnose.Methods(
        "NET078", "The argument 'A' of 'B' does not fit: " + why,
        $"[Block] public partial class B {{ [Argument] public {type} «A» = {value}; [Dense(3)] private static partial Tensor D(Tensor x); "
            + "[Forward] private static Tensor F(Tensor x) => D(x); }");

    /// <summary>What an argument makes of a layer is said at the layer, once for all uses.</summary>
    [Fact]
    public void A_layer_that_an_argument_breaks() => Diagnose.Methods(
        "NET020", "d: the units must be at least 1, but is -1",
        """
        [Network, Input(4), Layer<B>(2, Arguments = [-1])] public partial class Net;
        [Block] public partial class B
        {
            [Argument] private const int Units = 1;
            [Dense(«Units»)] private static partial Tensor D(Tensor x);
            [Forward] private static Tensor F(Tensor x) => D(x);
        }
        """);

    private static CompiledNetwork Create(string source)
    {
        GeneratorRun run = GeneratorRunner.Run("using NetCompiler;\n" + source);
        Assert.Empty(run.Diagnostics);
        return (CompiledNetwork)Activator.CreateInstance(run.Load().GetType("Net")!, 1)!;
    }
}
