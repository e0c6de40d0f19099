using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Diagnostics;

public class StructureDiagnosticsTests
{
    [Fact]
    public void No_input() => Diagnose.Class(
        "NET010", "The network 'Net' has no [Input], which gives the shape of one sample without the batch",
            "[Network, Dense(3)] public partial class «Net»;");

    [Fact]
    public void No_layers() => Diagnose.Class(
        "NET011", "The network 'Net' has no layers; at least one layer attribute, such as [Dense(10)], must stand above it",
        "[Network, Input(4)] public partial class «Net»;");

    [Fact]
    public void Layers_above_two_declarations() => Diagnose.Files(
        "NET012",
        "The layers of 'Net' stand above several of its partial declarations, so their order is undefined; [Flatten] must stand beside the first "
            + "layer, [Dense]",
        ("Model.cs", "using NetCompiler; [Network, Input(4)] [Dense(3)] public partial class Net;"),
        ("Other.cs", "using NetCompiler; [«Flatten»] partial class Net;"));

    [Fact]
    public void Layers_above_another_declaration_than_the_network() => Assert.Empty(GeneratorRunner.Run("""
        [Network] public partial class Net;
        [Input(4)] partial class Net;
        [Dense(3)] [Dense(2)] partial class Net;
        [Loss(Loss.MeanSquaredError)] partial class Net;
        """).Diagnostics);

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("first layer")]
    [InlineData("a.activation")]
    [InlineData("grö ße")]
    [InlineData("a/kernel")]
    public void A_name_that_cannot_be_used(string name) => Diagnose.Layers(
        "NET013", $"The layer name '{name}' cannot be used; a name has letters, digits and underscores only, and does not start with a digit",
        $"[Input(4)] [Dense(3, «Name = \"{name}\"»)]");

    [Theory]
    [InlineData("[Dense(3, Name = \"head\")] [Dense(3, «Name = \"head\"»)]", "head", "layer 1, [Dense]")]
    [InlineData("[Dense(3, Name = \"head\")] [Flatten(«Name = \"Head\"»)]", "Head", "layer 1, [Dense]")]
    [InlineData("[Dense(3)] [Dense(2)] [Flatten(«Name = \"dense_1\"»)]", "dense_1", "layer 2, [Dense], whose default name it is")]
    [InlineData("[Flatten(Name = \"dense\")] [«Dense(3)»]", "dense", "layer 1, [Flatten]")]
    [InlineData("[Dense(3, «Name = \"input\"»)]", "input", "the network's input")]
    public void A_name_that_is_taken(string layers, string name, string owner) => Diagnose.Layers(
        "NET014", $"The layer name '{name}' is taken by {owner}; names must differ in more than upper and lower case", "[Input(4)] " + layers);

    [Fact]
    public void A_layer_of_the_users_own() => Diagnose.Class(
        "NET015", "The attribute 'Mine.SparkleAttribute' is not a layer that the compiler knows",
        "[Network, Input(4), «Mine.Sparkle(3)», Dense(2)] public partial class Net; namespace Mine { class SparkleAttribute(int n) : "
            + "LayerAttribute { public int N => n; } }");

    [Fact]
    public void Gradients_of_single_samples_without_a_loss() => Diagnose.Class(
        "NET074", "The network 'Net' asks for the gradients of single samples, but has no loss",
        "[Network, «PerExampleGradients», Input(4), Dense(2)] public partial class Net;");

    [Fact]
    public void Gradients_of_single_samples_that_are_mixed() => Diagnose.Class(
        "NET075",
        "The network 'Net' asks for the gradients of single samples, but its layer 'norm' mixes the samples of a batch; normalise each sample by "
            + "itself instead, or set Trainable = false",
        """
        [Network, «PerExampleGradients», Input(4)]
        [BatchNormalization(Trainable = false), Dense(2), BatchNormalization(Name = "norm"), BatchNormalization]
        [Loss(Loss.MeanSquaredError)]
        public partial class Net;
        """);

    [Fact]
    public void Gradients_of_single_samples_of_a_table_with_sparse_updates() => Diagnose.Class(
        "NET076",
        "words: SparseUpdates, by which a training step changes only the rows that it read, do not go with the gradients of single samples",
        """
        [Network, «PerExampleGradients», Input(4)]
        [Embedding(9, 3, SparseUpdates = true, Name = "words"), Flatten, Dense(2)]
        [Loss(Loss.MeanSquaredError)]
        public partial class Net;
        """);

    [Theory]
    [InlineData("[«Input»] [Dense(3)]", "The input")]
    [InlineData("[«Input()»] [Dense(3)]", "The input")]
    [InlineData("[Input(«null»)] [Dense(3)]", "The input")]
    [InlineData("[Input(«new int[0]»)] [Dense(3)]", "The input")]
    [InlineData("[Input(4)] [«Reshape»]", "reshape")]
    public void A_shape_without_a_size(string layers, string owner) => Diagnose.Layers("NET017", $"{owner}: a shape needs at least one size", layers);
}
