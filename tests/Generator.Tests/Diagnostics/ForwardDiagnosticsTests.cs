using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

/// <summary>What is wrong in methods over tensors and in how they are declared; their shapes have tests of their own.</summary>
public class ForwardDiagnosticsTests
{
    [Theory]
    [InlineData("«try { x = Relu(x); } finally { }»", "a try statement")]
    [InlineData("«switch (x.Shape[0]) { default: break; }»", "a switch statement")]
    [InlineData("«goto end;» end: x = Relu(x);", "a goto statement")]
    [InlineData("«end: x = Relu(x);» if (x.Shape[0] > 5) goto end;", "a labeled statement")]
    [InlineData("if (x.Shape[0] > 3) «throw new System.Exception();»", "a throw statement")]
    [InlineData("«lock (x) { }»", "a lock statement")]
    [InlineData("«using (System.IO.Stream.Null) { }»", "a using statement")]
    [InlineData("«checked { x = Relu(x); }»", "a checked statement")]
    [InlineData("System.Func<Tensor, Tensor> f = «y => y»;", "a simple lambda expression")]
    [InlineData("System.Func<Tensor, Tensor> f = «(y) => y»;", "a parenthesized lambda expression")]
    [InlineData("System.Func<Tensor, Tensor> f = «delegate (Tensor y) { return y; }»;", "an anonymous method expression")]
    [InlineData("System.Func<Tensor, Tensor> f = «Relu»;", "'Relu', which is no constant")]
    [InlineData("System.Func<Tensor, Tensor> f = «Helper»;", "'Helper', which is no constant")]
    [InlineData("var a = «new Tensor[3]»;", "an array creation expression")]
    [InlineData("var a = «new object()»;", "an object creation expression")]
    [InlineData("object a = «new()»;", "an implicit object creation expression")]
    [InlineData("var a = «new { x }»;", "an anonymous object creation expression")]
    [InlineData("var a = new[] { x }; «a[0]» = x;", "an assignment to anything but a local")]
    [InlineData("«_scale» = 3;", "an assignment to anything but a local")]
    [InlineData("x *= «_scale»;", "'_scale', which is no constant")]
    [InlineData("x *= «Fixed»;", "'Fixed', which is no constant")]
    [InlineData("x *= «Property»;", "'Property', which is no constant")]
    [InlineData("var n = «_scale»++;", "'_scale', which is no constant")]
    [InlineData("var a = «\"text\"»;", "'\"text\"', which is neither a number nor a truth value")]
    [InlineData("var a = «'c'»;", "''c'', which is neither a number nor a truth value")]
    [InlineData("Tensor a = «null»!;", "'null', which is neither a number nor a truth value")]
    [InlineData("Tensor? a = «default»;", "'default', which is neither a number nor a truth value")]
    [InlineData("var a = «$\"{1}\"»;", "an interpolated string expression")]
    [InlineData("var a = «x is null»;", "an is pattern expression")]
    [InlineData("var a = «x == x»;", "an equals expression on tensors")]
    [InlineData("var a = «x ?? x»;", "a coalesce expression on tensors")]
    [InlineData("«x ??= x»;", "a coalesce assignment expression")]
    [InlineData("var a = «x?.Shape.Length»;", "a conditional access expression")]
    [InlineData("var a = «x.Shape[0] switch { 4 => 1, _ => 2 }»;", "a switch expression")]
    [InlineData("var a = «typeof(int)»;", "a type of expression")]
    [InlineData("int n = 3; var a = «~n»;", "a bitwise not expression on a whole number")]
    [InlineData("int n = 3, zero = 0; var a = «n / zero»;", "an operation on a whole number and a whole number that has no result")]
    [InlineData("int n = int.MaxValue; n = «n + n»;", "an operation on a whole number and a whole number that has no result")]
    [InlineData("int n = int.MaxValue; «n++»;", "a post increment expression that has no result")]
    [InlineData("long n = «(long)x.Shape[0]»;", "a conversion of a whole number to 'long'")]
    [InlineData("int n = 1; Change(«ref n»);", "an argument by 'ref'")]
    [InlineData("Make(«out var n»);", "an argument by 'out'")]
    [InlineData("double a = «System.Math.Cosh(1)»;", "the function 'Cosh' on these arguments")]
    [InlineData("int[] a = [.. «Sizes»];", "'Sizes', which is no constant")]
    [InlineData("var a = «x is Tensor» ? 1 : 2;", "an is expression")]
    [InlineData("var a = «x as Tensor»;", "an as expression")]
    [InlineData("var a = «x.Shape.IsEmpty»;", "the member 'IsEmpty'")]
    [InlineData("var n = new[,] «{ { 1, 2 } }»; var a = n.Length;", "an array of several dimensions")]
    [InlineData("int[,] n = «{ { 1, 2 } }»; var a = n[0, 1];", "an array of several dimensions")]
    [InlineData("«_scale» += 1;", "an assignment to anything but a local")]
    [InlineData("uint n = 0; «n--»;", "a post decrement expression that has no result")]
    [InlineData("byte n = 255; «++n»;", "a pre increment expression that has no result")]
    [InlineData("uint n = 0; var a = «n - 1»;", "an operation on a whole number and a whole number that has no result")]
    [InlineData("int n = int.MinValue; var a = «-n»;", "a unary minus expression that has no result")]
    [InlineData("int n = int.MinValue; var a = «System.Math.Abs(n)»;", "the function 'Abs' on these arguments")]
    [InlineData("int n = 1; var a = «n << 33»;", "an operation on a whole number and a whole number that has no result")]
    [InlineData("int n = -1; var a = «n >>> 1»;", "an operation on a whole number and a whole number that has no result")]
    [InlineData("double a = «System.Math.Pow(y: 2, x: 3)»;", "the function 'Pow' on these arguments")]
    [InlineData("x = «Named(x)»; static Tensor Named(Tensor t, string name = \"a\") => t;",
        "a call of 'Named', whose parameter 'name' is of type 'string',")]
    [InlineData("x = «Boxed(x)»; static Tensor Boxed(object t) => (Tensor)t;", "a call of 'Boxed', whose parameter 't' is of type 'object',")]
    [InlineData("x = «Perhaps(x, 3)»; static Tensor Perhaps(Tensor t, int? n) => t;", "a call of 'Perhaps', whose parameter 'n' is of type 'int?',")]
    [InlineData("x = «Masked(x)»; static Tensor Masked(Tensor t, Tensor? mask = null) => t;",
        "a call of 'Masked', whose parameter 'mask' is null by default,")]
    public void What_is_not_read(string statement, string what) => Unreadable(Network(statement), what);

