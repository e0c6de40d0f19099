using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>What is written and changes nothing.</summary>
public class UnusedDiagnosticsTests
{
    [Theory]
    [InlineData("«Relu(x)»; return D(x);", "The result of 'Relu'")]
    [InlineData("«E(x)»; return D(x);", "The result of 'E'")]
    [InlineData("Tensor y = «E(x)»; return D(x);", "The result of 'E'")]
    [InlineData("Tensor y = Relu(«E(x)»); return D(x);", "The result of 'E'")]
    [InlineData("Tensor y = «E(D(x))»; return x;", "The result of 'E'")]
    [InlineData("for (int i = 0; i < 3; i++) { «E(x)»; } return D(x);", "The result of 'E'")]
    [InlineData("«Twice(x)»; return D(x);", "The result of 'Twice'")]
    public void Results(string statements, string what) =>
        Diagnose.Methods("NET068", $"{what} is never used by what the method 'F' gives, so it changes nothing", Network(statements));

    [Theory]
    [InlineData("Tensor y = E(x); for (int i = 0; i < 3; i++) { x = x + y; y = E(y); } return x;")]
    [InlineData("_ = x; Tensor y = E(x), z = D(x); return y * z;")]
    public void Results_that_are_used(string statements) =>
        Assert.DoesNotContain(GeneratorRunner.Run(Network(statements)).Diagnostics, d => d.Id == "NET068");

