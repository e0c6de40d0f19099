namespace NetCompiler.Generator.Tests.CodeFixes;

public class LossFixTests
{
    [Theory]
    [InlineData("[Dense(3)]\n[Loss(Loss.SparseCategoricalCrossentropy)]",
        "[Dense(3, Activation = Activation.Softmax)]\n[Loss(Loss.SparseCategoricalCrossentropy)]")]
    [InlineData(
        "[Dense(1, Activation = Activation.Tanh, Name = \"head\")]\n[Loss(kind: Loss.BinaryCrossentropy)]",
        "[Dense(1, Activation = Activation.Sigmoid, Name = \"head\")]\n[Loss(kind: Loss.BinaryCrossentropy)]")]
    [InlineData(
        "[Dense(3), Activation(Activation.Elu, Alpha = 2)]\n[Loss(Loss.CategoricalCrossentropy)]",
        "[Dense(3), Activation(Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy)]")]
    [InlineData(
        "[Dense(6)]\n[Reshape(2, 3)]\n[Loss(Loss.CategoricalCrossentropy)]",
        "[Dense(6)]\n[Reshape(2, 3)]\n[Activation(Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy)]")]
    [InlineData(
        "[Reshape(2, 2, 1)]\n[Conv2D(3, 1, Activation = Activation.Tanh)]\n[Loss(Loss.CategoricalCrossentropy)]",
        "[Reshape(2, 2, 1)]\n[Conv2D(3, 1, Activation = Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy)]")]
    [InlineData(
        "[Dense(6), Flatten]\n[Loss(Loss.BinaryCrossentropy)]",
            "[Dense(6), Flatten, Activation(Activation.Sigmoid)]\n[Loss(Loss.BinaryCrossentropy)]")]
    public void The_network_ends_in_what_the_loss_needs(string before, string after) =>
        Fixes("NET041", before.Contains("Binary") ? "End in Activation.Sigmoid" : "End in Activation.Softmax", before, after);

    [Theory]
    [InlineData("[Dense(3)]\n[Loss(Loss.SparseCategoricalCrossentropy)]", "",
        "[Dense(3)]\n[Loss(Loss.SparseCategoricalCrossentropy, FromLogits = true)]")]
    [InlineData(
        "[Dense(3)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = false, LabelSmoothing = 0.1f)]", "",
        "[Dense(3)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true, LabelSmoothing = 0.1f)]")]
    [InlineData(
        "[Dense(3, Activation = Activation.Tanh)]\n[Loss(Loss.CategoricalCrossentropy)]", " and end in no activation",
        "[Dense(3)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]")]
    [InlineData(
        "[Dense(3)]\n[Activation(Activation.Tanh)]\n[Loss(Loss.BinaryCrossentropy)]", " and end in no activation",
        "[Dense(3)]\n[Loss(Loss.BinaryCrossentropy, FromLogits = true)]")]
    [InlineData(
        "[Dense(3, Activation = Activation.LogSoftmax)]\n[Loss(Loss.CategoricalCrossentropy)]", "",
        "[Dense(3, Activation = Activation.LogSoftmax)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]")]
    public void The_loss_takes_logits(string before, string more, string after) => Fixes("NET041", "Set FromLogits = true" + more, before, after);

    [Fact]
    public void A_doubtful_activation_is_replaced() => Fixes(
        "NET042", "End in Activation.Softmax",
        "[Dense(3, Activation = Activation.Sigmoid)]\n[Loss(Loss.CategoricalCrossentropy)]",
        "[Dense(3, Activation = Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy)]");

