using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>Classes as layers of others.</summary>
public class BlockDiagnosticsTests
{
    private const string Pair = "[Block] public partial class B { [Forward] private static (Tensor, Tensor) A(Tensor x) => (x, x); }";

    [Theory]
    [InlineData("[Network, Input(4), «Layer<Net>»] public partial class Net;", "Net", "it contains itself")]
    [InlineData("[Network, Input(4), Layer<B>] public partial class Net; [Block, Layer<C>] public partial class B; [Block, «Layer<B>»] public "
        + "partial class C;", "B", "it contains itself")]
    [InlineData("[Network, Input(4), «Layer<CompiledBlock>»] public partial class Net;", "CompiledBlock", "its source is not in this project")]
    [InlineData("[Network, Input(4), «Layer<B>»] public partial class Net; " + Pair, "B",
        "it gives a tuple, and a layer above a class gives one tensor")]
    [InlineData("[Network, Input(4), «Layer<B>(2)»] public partial class Net; " + Pair, "B",
        "its copies cannot follow each other, because it gives a tuple")]
    [InlineData("[Network, Input(4)] public partial class Net { [Layer<B>, Dense(3)] private static partial Tensor L(Tensor x); [Forward] private "
        + "static Tensor A(Tensor x) => «L(x)»; } " + Pair, "B", "it gives a tuple, and 'l/dense' after it takes one tensor")]
    [InlineData("[Network, Input(4), Layer<B>] public partial class Net; [Block] public partial class «B»;", "B",
        "it has neither layers above it nor a forward method")]
    [InlineData("[Block, «Input(4)», Dense(3)] public partial class B;", "B", "it is a block, and [Input] is for networks")]
    [InlineData("[Block, Dense(3), «Loss(Loss.Huber)»] public partial class B;", "B", "it is a block, and [Loss] is for networks")]
    [InlineData("[Block, Dense(3)] public partial class B { [Loss] private static Tensor «L»(Tensor x, Tensor y) => x; }", "B",
        "it is a block, and [Loss] is for networks")]
    public void A_class_that_cannot_be_a_layer(string source, string name, string fault) =>
        Diagnose.Methods("NET063", $"The class '{name}' cannot be a layer: {fault}", source);

    [Fact]
    public void A_class_that_is_no_block() => Diagnose.Methods(
        "NET063", "The class 'B' cannot be a layer: it has neither [Block] nor [Network]",
        "[Network, Input(4), «Layer<B>»] public partial class Net; public abstract class B : TensorFunctions { }", "CS0122");