    [Fact]
    public void A_query() => Unreadable("using System.Linq;\n" + Network("var a = «from i in new[] { 1 } select i»;"), "a query expression");

    [Fact]
    public void A_method_of_LINQ() => Unknown("new[] { 1 }.First", "using System.Linq;\n" + Network("x *= «new[] { 1 }.First»();"));

    [Fact]
    public void What_no_call_reaches_is_not_read() =>
        Assert.Empty(GeneratorRunner.Run(Network("if (x.Shape[0] > 4) { x = Wrong(x); }",
            "private static Tensor Wrong(Tensor x) => throw new System.Exception();")).Diagnostics);

    [Theory]
    [InlineData("while («x») { x = Relu(x); }", "x", "a condition that is known while compiling", "CS0029")]
    [InlineData("if («x > 0») { x = Relu(x); }", "x > 0", "a condition that is known while compiling", "CS0029")]
    [InlineData("foreach (Tensor p in «x») { }", "x", "an array", "CS1579")]
    [InlineData("int[] a = [.. «x»];", "x", "an array", "CS9212")]
    [InlineData("x = x[«x»];", "x", "a whole number or a range", "CS1503")]
    public void What_is_not_known_while_compiling(string statement, string found, string wanted, string error) =>
        Diagnose.Methods("NET051", $"'{found}' is a tensor, but {wanted} is needed here", Network(statement), error);

    [Theory]
    [InlineData("x = x * «x.GetHashCode»();", "x.GetHashCode")]
    [InlineData("x = «System.Linq.Enumerable.First»(new[] { x });", "First")]
    [InlineData("x = x * «System.BitConverter.Int32BitsToSingle»(1);", "Int32BitsToSingle")]
    [InlineData("var a = «nameof»(x);", "nameof")]
    public void An_unknown_method(string statement, string name) => Unknown(name, Network(statement));

