using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>Networks in which a sample's tensor has no axis, or of which a single element is read: against the graph's interpreter.</summary>
public sealed class NumberNetworkTests
{
    private const string Sums = "[Loss] private static Tensor Loss(Tensor output, Tensor weights) => Sum(output * weights);";

    private static readonly Dictionary<string, string> Networks = new(StringComparer.Ordinal)
    {
        ["LogitOfASum"] = Above("Loss.BinaryCrossentropy, FromLogits = true", "Reshape(Sum(x), 1)"),
        ["ProbabilityOfASum"] = Above("Loss.BinaryCrossentropy", "Sigmoid(Reshape(Sum(x), 1))"),
        ["LogitsOfSums"] = Above("Loss.CategoricalCrossentropy, FromLogits = true", "Stack(Sum(x), Mean(x), -Max(x))"),
        ["NumbersOfSums"] = Above("Loss.SparseCategoricalCrossentropy, FromLogits = true", "Stack(x[3], Sum(x), x[1] * x[2])"),
        ["Spread"] = Above("Loss.Huber", "BroadcastTo(Tanh(Sum(x)), 3)"),
        ["PartOfTwo"] = Twice("y + Concat(x, x)[2]"),
        ["LastOfTwo"] = Twice("y * Concat(x, x)[^1]"),
        ["PartOfAStack"] = Twice("y - Stack(x, x * x)[1, 3]"),
        ["PartOfCopies"] = Twice("y + BroadcastTo(x, 5, 7)[4, 6]"),
        ["PartsOfBoth"] = Twice("y * Concat(x[2..], y)[4..7] + x[0]"),
        ["PartOfASum"] = Twice("y + Sum(ExpandDims(x, 1) * ExpandDims(y, 0), 0)[1]"),
        ["MeanOfPadding"] = """
            [Network(InputGradient = true)]
            public partial class Net
            {
                [ZeroPadding2D(1, 0, 2, 1)] private static partial Tensor Pad(Tensor x);
                [Forward] private static Tensor Forward([Input(4, 7, 6)] Tensor x) => x + Mean(Pad(x)[0..1, .., ^3..^0]);
                [Loss] private static Tensor Loss(Tensor output, Tensor weights) => Sum(output * weights);
            }
            """,
        ["LargestOfAPart"] = Twice("y * Max(Stack(x, x, x)[1])"),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Compute_what_the_graph_says(string name)
    {
        GeneratorRun run = GeneratorRunner.Run(Networks[name]);
        Assert.Empty(run.Diagnostics);
        Type type = run.Load().GetType("Net")!;
        GraphCheck.Run(() => (TrainableNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!, run.Spec, [1, 5]);
    }

    private static string Above(string loss, string expression) => $$"""
        [Network(InputGradient = true), Input(4), Loss({{loss}})]
        public partial class Net { [Forward] private static Tensor Forward(Tensor x) => {{expression}}; }
        """;

    private static string Twice(string expression) => $$"""
        [Network(InputGradient = true)]
        public partial class Net
        {
            [Forward] private static Tensor Forward([Input(7)] Tensor x, [Input(3)] Tensor y) => {{expression}};
            {{Sums}}
        }
        """;
}
