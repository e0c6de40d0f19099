using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

public class ClassDiagnosticsTests
{
    private const string Attributes = "[Network, Input(4), Dense(3)]";

    [Fact]
    public void A_class_that_is_not_partial() => Diagnose.Class(
        "NET001", "The network class 'Net' must be declared partial, so that its other half can be generated",
        Attributes + " public class «Net» { }");

    [Fact]
    public void A_containing_type_that_is_not_partial() => Diagnose.Class(
        "NET002", "The type 'Outer' contains the network 'Net' and must be declared partial too",
        "class «Outer» { partial struct Inner { " + Attributes + " partial class Net; } }");

    [Theory]
    [InlineData("public «static» partial class Net { }", "static")]
    [InlineData("public «abstract» partial class Net { }", "abstract")]
    [InlineData("public partial class «Net»<T> { }", "generic")]
    [InlineData("public partial «record» Net { }", "a record")]
    [InlineData("«file» partial class Net { }", "local to its file")]
    public void A_class_that_is_not_plain(string declaration, string kind) => Diagnose.Class(
        "NET003", $"The network 'Net' must be a plain class, but it is {kind}", Attributes + " " + declaration);

    [Theory]
    [InlineData("class «Load»;", "the generated 'Load' cannot be called like its class")]
    [InlineData("class «InferMicroBatch»;", "the generated 'InferMicroBatch' cannot be called like its class")]
    [InlineData("class Net { const int «Load» = 1; }", "a member called 'Load' is generated")]
    [InlineData("class Net { struct «DeriveInference»; }", "a member called 'DeriveInference' is generated")]
    [InlineData("class Net { void «GeneratedDescription»() { } }", "a member called 'GeneratedDescription' is generated")]
    [InlineData("class Net { static Net «Load»(string file, WeightLayout layout, WeightNames? names) => new Net(1); private Net(long x) { } }",
        "'Load' with these parameters is generated")]
    [InlineData("class Net { «Net»(int units) { } }", "the constructor with one int, the seed, is generated")]
    [InlineData("class «Net»(int units) { int Units => units; }",
        "a class with parameters has no other constructor, and the one with a seed is generated")]
    [InlineData("class Net; namespace NetCompiler.Numerics { class «MathScalar»; }", null, "NetCompiler.Numerics.MathScalar")]
    [InlineData("class Net; namespace System { class «MathF»; }", null, "System.MathF")]
    [InlineData("class Net; namespace System.Runtime { class «Intrinsics»; }", null, "System.Runtime.Intrinsics")]
    public void A_name_that_generated_code_needs(string declaration, string? fault, string? type = null)
    {
        string marked = declaration.Replace("«", "").Replace("»", "");
        string name = marked["class ".Length..].Split(' ', '(', ';')[0];
        Diagnose.Class("NET007", fault is not null ? $"The other half of '{name}' cannot be generated: {fault}"
            : $"The other half of a network cannot be generated: the type '{type}' stands where generated code looks for another",
            Attributes + " partial " + declaration);
    }

    [Theory]
    [InlineData("static Net Load(string file) => Load(file, default, null); public Net(string file) : this(2) { }")]
    [InlineData("public Net() : this(7) { } static Net() { }")]
    [InlineData("void InferMicroBatch(int x) { } void DeriveInference() { }")]
    [InlineData("void TrainMicroBatch(in TrainingSlice slice, ref float a, ref float b, ref float c, ref float d) { }")]
    [InlineData("class Kernels; class Avx2Floats; class Unsafe; const int MathF = 1;")]
    public void Names_that_generated_code_leaves(string members) => Assert.Empty(
        GeneratorRunner.Run(Attributes + " partial class Net { " + members + " }").CompilerProblems);

    [Theory]
    [InlineData("partial class Outer<T>", "nested in the generic type 'Outer'")]
    [InlineData("file partial class Outer", "nested in a type that is local to its file")]
    public void A_class_inside_a_type_that_is_not_plain(string outer, string kind) => Diagnose.Class(
        "NET003", $"The network 'Net' must be a plain class, but it is {kind}", outer + " { " + Attributes + " partial class «Net»; }");

    [Theory]
    [InlineData("System.Exception", "Exception")]
    [InlineData("global::System.Exception", "Exception")]
    [InlineData("System.Collections.Generic.List<int>", "List")]
    [InlineData("CompiledNetworkOfMine", "CompiledNetworkOfMine")]
    public void A_class_with_a_base(string written, string name) => Diagnose.Class(
        "NET004", $"The network 'Net' cannot derive from '{name}', because its base class 'CompiledNetwork' is generated",
        Attributes + " public partial class Net : «" + written
            + "», System.IDisposable { public void Dispose() { } } public class CompiledNetworkOfMine;");

    [Fact]
    public void A_base_in_another_declaration() => Diagnose.Files(
        "NET004", "The network 'Net' cannot derive from 'Exception', because its base class 'TrainableNetwork' is generated",
        ("Model.cs", "using NetCompiler; " + Attributes + "[Loss(Loss.MeanSquaredError)] public partial class Net : System.IDisposable { public "
            + "void Dispose() { } }"),
        ("Other.cs", "using System; public partial class Net : «Exception»;"));

    [Fact]
    public void Input_without_network() => Diagnose.Class(
        "NET005", "The class 'Net' has [Input], but neither [Network] nor [Block], so nothing is generated for it",
            "[«Input(4)», Dense(3)] public partial class Net;");

    [Theory]
    [InlineData("Network, Dense(8)] [Dense(3)] [«Input(4)»] [Loss(Loss.Huber)", "Input", "after", "Dense")]
    [InlineData("Network, Input(4)] [Flatten, «Loss(Loss.Huber)», Dense(3)", "Loss", "before", "Dense")]
    public void Attributes_out_of_order(string attributes, string attribute, string side, string layer) => Diagnose.Class(
        "NET006", $"[{attribute}] stands {side} the layer [{layer}]; attributes stand as the data flows: the input before the layers, the loss "
            + $"after them",
        $"[{attributes}] public partial class Net;");

    [Fact]
    public void A_struct_is_left_to_the_C_sharp_compiler()
    {
        GeneratorRun run = GeneratorRunner.Run(Attributes + " public partial struct Net;");
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Sources);
        Assert.Contains(run.CompilerProblems, d => d.Id == "CS0592" && d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("[Network, Network, Input(4), Dense(3)] public partial class Net;")]
    [InlineData("[Network, Input(4), Input(5), Dense(3)] public partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net; [Network] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3), Loss(Loss.Huber), Loss(Loss.Huber)] public partial class Net;")]
    public void An_attribute_given_twice_is_left_to_the_C_sharp_compiler(string source)
    {
        GeneratorRun run = GeneratorRunner.Run(source);
        Assert.Empty(run.Diagnostics);
        Assert.Single(run.Sources, s => s.Key == "Net.Surface.g.cs");
        Assert.Contains(run.CompilerProblems, d => d.Id == "CS0579");
    }

    [Theory]
    [InlineData("[Network, Input(4), Dense()] public partial class Net;")]
    [InlineData("[Network, Input(4), Dense(\"3\")] public partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3, Activation = Activation.Rulu)] public partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net : Nowhere;")]
    public void An_attribute_that_is_no_C_sharp_is_left_to_the_compiler(string source)
    {
        GeneratorRun run = GeneratorRunner.Run(source);
        Assert.Empty(run.Diagnostics);
        Assert.False(run.IsCompiled);
        Assert.Contains(run.CompilerProblems, d => d.Severity == DiagnosticSeverity.Error);
    }
}