    [Theory]
    [InlineData("x = «Relu()»;", "'Relu' does not take (nothing); it is declared as TensorFunctions.Relu(Tensor)", "CS7036")]
    [InlineData("x = «Relu(x, 3)»;", "'Relu' does not take (a tensor, a whole number); it is declared as TensorFunctions.Relu(Tensor)", "CS1501")]
    [InlineData("x = «Relu(y: x)»;", "'Relu' does not take (a tensor); it is declared as TensorFunctions.Relu(Tensor)", "CS1739")]
    [InlineData("x = «Relu(new[] { x })»;", "'Relu' does not take (an array); it is declared as TensorFunctions.Relu(Tensor)", "CS1503")]
    [InlineData("x = «Relu((x, x))»;", "'Relu' does not take (a tuple); it is declared as TensorFunctions.Relu(Tensor)", "CS1503")]
    [InlineData("x = «Row(x, x)»;", "'Row' does not take (a tensor, a tensor); it is declared as Net.Row(Tensor)", "CS1501")]
    [InlineData("x = «Concat()»;", "'Concat' does not take (nothing); it is declared as one that takes at least one tensor")]
    [InlineData("x = «Stack()»;", "'Stack' does not take (nothing); it is declared as one that takes at least one tensor")]
    [InlineData("x = «ReverseGradient(x, float.PositiveInfinity)»;",
        "'ReverseGradient' does not take (Infinity); it is declared as one that takes a finite scale")]
    public void Arguments_that_do_not_fit(string statement, string message, params string[] errors) =>
        Diagnose.Methods("NET053", message, Network(statement), errors);

    [Theory]
    [InlineData("NET022", "x = «Dropout(x, 1)»;", "Dropout: the rate must be at least 0 and less than 1, but is 1")]
    [InlineData("NET026", "x = «Celu(x, 0)»;", "Celu: the alpha of Celu must be finite and not 0, but is 0")]
    [InlineData("NET026", "x = «LeakyRelu(x, float.NaN)»;", "LeakyRelu: the alpha of LeakyRelu must be finite, but is NaN")]
    [InlineData("NET044", "x += «CategoricalCrossentropy(x, x, true, 2f)»;", "LabelSmoothing must be at least 0 and at most 1, but is 2")]
    [InlineData("NET046", "x += «Huber(x, x, 0f)»;", "Delta must be finite and greater than 0, but is 0")]
    [InlineData("NET046", "x += «Huber(x, x, float.PositiveInfinity)»;", "Delta must be finite and greater than 0, but is Infinity")]
    public void Values_out_of_range(string id, string statement, string message) => Diagnose.Methods(id, message, Network(statement));

    [Theory]
    [InlineData("while (x.Shape[0] > 0) «{ x = x + 1; }»")]
    [InlineData("for (int i = 0; i >= 0; i += 0) «{ x = Relu(x); }»")]
    public void A_loop_that_does_not_end(string statement) =>
        Diagnose.Methods("NET062", "Reading this takes more than 100,000 steps; loops and calls must end while compiling", Network(statement));

    [Fact]
    public void Calls_that_do_not_end() => Diagnose.Methods(
        "NET062", "Reading this takes more than 64 calls in each other; loops and calls must end while compiling",
        Network("x = Endless(x);", "private static Tensor Endless(Tensor x) => «Endless(x)» + Endless(x);"));