    [Theory]
    [InlineData("[Network] public partial class Net { [Forward] private static Tensor A([Input(4)] Tensor x, [Input(3)] Tensor «y») => Relu(x); }",
        "y", "A")]
    [InlineData("[Network, Input(4)] public partial class Net { [Layer<B>] private static partial Tensor L(Tensor x, Tensor y); [Forward] private "
        + "static Tensor A(Tensor x) => L(x, x + 1); } [Block] public partial class B { [Forward] private static Tensor A(Tensor x, Tensor «y») "
        + "=> Relu(x); }", "y", "A")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net { [Loss] private static Tensor L(Tensor o, Tensor t, [Target(2)] Tensor "
        + "«u») => MeanSquaredError(o, t); }", "u", "L")]
    [InlineData("[Network, Input(4)] public partial class Net { [Forward] private static (Tensor, Tensor) A(Tensor x) => (x * 2, x * 3); [Loss] "
        + "private static Tensor L(Tensor o, Tensor «p», Tensor t) => MeanSquaredError(o, t); }", "p", "L")]
    public void Parameters(string source, string name, string method) =>
        Diagnose.Methods("NET068", $"The parameter '{name}' is never used by what the method '{method}' gives, so it changes nothing", source);

    /// <summary>The rows of a table of places take the place of what they should be added to.</summary>
    [Theory]
    [InlineData("[Input(5, 4)] [«PositionEmbedding(5)»] [Flatten] [Dense(3)]")]
    [InlineData("[Input(5)] [Embedding(9, 4)] [«PositionEmbedding(5)»]")]
    [InlineData("[Input(5, 4)] [Dense(4)] [«PositionEmbedding(5)»] [Dense(2)]")]
    public void What_stands_before_places(string layers) => Diagnose.Layers(
        "NET068", "What stands before 'position_embedding' is never used by what the class 'Net' gives, so it changes nothing", layers);

    [Theory]
    [InlineData("Tensor y = «E(x)»; return D(x) + Place(y);")]
    [InlineData("return D(x) + Place(Relu(«E(x)»));")]
    public void What_only_gives_a_shape(string statements) => Diagnose.Methods(
        "NET068", "The result of 'E' is never used by what the method 'F' gives, so it changes nothing",
        "[Network, Input(3, 4)] public partial class "
        + "Net { [Dense(4)] private static partial Tensor D(Tensor x); [Dense(4)] private static partial Tensor E(Tensor x); [PositionEmbedding(3)] "
        + "private static partial Tensor Place(Tensor x); [Forward] private static Tensor F(Tensor x) { " + statements + " } }");

    [Fact]
    public void A_parameter_that_only_gives_a_shape() => Diagnose.Methods(
        "NET068", "The parameter 'x' is never used by what the method 'F' gives, so it changes nothing",
        "[Network, Input(3, 4)] public partial class "
        + "Net { [PositionEmbedding(3), Dense(4)] private static partial Tensor Place(Tensor x); "
        + "[Forward] private static Tensor F(Tensor «x») => Place(x); }");

    [Fact]
    public void Places_that_are_added() => Assert.DoesNotContain(GeneratorRunner.Run("[Network, Input(3, 4)] public partial class Net { "
        + "[PositionEmbedding(3), Dense(4)] private static partial Tensor Place(Tensor x); "
        + "[Forward] private static Tensor F(Tensor x) => x + Place(x); }").Diagnostics, d => d.Id == "NET068");

    [Fact]
    public void A_parameter_that_is_left_out_on_purpose() =>
        Assert.Empty(GeneratorRunner.Run("[Network] public partial class Net { [Forward] private static Tensor A([Input(4)] Tensor x, [Input(3)] "
            + "Tensor _) => Relu(x); }").Diagnostics);

    [Theory]
    [InlineData("private static Tensor A(Tensor x) => D(H(x)); private static Tensor H([«Input(9)»] Tensor y) => y;", "Input", "y",
        "inputs are parameters of a network's forward method")]
    [InlineData("private static Tensor A([«Target(4)»] Tensor x) => D(x);", "Target", "x", "targets are parameters of a network's loss method")]
    [InlineData("private static Tensor A(Tensor x) => D(x); [Loss] private static Tensor L([«Target(3)»] Tensor o, Tensor t) => "
        + "MeanSquaredError(o, t);", "Target", "o", "the parameters before the targets are the network's outputs")]
    [InlineData("private static Tensor A(Tensor x) => D(x); [Loss] private static Tensor L(Tensor o, [«Input(3)»] Tensor t) => "
        + "MeanSquaredError(o, t);", "Input", "t", "inputs are parameters of a network's forward method")]
    public void Attributes(string methods, string attribute, string parameter, string rule) => Diagnose.Methods(
        "NET069", $"[{attribute}] before '{parameter}' has no effect: {rule}",
        $"[Network, Input(4)] public partial class Net {{ [Dense(3)] private static partial Tensor D(Tensor x); [Forward] {methods} }}");

    [Theory]
    [InlineData("[«Dense(3)»] public partial class Net;", "Dense")]
    [InlineData("[«Loss(Loss.Huber)»] public partial class Net;", "Loss")]
    [InlineData("public partial class Net { [«Forward»] private static Tensor A(Tensor x) => x; }", "Forward")]
    [InlineData("public partial class Net { [«Loss»] private static Tensor A(Tensor x, Tensor y) => x; }", "Loss")]
    public void A_class_that_is_nothing(string source, string attribute) => Diagnose.Class(
        "NET005", $"The class 'Net' has [{attribute}], but neither [Network] nor [Block], so nothing is generated for it", source);

    [Theory]
    [InlineData("[Network, Input(4), Layer<B>] public partial class Net; ")]
    [InlineData("[Network, Input(4), Layer<B>] public partial class Net; [Network, Input(4), Layer<B>(2)] public partial class Other; ")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net; ")]
    public void A_layer_of_a_block_that_is_never_called(string networks) => Diagnose.Methods(
        "NET061", "The layer 'E' is never called by the forward method, so the network does not have it",
        networks + "[Block] public partial class B { [Dense(4)] private static partial Tensor D(Tensor x); [Dense(4)] private static partial "
            + "Tensor «E»(Tensor x); [Forward] private static Tensor A(Tensor x) => D(x); }");

    /// <summary>A block may have layers that only some of its networks call.</summary>
    [Fact]
    public void A_layer_that_some_networks_call() => Assert.Empty(GeneratorRunner.Run("""
        [Network, Input(4), Layer<B>] public partial class Net;
        [Block] public partial class B { [Dense(4)] private static partial Tensor D(Tensor x); [Dense(4)] private static partial Tensor E(Tensor x);
            [Forward] private static Tensor A(Tensor x) => x.Shape[0] > 4 ? D(x) : E(x); }
        """).Diagnostics);

    private static string Network(string statements) => $$"""
        [Network, Input(4)]
        public partial class Net
        {
            [Dense(4)] private static partial Tensor D(Tensor x);
            [Dense(4)] private static partial Tensor E(Tensor x);
            private static Tensor Twice(Tensor x) => D(E(x));
            private static Tensor Both(Tensor x) => D(x) + E(x);

            [Forward]
            private static Tensor F(Tensor input)
            {
                Tensor x = Both(input);
                {{statements}}
            }
        }
        """;
}
