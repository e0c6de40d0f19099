using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Generator.Tests.Layers;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Loops over steps, compiled and run: predictions, losses and every gradient against the interpreter, and the gradients against differences.
/// </summary>
public sealed class LoopTests
{
    public static TheoryData<string> Networks => [.. LoopNetworks.All.Keys];

    [Theory, MemberData(nameof(Networks))]
    public void Computes_what_the_graph_says(string name)
    {
        BuiltNetwork network = LoopNetworks.All[name];
        GraphCheck.Run(() => network.Load(GraphCheck.Seed), network.Spec, [1, 2, 9, 70], graph: network.Graph);
    }

    [Theory, MemberData(nameof(Networks))]
    public void Gradients_are_slopes(string name)
    {
        BuiltNetwork network = LoopNetworks.All[name];
        GraphCheck.Differences(network.Load(GraphCheck.Seed), network.Spec, 3, network.Graph);
    }

    [Fact]
    public void A_graph_with_loops_is_printed() =>
        Snapshot.Match("Loops", PrintGraph.Run(OptimizeGraph.RunTraining(LoopNetworks.All["from a bound"].Graph, inputGradient: false, (_, _) =>
            { }, CancellationToken.None)));

    [Fact]
    public void Passes_keep_what_loops_compute()
    {
        foreach (BuiltNetwork network in LoopNetworks.All.Values)
        {
            CheckPasses(network.Spec, network.Graph);
        }
    }

    /// <summary>Layers that go through steps, with everything around them.</summary>
    [Theory]
    [InlineData("LstmStates"), InlineData("BothSteps"), InlineData("MaskedLast"), InlineData("MaskedStepsBackwards"), InlineData("MaskedValues")]
    public void Passes_keep_what_recurrent_layers_compute(string name)
    {
        ModelSpec spec = LayerCases.Compiled.Value.Spec(name);
        CheckPasses(spec, BuildGraph.Run(spec, training: true));
    }

    private static void CheckPasses(ModelSpec spec, TensorGraph built)
    {
        var values = new GraphValues(spec, 3);
        Dictionary<GraphOutput, double[]>? before = null;
        OptimizeGraph.RunTraining(built, inputGradient: true, (pass, graph) =>
        {
            VerifyGraph.Run(graph);
            Dictionary<GraphOutput, double[]> after = GraphInterpreter.Run(graph, 3, values.Of);
            foreach ((GraphOutput output, double[] expected) in before ?? [])
            {
                double[] found = after[output];
                int[] wrong = [.. Enumerable.Range(0, expected.Length)
                    .Where(i => !(Math.Abs(expected[i] - found[i]) <= 1e-12 + (1e-9 * Math.Abs(expected[i]))))];
                Assert.True(wrong.Length == 0, $"{pass} changes {output}: "
                    + string.Join(", ", wrong.Take(3).Select(i => $"number {i} from {expected[i]} to {found[i]}")));
            }

            before = after;
        }, CancellationToken.None);
    }

    [Fact]
    public void Steps_in_which_others_are_read_are_refused()
    {
        TensorGraph graph = LoopNetworks.All["simple"].Graph;
        int h = graph.Nodes.ToList().FindIndex(node => node.Name == "h");
        var nest = (NestNode)graph.Nodes[h];
        Node Broken(Func<LoadExpr, LoadExpr> rule) => nest.WithLoads(load =>
            load.Node < graph.Nodes.Count && graph.Nodes[load.Node].Loop == nest.Loop ? rule(load) : load);
        Node later = Broken(load => load with { Access = new([Affine.Of(0), Affine.Of(1, 1, -1), Affine.Of(2)]) });
        string message = Assert.Throws<InvalidOperationException>(() => VerifyGraph.Run(With(graph, h, later))).Message;
        Assert.Contains("which its loop computes, at another step than its own", message);
        message = Assert.Throws<InvalidOperationException>(() =>
            VerifyGraph.Run(With(graph, h, nest with { Box = new(nest.Box.Select(axis => axis with { Name = axis.Name + "x" })) }))).Message;
        Assert.Contains("its box has not the axes of its loop", message);
        message = Assert.Throws<InvalidOperationException>(() =>
            VerifyGraph.Run(graph with { Loops = new(graph.Loops.Select(loop => loop with { Carries = EquatableArray<LoopCarry>.Empty })) })).Message;
        Assert.Contains("its loop does not say what it carries", message);
    }

    private static TensorGraph With(TensorGraph graph, int id, Node node) =>
        graph with { Nodes = new(graph.Nodes.Select((other, i) => i == id ? node : other)) };
}