    [Theory]
    [InlineData("[Forward] private static Tensor «A»() => Arange(3);", "has no parameter")]
    [InlineData("[Forward] private static Tensor «A»<T>(Tensor x) => x;", "has type parameters")]
    [InlineData("[Forward] private static Tensor «A»(Tensor x, int n) => x;", "has the parameter 'n', which is no plain Tensor")]
    [InlineData("[Forward] private static Tensor «A»(in Tensor x) => x;", "has the parameter 'x', which is no plain Tensor")]
    [InlineData("[Forward] private static void «A»(Tensor x) { }", "returns neither a Tensor nor a tuple of them")]
    [InlineData("[Forward] private static async System.Threading.Tasks.Task<Tensor> «A»(Tensor x) { await System.Threading.Tasks.Task.Yield(); "
        + "return x; }", "returns neither a Tensor nor a tuple of them")]
    [InlineData("[Forward] private static Tensor «A»(Tensor x) => 3;",
        "must give tensors that depend on an input and have at least one axis, but gives a tensor of shape [] that is the same for every sample")]
    [InlineData("[Forward] private static Tensor «A»(Tensor x) => Sum(x);",
        "must give tensors that depend on an input and have at least one axis, but gives a tensor of shape []")]
    [InlineData("[Forward] private static Tensor «A»(Tensor x) => Arange(3);",
        "must give tensors that depend on an input and have at least one axis, but gives a tensor of shape [3] that is the same for every sample")]
    [InlineData("[Forward] private static (Tensor, (Tensor, Tensor)) «A»(Tensor x) => (x, (x, x));",
        "must give tensors that depend on an input and have at least one axis, but gives a tensor of shape [4] and a tuple")]
    [InlineData("[Forward] private static (Tensor, int) «A»(Tensor x) => (x, 2);",
        "must give tensors that depend on an input and have at least one axis, but gives a tensor of shape [4] and a whole number")]
    [InlineData("[Forward] private static Tensor A(Tensor x) => x; [Loss] private static Tensor «L»(Tensor o) => Mean(Square(o));",
        "needs 1 parameters for the outputs, and one for each target after them")]
    [InlineData("[Forward] private static Tensor A(Tensor x) => x; [Loss] private static Tensor «L»(Tensor o, Tensor t) => Mean(t);",
        "must give a tensor that depends on an output, but gives one that does not")]
    [InlineData("[Forward] private static Tensor A(Tensor x) => x; [Loss] private static Tensor «L»(Tensor o, Tensor t) => 2;",
        "must give a tensor that depends on an output, but gives one that does not")]
    [InlineData("[Forward] private static Tensor A(Tensor x) => x; [Loss] private static (Tensor, Tensor) «L»(Tensor o, Tensor t) => (o, t);",
        "does not return a Tensor")]
    [InlineData("[Forward] private static Tensor A(Tensor x) => x; [Loss] private static Tensor «L»(Tensor o, int t) => o;",
        "has the parameter 't', which is no plain Tensor")]
    public void A_method_that_cannot_be_read(string methods, string fault)
    {
        string name = methods[(methods.IndexOf('«') + 1)..methods.IndexOf('»')];
        Diagnose.Methods("NET057", $"The method '{name}' {fault}", $"[Network, Input(4)] public partial class Net {{ {methods} }}");
    }

    [Theory]
    [InlineData("[Network, «Input(3)»] public partial class Net { [Forward] private static Tensor A([Input(3)] Tensor x) => Relu(x); }")]
    [InlineData("[Network, «Input(3)»] public partial class Net { [Forward] private static Tensor A([Input(3)] Tensor x, [Input(2)] Tensor y) => "
        + "Concat(x, y); }")]
    public void Inputs_above_the_class_and_before_parameters(string source) =>
        Diagnose.Methods("NET057", "The method 'A' has an [Input] before each of its parameters, so none may stand above the class", source);

    [Fact]
    public void Layers_above_the_class_beside_a_forward_method() => Diagnose.Methods(
        "NET057", "The method 'A' stands beside [Dense] above the class; layers stand above methods then",
        "[Network, Input(4), Dense(3)] public partial class Net { [Forward] private static Tensor «A»(Tensor x) => Relu(x); }");

    [Theory]
    [InlineData("NET010", "private static Tensor A([Input(3)] Tensor x, Tensor «y») => Concat(x, y);",
        "The network 'Net' has no [Input], which gives the shape of one sample without the batch")]
    [InlineData("NET017", "private static Tensor A([«Input»] Tensor x) => x;", "The input: a shape needs at least one size")]
    [InlineData("NET020", "private static Tensor A([Input(3, «0»)] Tensor x) => x;", "The input: a size must be at least 1, but is 0")]
    [InlineData("NET035", "private static Tensor A([Input(1600000000)] Tensor x, [Input(«1600000000»)] Tensor y) => Concat(x[..2], y[..2]);",
        "The input 'y': with those before it, a sample would take 12800000000 bytes; at most 8589934080 are possible")]
    public void Inputs_at_fault(string id, string method, string message) =>
        Diagnose.Methods(id, message, $"[Network] public partial class Net {{ [Forward] {method} }}");

