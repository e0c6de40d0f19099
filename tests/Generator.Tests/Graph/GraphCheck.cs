using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Numerics;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>A compiled network against the interpreter of the graph that no pass but differentiation has touched.</summary>
internal static class GraphCheck
{
    /// <summary>The seed that networks are made with: their masks follow from it.</summary>
    public const int Seed = 5;

    private const double Tolerance = 2e-5;

    /// <summary>Predictions, losses, every gradient and every state, for batches of each size.</summary>
    /// <param name="create">Makes the network, of <see cref="Seed"/>.</param>
    /// <param name="penalized">Whether parameters have penalties.</param>
    /// <param name="size">
    /// How large gradients are meant to be at least: those that vanish in real arithmetic, such as that of a key's bias, are rounding noise of others
    /// of this size.
    /// </param>
    /// <param name="seed">Other numbers.</param>
    /// <param name="tolerance">How far a number may be off, of the tensor's largest.</param>
    public static void Run(Func<TrainableNetwork> create, ModelSpec spec, int[] counts, bool penalized = false, double size = 1e-3,
        TensorGraph? graph = null, int seed = 0, double tolerance = Tolerance) =>
        Run(create, spec, count => new GraphValues(spec, count) { RandomKey = CounterRandom.Key(Seed, 0), Seed = seed }, counts,
            new(tolerance, size), penalized, graph);

    /// <summary>The same, with any values and any judge.</summary>
    public static void Run(Func<TrainableNetwork> create, ModelSpec spec, Func<int, GraphValues> of, int[] counts, Judge judge,
        bool penalized = false, TensorGraph? graph = null)
    {
        TensorGraph learning = graph ?? BuildGraph.Run(spec, training: true), predicting = graph ?? BuildGraph.Run(spec, training: false);
        foreach (int count in counts)
        {
            TrainableNetwork network = create();
            GraphValues values = of(count);
            CheckTraining(network, learning, values, count, penalized, judge);
            CheckPrediction(network, predicting, values, count, judge);
            CheckInputGradient(network, predicting, values, count, judge);
            CheckStates(create(), learning, values, count, judge);
        }
    }

    /// <summary>
    /// Gradients along random directions of one tensor at a time, against central differences of the loss of the graph without gradients.
    /// </summary>
    public static void Differences(TrainableNetwork network, ModelSpec spec, int count, TensorGraph? built = null)
    {
        // So small that hardly ever a maximum changes its mind in between.
        const double step = 1e-7;
        var values = new GraphValues(spec, count) { RandomKey = CounterRandom.Key(Seed, 0) };
        TensorGraph graph = built ?? BuildGraph.Run(spec, training: true);
        SetParameters(network, graph, values);
        float[] slopes = new float[count * network.InputFloats];
        network.ComputeGradients(Input(graph, InputKind.Data, values), Input(graph, InputKind.Target, values), default, slopes);

        Generator.Model.IndexRange[] whole = [.. IndexPlaces.OfInputs(spec)];
        bool Moves(int place) => !whole.Any(range => place % network.InputFloats >= range.Offset
            && place % network.InputFloats < range.Offset + range.Count);
        foreach (Node node in graph.Nodes)
        {
            float[]? gradient = node switch
            {
                InputNode { Kind: InputKind.Data } => slopes,
                ParameterNode { Trainable: true } parameter => network.Parameters[parameter.Index].Gradient(),
                _ => null,
            };
            for (int seed = 0; gradient is not null && seed < 3; seed++)
            {
                var random = new Random(seed);
                double[] direction = [.. Enumerable.Range(0, gradient.Length)
                    .Select(i => node is ParameterNode || Moves(i) ? (random.NextDouble() * 2) - 1 : 0)];
                double Loss(double by) => GraphInterpreter.Run(graph, count, other =>
                    other.Name == node.Name ? [.. values.Of(other).Zip(direction, (v, d) => v + (by * d))] : values.Of(other))
                    .Single(output => output.Key.Kind == OutputKind.SampleLoss).Value.Average();
                double found = gradient.Zip(direction, (g, d) => g * d).Sum(), expected = (Loss(step) - Loss(-step)) / (2 * step);
                double size = Math.Max(0.1, gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum());
                Assert.True(Math.Abs(found - expected) <= Tolerance * size, $"{node.Name}: {found} computed, {expected} by differences.");
            }
        }
    }