    [Theory]
    [InlineData(
        "[Dense(3, Activation = Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]",
            "Remove FromLogits|End in no activation",
        "[Dense(3, Activation = Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy)]")]
    [InlineData(
        "[Dense(3, Activation = Activation.Sigmoid)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]", "End in no activation",
        "[Dense(3)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]")]
    [InlineData(
        "[Dense(3), Activation(Activation.HardSigmoid)]\n[Loss(Loss.BinaryCrossentropy, FromLogits = true)]",
            "Remove FromLogits|End in no activation",
        "[Dense(3), Activation(Activation.HardSigmoid)]\n[Loss(Loss.BinaryCrossentropy)]")]
    [InlineData(
        "[Dense(3, Activation = Activation.Softmax)]\n[Reshape(1, 3)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]", "Remove FromLogits",
        "[Dense(3, Activation = Activation.Softmax)]\n[Reshape(1, 3)]\n[Loss(Loss.CategoricalCrossentropy)]")]
    public void One_softmax_or_sigmoid_is_enough(string before, string titles, string after)
    {
        Assert.Equal(titles.Split('|'), new FixRun(("Model.cs", Text(before))).Titles("NET043"));
        Fixes("NET043", titles.Split('|')[0], before, after);
    }

    [Fact]
    public void The_activation_can_go_instead() => Fixes(
        "NET043", "End in no activation",
        "[Dense(3)]\n[Activation(Activation.Softmax)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]",
        "[Dense(3)]\n[Loss(Loss.CategoricalCrossentropy, FromLogits = true)]");

    [Fact]
    public void One_probability_has_a_loss_of_its_own() => Fixes(
        "NET040", "Use Loss.BinaryCrossentropy",
        "[Dense(1, Activation = Activation.Sigmoid)]\n[Loss(Loss.SparseCategoricalCrossentropy)]",
        "[Dense(1, Activation = Activation.Sigmoid)]\n[Loss(Loss.BinaryCrossentropy)]");

    [Fact]
    public void Layers_and_loss_may_stand_in_two_files()
    {
        FixRun run = new(
            ("Model.cs", "using NetCompiler;\n[Network, Input(4), Dense(3, Activation = Activation.Relu)] public partial class Net;\n"),
            ("Other.cs", "using NetCompiler;\n[Loss(Loss.SparseCategoricalCrossentropy)] partial class Net;\n"));
        FixRun after = run.Apply("NET042", "End in Activation.Softmax");
        Assert.Equal("using NetCompiler;\n[Network, Input(4), Dense(3, Activation = Activation.Softmax)] public partial class Net;\n",
            after.TextOf("Model.cs"));
        Assert.Equal(run.TextOf("Other.cs"), after.TextOf("Other.cs"));
        Assert.Empty(after.Diagnostics);
    }

    [Fact]
    public void Every_loss_of_a_project_is_fixed_at_once()
    {
        const string before = "[Network, Input(4)]\n[Dense(3)]\n[Loss(Loss.SparseCategoricalCrossentropy)]\npublic partial class Net";
        string after = before.Replace("Dense(3)", "Dense(3, Activation = Activation.Softmax)");
        FixRun run = new(("A.cs", $"using NetCompiler;\n{before}1;\n\n{before}2;\n"), ("B.cs", $"using NetCompiler;\n{before}3;\n"));
        FixRun changed = run.ApplyToAll("NET041", "End in Activation.Softmax");
        Assert.Equal($"using NetCompiler;\n{after}1;\n\n{after}2;\n", changed.TextOf("A.cs"));
        Assert.Equal($"using NetCompiler;\n{after}3;\n", changed.TextOf("B.cs"));
        Assert.Empty(changed.Diagnostics);
    }

    private static string Text(string attributes) => $"using NetCompiler;\n\n[Network, Input(4)]\n{attributes}\npublic partial class Net;\n";

    private static void Fixes(string id, string title, string before, string after)
    {
        FixRun run = new(("Model.cs", Text(before)));
        Assert.Equal(id, Assert.Single(run.Diagnostics).Id);
        FixRun changed = run.Apply(id, title);
        Assert.Equal(Text(after), changed.TextOf("Model.cs"));
        Assert.Empty(changed.Diagnostics);
        Assert.Empty(changed.Errors);
    }
}