    /// <summary>A fault in a part is not said again of the whole.</summary>
    [Fact]
    public void A_fault_in_a_list() => Diagnose.Methods("NET052", "'Missing' is no layer, no function over tensors and no method in source",
        Network("x = Concat([x, «Missing»(x)]);"), "CS0103");

    /// <summary>What the C# compiler says of results, arguments and tuples is said once, and nothing is compiled.</summary>
    [Theory]
    [InlineData("[Forward] private static Tensor A(Tensor x) => (x, x);", "CS0029")]
    [InlineData("[Forward] private static (Tensor, Tensor) A(Tensor x) => x;", "CS0029")]
    [InlineData("[Forward] private static (Tensor, Tensor) A(Tensor x) => (x, x, x);", "CS0029")]
    [InlineData("[Dense(\"3\")] private static partial Tensor D(Tensor x); [Forward] private static Tensor A(Tensor x) => D(x);", "CS1503")]
    [InlineData("[Dense] private static partial Tensor D(Tensor x); [Forward] private static Tensor A(Tensor x) => D(x);", "CS7036")]
    [InlineData("[Dense(units)] private static partial Tensor D(Tensor x); [Forward] private static Tensor A(Tensor x) => D(x);", "CS0103")]
    [InlineData("[Forward] private static Tensor A([Input(size)] Tensor x) => Relu(x);", "CS0103")]
    [InlineData("[Forward] private static Tensor A([Input(3)] Tensor x) => Relu(x); [Loss] private static Tensor L(Tensor o, [Target(size)] "
        + "Tensor t) => MeanSquaredError(o, t);", "CS0103")]
    public void What_the_CSharp_compiler_says(string methods, string error)
    {
        string input = methods.Contains("[Input") ? "" : ", Input(4)";
        GeneratorRun run = GeneratorRunner.Run($"[Network{input}] public partial class Net {{ {methods} }}");
        Assert.Empty(run.Diagnostics);
        Assert.Equal([error], run.CompilerProblems.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
        Assert.False(run.IsCompiled);
    }

    [Theory]
    [InlineData("Item0", "CS1061")]
    [InlineData("Item3", "CS1061")]
    public void A_part_of_a_tuple_that_there_is_not(string name, string error) => Diagnose.Methods(
        "NET050",
        $"The network compiler cannot read the member '{name}' in a method over tensors; it reads locals, tuples, constants, operators, calls of "
            + $"layers, functions and methods in source, if and loops over constants, and return",
        Network($"var t = (x, x); x = «t.{name}»;"), error);

    [Fact]
    public void Several_forward_methods() => Diagnose.Methods(
        "NET058", "The class 'Net' has several methods with [Forward]: 'B' beside 'A'",
        "[Network, Input(4)] public partial class Net { [Forward] private static Tensor A(Tensor x) => Relu(x); [Forward] private static Tensor "
            + "«B»(Tensor x) => x; }");

    [Theory]
    [InlineData("private static Tensor «D»(Tensor x) => x;", "partial and without a body")]
    [InlineData("static partial Tensor «D»(Tensor x);", "declared with an accessibility, such as private", "CS8796")]
    [InlineData("private static partial void «D»(Tensor x);", "one that returns Tensor", "CS8795")]
    [InlineData("private static partial Tensor «D»(Tensor x, int n);",
        "one with parameters of type Tensor only; the number of a copy is for [Layer<...>]", "CS8795")]
    [InlineData("private static partial Tensor «D»(Tensor x, float n);", "one with parameters of type Tensor", "CS8795")]
    [InlineData("private static partial Tensor «D»();", "one with parameters of type Tensor", "CS8795")]
    [InlineData("private static partial Tensor «D»(in Tensor x);", "one with plain parameters", "CS8795")]
    [InlineData("protected virtual partial Tensor «D»(Tensor x);", "declared without 'virtual'", "CS8795")]
    [InlineData("private static partial Tensor «D»<T>(Tensor x);", "without type parameters", "CS8795")]
    public void A_layers_method_that_is_declared_otherwise(string method, string rule, params string[] errors) => Diagnose.Methods(
        "NET059", $"The method 'D' has layers and must be {rule}",
            $"[Network, Input(4)] public partial class Net {{ [Dense(3)] {method} [Forward] private static Tensor A(Tensor x) => Relu(x); }}",
            errors);

    [Fact]
    public void A_local_function_with_layers() => Diagnose.Methods(
        "NET059", "The method 'Inner' has layers and must be an ordinary method",
            Network("x = Inner(x); [Dense(3)] static Tensor «Inner»(Tensor q) => q;"));

    [Fact]
    public void A_layer_that_is_never_called() => Diagnose.Methods(
        "NET061", "The layer 'D' is never called by the forward method, so the network does not have it",
        "[Network, Input(4)] public partial class Net { [Dense(3)] private static partial Tensor «D»(Tensor x); [Forward] private static Tensor "
            + "A(Tensor x) => Relu(x); }");

    [Fact]
    public void A_method_without_a_body() => Diagnose.Methods(
        "NET065", "The method 'Scale' has no body in source that the network compiler could read",
        Network("x = «Scale(x)»;", "[System.Runtime.InteropServices.DllImport(\"scales\")] private static extern Tensor Scale(Tensor x);"));

    [Fact]
    public void Several_loss_methods() => Diagnose.Methods(
        "NET066", "The class 'Net' has several methods with [Loss]: 'M' beside 'L'",
        "[Network, Input(4), Dense(3)] public partial class Net { [Loss] private static Tensor L(Tensor o, Tensor t) => MeanSquaredError(o, t); "
            + "[Loss] private static Tensor «M»(Tensor o, Tensor t) => MeanSquaredError(o, t); }");

    [Theory]
    [InlineData("[Network, Input(4), Dense(3), «Loss(Loss.Huber)»] public partial class Net { [Loss] private static Tensor L(Tensor o, Tensor t) "
        + "=> MeanSquaredError(o, t); }", "the method 'L' computes one already")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net { [«Loss(Loss.Huber)»] private static Tensor L(Tensor o, Tensor t) => "
        + "MeanSquaredError(o, t); }", "the method 'L' computes it, so its [Loss] takes no arguments")]
    [InlineData("[Network, Input(4), «Loss(Loss.Huber)»] public partial class Net { [Forward] private static (Tensor, Tensor) A(Tensor x) => (x, "
        + "Relu(x)); }", "the network has 2 outputs; write a method with [Loss]")]
    [InlineData("[Network, Input(4), Dense(3), «Loss»] public partial class Net;", "above a class, [Loss] names one of the ready losses")]
    [InlineData("[Network, Input(4), Dense(3), «Loss(Loss.Custom)»] public partial class Net;",
        "above a class, [Loss] names one of the ready losses")]
    public void A_loss_that_is_not_clear(string source, string fault) =>
        Diagnose.Methods("NET067", $"The loss of 'Net' is not clear: {fault}", source);

    [Fact]
    public void A_target_at_fault() => Diagnose.Methods(
        "NET020", "The target 't': a size must be at least 1, but is 0",
        "[Network, Input(4), Dense(3)] public partial class Net "
            + "{ [Loss] private static Tensor L(Tensor o, [Target(«0»)] Tensor t) => Mean(o - t); }");

    [Fact]
    public void A_fault_in_a_loop_is_said_once() => Diagnose.Methods(
        "NET056", "axis 0 of [4]: there is no 4; expected a part of 0..4", Network("for (int i = 0; i < 3; i++) { x += «x[4]»; }"));

    private static void Unreadable(string source, string what) => Diagnose.Methods(
        "NET050",
        $"The network compiler cannot read {what} in a method over tensors; it reads locals, tuples, constants, operators, calls of layers, "
            + $"functions and methods in source, if and loops over constants, and return",
        source);

    private static void Unknown(string name, string source) =>
        Diagnose.Methods("NET052", $"'{name}' is no layer, no function over tensors and no method in source", source);

    private static string Network(string statements, string members = "") => $$"""
        [Network, Input(4)]
        public partial class Net
        {
            private static int _scale = 2;
            private static readonly int Fixed = 3;
            private static int Property => 4;
            private static readonly int[] Sizes = [2, 3];

            [Dense(4)] private static partial Tensor Row(Tensor x);

            private static Tensor Helper(Tensor y) => y;
            private static void Change(ref int n) => n++;
            private static void Make(out int n) => n = 1;
            {{members}}

            [Forward]
            private static Tensor Forward(Tensor x)
            {
                {{statements}}
                return Row(x);
            }
        }
        """;
}
