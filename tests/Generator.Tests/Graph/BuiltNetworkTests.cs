using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Passes;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Networks with attention and with residual connections, run: predictions and gradients against the interpreter of the graph as it was built, and
/// the
/// same bits with vectors of 8 and of 16 floats.
/// </summary>
public sealed class BuiltNetworkTests
{
    private const double Tolerance = 3e-5;

    private static readonly Dictionary<string, BuiltNetwork> Networks = new(StringComparer.Ordinal)
    {
        ["attention"] = new([13, 24], (s, x) => s.Attention("a", x, 3, causal: false)),
        ["causal attention"] = new([16, 32], (s, x) => s.Attention("a", x, 2, causal: true)),
        ["encoder"] = new([9, 16], (s, x) =>
        {
            int sum = s.Plus("add", x, s.Dense("o", s.Attention("a", s.Norm("n1", x), 2, causal: true), 16));
            return s.Plus("add2", sum, s.Dense("f2", s.Relu("relu", s.Dense("f1", s.Norm("n2", sum), 20)), 16));
        }),
        ["projections"] = new([11, 10], (s, x) => s.Scores("scores", s.Project("q", x, 3, 9), s.Project("k", x, 3, 9))),
        ["winograd"] = new([16, 18, 16], (s, x) =>
            s.Relu("out", s.Plus("add", x, s.Convolution("b", s.Relu("ra", s.Convolution("a", x, 24)), 16)))),
        ["odd winograd"] = new([15, 17, 17], (s, x) => s.Plus("add", s.Convolution("b", s.Relu("ra", s.Convolution("a", x, 18)), 17), x)),
        ["winograd in parts"] = new([24, 22, 48], (s, x) => s.Relu("ra", s.Convolution("a", x, 64))),
        ["residual"] = new([6, 5, 8], (s, x) =>
            s.Relu("out", s.Plus("add", x, s.Convolution("b", s.Relu("ra", s.Convolution("a", x, 8)), 8)))),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Compute_what_the_graph_says(string name)
    {
        BuiltNetwork built = Networks[name];
        TrainableNetwork wide = built.Load(3), narrow = built.Load(3, wide: false);
        TensorGraph graph = Differentiate.Run(built.Graph, inputGradient: true);
        // Images that are large enough for tiles take the interpreter long.
        int[] counts = name.EndsWith("parts", StringComparison.Ordinal) ? [2] : name.EndsWith("winograd", StringComparison.Ordinal) ? [1, 3]
            : [1, 2, 9];
        foreach (int count in counts)
        {
            var values = new GraphValues(built.Spec, count);
            Dictionary<GraphOutput, double[]> expected = GraphInterpreter.Run(graph, count, values.Of);
            Dictionary<GraphOutput, float[]> found = Run(wide, graph, values, count), same = Run(narrow, graph, values, count);
            foreach ((GraphOutput output, double[] wanted) in expected.Where(e => e.Key.Kind != OutputKind.SampleLoss))
            {
                double largest = Math.Max(1e-3, wanted.Max(Math.Abs));
                double worst = wanted.Zip(found[output], (e, f) => Math.Abs(e - f)).Max();
                Assert.True(worst <= Tolerance * largest, $"{output} of {count}: off by {worst}, the largest is {largest}.");
                Assert.Equal(found[output].Select(BitConverter.SingleToInt32Bits), same[output].Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Theory, InlineData("winograd", 4), InlineData("odd winograd", 4), InlineData("winograd in parts", 2), InlineData("residual", 0)]
    public void Large_convolutions_take_the_way_over_tiles(string name, int convolutions)
    {
        TensorGraph graph = OptimizeGraph.RunTraining(Networks[name].Graph, inputGradient: true, (_, _) => { }, CancellationToken.None);
        Assert.Equal(convolutions, graph.Loops.Count);
    }

    [Fact]
    public void Attention_copies_each_factor_once()
    {
        TensorGraph graph = OptimizeGraph.RunTraining(Networks["attention"].Graph, inputGradient: false, (_, _) => { }, CancellationToken.None);
        Assert.Equal(["a.k.packed1", "a.v.packed1"], graph.Nodes.Select(n => n.Name).Where(n => n.Contains(".packed", StringComparison.Ordinal)));
    }

    private static Dictionary<GraphOutput, float[]> Run(TrainableNetwork network, TensorGraph graph, GraphValues values, int count)
    {
        foreach (ParameterNode parameter in graph.Nodes.OfType<ParameterNode>())
        {
            network.Parameters[parameter.Index].CopyFrom(values.Floats(parameter));
        }

        float[] Given(InputKind kind) => values.Floats(graph.Nodes.Single(n => n is InputNode input && input.Kind == kind));
        float[] predictions = new float[count * network.OutputFloats], inputGradients = new float[count * network.InputFloats];
        network.ComputeGradients(Given(InputKind.Data), Given(InputKind.Target), predictions, inputGradients);
        float[] predicted = new float[predictions.Length];
        network.Predict(Given(InputKind.Data), predicted);
        Assert.Equal(predictions, predicted);
        IEnumerable<GraphOutput> outputs = graph.Outputs.Where(o => o.Kind != OutputKind.SampleLoss).Select(o => o with { Node = 0 }).Distinct();
        return outputs.ToDictionary(o => o, o => o.Kind switch
        {
            OutputKind.Prediction => predictions,
            OutputKind.ParameterGradient => network.Parameters[o.Index].Gradient(),
            _ => inputGradients,
        });
    }
}
