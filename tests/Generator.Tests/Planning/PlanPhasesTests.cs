using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;
using NetCompiler.Generator.Tests.Harness;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Tests.Planning;

/// <summary>What ends a phase, and what does not.</summary>
public sealed class PlanPhasesTests
{
    private readonly GraphBuilder _graph = new();
    private readonly int _input;
    private readonly int _weight;
    private readonly int _sum;

    public PlanPhasesTests()
    {
        _input = _graph.Add(new InputNode("x", new([TensorGraph.Batch, 3]), InputKind.Data));
        _weight = _graph.Add(new ParameterNode("w", new([3]), 0, InitializerKind.Ones, 3, 3));
        _sum = _graph.SumOfChannels("sum", _input, _graph.Same(_input));
    }

    [Fact]
    public void What_is_linear_in_a_sum_is_a_part()
    {
        Expr parts = Subtract(Times(_graph.Same(_weight), _graph.Same(_sum)), Over(_graph.Same(_sum), _graph.BatchSize()));
        int linear = _graph.Map("linear", _sum, Where(_graph.Same(_weight), CompareKind.Less, Number(1), parts, Number(0)));
        PlanPhases plan = Plan(new GraphOutput(OutputKind.ParameterGradient, linear));
        Assert.Equal(1, plan.Count);
        Assert.False(plan.IsWhole(linear));
        Assert.False(plan.IsTotal(_sum));
    }

    [Theory, InlineData("product"), InlineData("square root"), InlineData("divisor"), InlineData("sum with a whole"), InlineData("condition")]
    public void What_is_not_linear_needs_the_total(string what)
    {
        Expr sum = _graph.Same(_sum);
        int user = _graph.Map("user", _sum, what switch
        {
            "product" => Times(sum, sum),
            "square root" => Apply(UnaryKind.Sqrt, sum),
            "divisor" => Over(Number(1), sum),
            "condition" => Where(sum, CompareKind.Less, Number(1), Number(1), Number(0)),
            _ => Add(sum, _graph.Same(_weight)),
        });
        PlanPhases plan = Plan(new GraphOutput(OutputKind.ParameterGradient, user));
        Assert.Equal(2, plan.Count);
        Assert.True(plan.IsTotal(_sum));
        Assert.True(plan.IsWhole(user));
        Assert.Equal(1, plan.PhaseOf(user));
    }

    [Fact]
    public void Samples_need_the_total_of_the_last_part()
    {
        int mean = _graph.Map("mean", _sum, Over(_graph.Same(_sum), _graph.BatchSize()));
        int centered = _graph.Map("centered", _input, Subtract(_graph.Same(_input), new LoadExpr(mean, new([Affine.Of(1)]))));
        PlanPhases plan = Plan(new GraphOutput(OutputKind.Prediction, centered));
        Assert.Equal((0, 0, 1), (plan.PhaseOf(_sum), plan.PhaseOf(mean), plan.PhaseOf(centered)));
        Assert.False(plan.IsTotal(_sum));
        Assert.True(plan.IsTotal(mean));
    }

    [Fact]
    public void A_value_that_is_kept_needs_the_total() => Assert.True(Plan(new GraphOutput(OutputKind.StateUpdate, _sum)).IsTotal(_sum));

    [Fact]
    public void A_mask_is_drawn_in_the_phase_that_reads_it()
    {
        int mask = _graph.Add(new RandomNode("mask", new([TensorGraph.Batch, 3]), 0.5f, 1));
        int user = _graph.Map("user", _input, Times(_graph.Same(mask), new LoadExpr(_sum, new([Affine.Of(1)]))));
        Assert.Equal(1, Plan(new GraphOutput(OutputKind.Prediction, user)).PhaseOf(mask));
    }

    [Fact]
    public void A_maximum_over_the_batch_is_refused()
    {
        _graph.Add(new NestNode("largest", new([3]), GraphBuilder.Box(_graph[_input].Shape), new([Affine.Of(1)]), Combine.Max, _graph.Same(_input)));
        Assert.Contains("'largest'", Assert.Throws<InvalidOperationException>(() => Plan()).Message, StringComparison.Ordinal);
    }

    /// <summary>The steps of training in a kernels file's header.</summary>
    [Fact]
    public void A_normalised_network()
    {
        GeneratorRun run = GeneratorRunner.Run("""
            [Network, Input(4, 4, 2)]
            [Conv2D(3, 2, UseBias = false)]
            [BatchNormalization]
            [Activation(Activation.Relu)]
            [GlobalAveragePool2D]
            [Loss(Loss.MeanSquaredError)]
            public partial class Net;
            """);
        string kernels = run.Sources.Single(source => source.Key.EndsWith(".Kernels.g.cs", StringComparison.Ordinal)).Value;
        IEnumerable<string> lines = kernels.Split('\n').Select(line => line.TrimStart()).SkipWhile(line =>
            !line.StartsWith("// TrainMicroBatch", StringComparison.Ordinal))
            .TakeWhile(line => line != "//");
        Snapshot.Match("Phases", string.Join('\n', lines) + "\n");
    }

    private PlanPhases Plan(params GraphOutput[] outputs) => PlanPhases.Run(new(_graph.Nodes, new(outputs)));
}