    /// <summary>
    /// By gradient: its error, and what is allowed: eight times the error of a computation in floats with pairwise sums, and four units in the last
    /// place of the tensor's largest element.
    /// </summary>
    public static Dictionary<GraphOutput, (double Error, double Allowed)> Errors(TrainableNetwork network, ModelSpec spec, int count, int seed)
    {
        var values = new GraphValues(spec, count) { RandomKey = CounterRandom.Key(Seed, 0), Seed = seed };
        TensorGraph graph = Differentiate.Run(BuildGraph.Run(spec, training: true), inputGradient: true);
        Dictionary<GraphOutput, double[]> exact = GraphInterpreter.Run(graph, count, values.Of),
            careful = GraphInterpreter.Run(graph, count, values.Of, new());
        SetParameters(network, graph, values);
        float[] slopes = new float[count * network.InputFloats];
        network.ComputeGradients(Input(graph, InputKind.Data, values), Input(graph, InputKind.Target, values), default, slopes);
        return exact.Where(o => o.Key.Kind is OutputKind.ParameterGradient or OutputKind.InputGradient).ToDictionary(o => o.Key, o =>
        {
            float[] found = o.Key.Kind == OutputKind.ParameterGradient ? network.Parameters[o.Key.Index].Gradient() : slopes;
            double Error(IEnumerable<double> of) => of.Zip(o.Value, (a, b) => Math.Abs(a - b)).Max();
            return (Error(found.Select(value => (double)value)), (8 * Error(careful[o.Key])) + (4 * Unit(o.Value.Max(Math.Abs))));
        });
    }

    /// <summary>The distance from a float to the next larger one.</summary>
    private static double Unit(double value) => MathF.BitIncrement((float)value) - (float)value;

    private static void CheckTraining(TrainableNetwork network, TensorGraph learning, GraphValues values, int count, bool penalized, Judge judge)
    {
        TensorGraph graph = Differentiate.Run(learning, inputGradient: true);
        SetParameters(network, graph, values);
        float[] predictions = new float[count * network.OutputFloats], inputGradients = new float[count * network.InputFloats];
        float loss = network.ComputeGradients(Input(graph, InputKind.Data, values), Input(graph, InputKind.Target, values), predictions,
            inputGradients);
        judge.Compare(graph, count, values, output => IsElsewhere(output.Kind, penalized) ? null : output.Kind switch
        {
            OutputKind.Prediction => predictions,
            OutputKind.SampleLoss => [loss],
            OutputKind.ParameterGradient => network.Parameters[output.Index].Gradient(),
            OutputKind.Places or OutputKind.KeptStates => null,
            _ => inputGradients,
        });
    }

    /// <summary>States are renewed by a step only; penalties are added to losses and gradients beside the graph.</summary>
    private static bool IsElsewhere(OutputKind kind, bool penalized) =>
        kind == OutputKind.StateUpdate || (penalized && kind is OutputKind.SampleLoss or OutputKind.ParameterGradient);

    private static void SetParameters(TrainableNetwork network, TensorGraph graph, GraphValues values)
    {
        foreach (ParameterNode parameter in graph.Nodes.OfType<ParameterNode>())
        {
            network.Parameters[parameter.Index].CopyFrom(values.Floats(parameter));
        }
    }

    /// <summary>What a step renews itself, such as moving averages.</summary>
    private static void CheckStates(TrainableNetwork network, TensorGraph graph, GraphValues values, int count, Judge judge)
    {
        if (!graph.Outputs.Any(output => output.Kind == OutputKind.StateUpdate))
        {
            return;
        }

        SetParameters(network, graph, values);
        network.TrainStep(Input(graph, InputKind.Data, values), Input(graph, InputKind.Target, values), new Sgd(0));
        judge.Compare(graph, count, values, output =>
            output.Kind == OutputKind.StateUpdate ? network.Parameters[output.Index].Values() : null);
    }

    private static void CheckPrediction(TrainableNetwork network, TensorGraph graph, GraphValues values, int count, Judge judge)
    {
        float[] predictions = new float[count * network.OutputFloats];
        network.Predict(Input(graph, InputKind.Data, values), predictions);
        judge.Compare(DropUnused.ForPrediction(graph), count, values, output => output.Kind == OutputKind.Prediction ? predictions : null);
    }

    public static void CheckInputGradient(CompiledNetwork network, TensorGraph predicting, GraphValues values, int count,
        double tolerance = Tolerance, double size = 1e-3) => CheckInputGradient(network, predicting, values, count, new Judge(tolerance, size));

    private static void CheckInputGradient(CompiledNetwork network, TensorGraph predicting, GraphValues values, int count, Judge judge)
    {
        TensorGraph graph = Differentiate.OfPrediction(DropUnused.ForPrediction(predicting));
        float[] gradients = new float[count * network.InputFloats];
        network.InputGradient(Input(graph, InputKind.Data, values), Input(graph, InputKind.OutputWeights, values), gradients);
        judge.Compare(graph, count, values, output => output.Kind == OutputKind.InputGradient ? gradients : null);
    }

    private static float[] Input(TensorGraph graph, InputKind kind, GraphValues values) =>
        values.Floats(graph.Nodes.Single(n => n is InputNode input && input.Kind == kind));
}