    [Fact]
    public void A_network_that_is_a_block_too()
    {
        GeneratorRun run = GeneratorRunner.Run("[Network, Block, Input(4), Dense(3)] public partial class Net;");
        Assert.Equal(
            ["The class 'Net' cannot be a layer: it is a block, and [Network] is for networks",
                "The class 'Net' cannot be a layer: it is a block, and [Input] is for networks"],
            run.Diagnostics.Select(d => d.GetMessage()));
        Assert.DoesNotContain(run.CompilerProblems, d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_block_that_is_not_partial() => Diagnose.Methods(
        "NET001", "The network class 'B' must be declared partial, so that its other half can be generated",
        "[Block, Dense(4)] public class «B»;");

    [Theory]
    [InlineData("NET020", "«0»", "b: the repeat must be at least 1, but is 0")]
    [InlineData("NET020", "«-3»", "b: the repeat must be at least 1, but is -3")]
    public void Copies_that_cannot_be(string id, string repeat, string message) =>
        Diagnose.Methods(id, message, $"[Network, Input(4), Layer<B>({repeat})] public partial class Net; [Block, Dense(4)] public partial class B;");

    [Fact]
    public void Too_many_copies() => Diagnose.Methods(
        "NET062", "Reading this takes more than 100,000 steps; loops and calls must end while compiling",
        "[Network, Input(4), «Layer<B>(2000000000)»] public partial class Net; [Block, Activation(Activation.Relu)] public partial class B;");

    [Theory]
    [InlineData("3", "3")]
    [InlineData("-1", "-1")]
    public void A_copy_that_there_is_not(string number, string found) => Diagnose.Methods(
        "NET056", $"l: there is no {found}; expected 0 to 2",
        $"[Network, Input(4)] public partial class Net {{ [Layer<B>(3)] private static partial Tensor L(Tensor x, int n); [Forward] private "
            + $"static Tensor A(Tensor x) => «L(x, {number})»; }} [Block, Dense(4)] public partial class B;");

    [Theory]
    [InlineData("private static partial Tensor L(Tensor x, Tensor y); [Forward] private static Tensor A(Tensor x) => «L(x, x)»;",
        "[Block, Dense(4)] public partial class B;", "1 input", "2")]
    [InlineData("private static partial Tensor L(Tensor x); [Forward] private static Tensor A(Tensor x) => «L(x)»;",
        "[Block] public partial class B { [Forward] private static Tensor A(Tensor x, Tensor y) => x + y; }", "2 inputs", "1")]
    public void Inputs_of_a_block(string methods, string block, string wanted, string found) =>
        Diagnose.Methods("NET064", $"The layer 'l' takes {wanted}, but is called with {found}",
            $"[Network, Input(4)] public partial class Net {{ [Layer<B>] {methods} }} {block}");

    [Fact]
    public void A_forward_method_of_a_block() => Diagnose.Methods(
        "NET057", "The method 'A' has the parameter 'n', which is no plain Tensor",
        "[Network, Input(4), Layer<B>] public partial class Net; [Block] public partial class B { [Forward] private static Tensor «A»(Tensor x, "
            + "int n) => x; }");

    [Fact]
    public void A_layer_of_another_class() => Diagnose.Methods(
        "NET050",
        "The network compiler cannot read the layer 'D' of another class, 'B', which [Layer<B>] makes a layer, in a method over tensors; it reads "
            + "locals, tuples, constants, operators, calls of layers, functions and methods in source, if and loops over constants, and return",
        """
        [Network, Input(4)] public partial class Net { [Forward] private static Tensor A(Tensor x) => «B.D(x)»; }
        [Block] public partial class B { [Dense(4)] internal static partial Tensor D(Tensor x); [Forward] private static Tensor A(Tensor x) => D(x); }
        """);

    [Fact]
    public void Layers_of_a_block_above_two_declarations() => Diagnose.Methods(
        "NET012", "The layers of 'B' stand above several of its partial declarations, so their order is undefined; [Flatten] must stand beside "
            + "the first layer, [Dense]",
        "[Block, Dense(4)] public partial class B; [«Flatten»] public partial class B;");

    [Fact]
    public void A_layer_named_as_a_blocks_copy() => Diagnose.Methods(
        "NET014", "The layer name 'l_1' is taken by the method 'L', one of whose copies has it; names must differ in more than upper and lower case",
        """
        [Network, Input(4)] public partial class Net { [Layer<B>(2)] private static partial Tensor L(Tensor x);
            [«Layer<B>»] private static partial Tensor L_1(Tensor x);
            [Forward] private static Tensor A(Tensor x) => L(x) + L_1(x); }
        [Block, Dense(4)] public partial class B;
        """);

    [Theory]
    [InlineData("NET020", "[Block, Dense(«0»)] public partial class B;", "dense: the units must be at least 1, but is 0")]
    [InlineData("NET056", "[Block] public partial class B { [Forward] private static Tensor A(Tensor x) => «x[9]»; }",
        "axis 0 of [4]: there is no 9; expected a part of 0..4")]
    public void What_two_networks_share_is_said_once(string id, string block, string message) =>
        Diagnose.Methods(id, message, "[Network, Input(4), Layer<B>] public partial class Net; [Network, Input(4), Layer<B>(2)] public partial "
            + "class Other; " + block);

    [Fact]
    public void Blocks_that_only_case_tells_apart_get_files_of_their_own()
    {
        GeneratorRun run = GeneratorRunner.Run("[Block, Dense(4)] public partial class Part; [Block, Dense(3)] public partial class part;");
        Assert.Equal(["Part-1.Block.g.cs", "part-2.Block.g.cs"], run.Sources.Keys.Order(StringComparer.Ordinal));
    }
}
