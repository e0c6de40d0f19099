using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Ops;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Numerics;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Whole networks through the generator and the C# compiler, then run: predictions, losses and every gradient against the interpreter of the graph
/// that no pass but differentiation has touched.
/// </summary>
public sealed class CompiledNetworkTests
{
    private const double Tolerance = 2e-5;
    private const int Seed = 5;

    public static TheoryData<string> Networks => SampleNetworks.Names;

    /// <summary>Layers alone, without a loss: the gradient of the outputs is compiled all the same.</summary>
    [Theory]
    [InlineData("[Input(9), Dense(5, Activation = Activation.Softmax)]")]
    [InlineData("[Input(3, 4), Flatten]")]
    [InlineData("[Input(6, 5, 2), Conv2D(4, 3, Activation = Activation.Tanh), Dropout(0.5f), Flatten, Dense(3)]")]
    public void Gradients_of_outputs_without_a_loss(string layers)
    {
        GeneratorRun run = GeneratorRunner.Run("[Network(InputGradient = true)] " + layers + " public partial class Net;");
        Assert.Empty(run.Diagnostics);
        Type type = run.Load().GetType("Net")!;
        foreach (int count in new[] { 1, 7, 67 })
        {
            var network = (CompiledNetwork)Activator.CreateInstance(type, Seed)!;
            var values = new GraphValues(run.Spec, count);
            foreach (ParameterNode parameter in BuildGraph.Run(run.Spec, training: false).Nodes.OfType<ParameterNode>())
            {
                network.Parameters[parameter.Index].CopyFrom(values.Floats(parameter));
            }

            CheckInputGradient(network, run.Spec, values, count);
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Compute_what_the_graph_says(string name)
    {
        GeneratorRun run = GeneratorRunner.Run(SampleNetworks.Source(name));
        Assert.Empty(run.Diagnostics);
        Type type = run.Load().GetType("Net")!;
        foreach (int count in new[] { 1, 2, 7, 9, 67 })
        {
            var network = (TrainableNetwork)Activator.CreateInstance(type, Seed)!;
            var values = new GraphValues(run.Spec, count) { RandomKey = CounterRandom.Key(Seed, 0) };
            CheckTraining(network, run.Spec, values, count);
            CheckPrediction(network, run.Spec, values, count);
            CheckInputGradient(network, run.Spec, values, count);
            CheckStates((TrainableNetwork)Activator.CreateInstance(type, Seed)!, run.Spec, values, count);
        }
    }

    private static void CheckTraining(TrainableNetwork network, ModelSpec spec, GraphValues values, int count)
    {
        TensorGraph graph = Differentiate.Run(BuildGraph.Run(spec, training: true), inputGradient: true);
        Dictionary<GraphOutput, double[]> expected = GraphInterpreter.Run(graph, count, values.Of);
        SetParameters(network, graph, values);
        float[] predictions = new float[count * network.OutputFloats], inputGradients = new float[count * network.InputFloats];
        float loss = network.ComputeGradients(Input(graph, InputKind.Data, values), Input(graph, InputKind.Target, values), predictions, inputGradients);
        foreach ((GraphOutput output, double[] wanted) in expected.Where(output => output.Key.Kind != OutputKind.StateUpdate))
        {
            float[] found = output.Kind switch
            {
                OutputKind.Prediction => predictions,
                OutputKind.SampleLoss => [loss],
                OutputKind.ParameterGradient => network.Parameters[output.Index].Gradient(),
                _ => inputGradients,
            };
            Compare($"{output.Kind} {output.Index} of {count}", output.Kind == OutputKind.SampleLoss ? [wanted.Average()] : wanted, found);
        }
    }

    private static void SetParameters(TrainableNetwork network, TensorGraph graph, GraphValues values)
    {
        foreach (ParameterNode parameter in graph.Nodes.OfType<ParameterNode>())
        {
            network.Parameters[parameter.Index].CopyFrom(values.Floats(parameter));
        }
    }

    /// <summary>What a step renews itself, such as moving averages.</summary>
    private static void CheckStates(TrainableNetwork network, ModelSpec spec, GraphValues values, int count)
    {
        TensorGraph graph = BuildGraph.Run(spec, training: true);
        Dictionary<GraphOutput, double[]> expected = GraphInterpreter.Run(graph, count, values.Of);
        SetParameters(network, graph, values);

        network.TrainStep(Input(graph, InputKind.Data, values), Input(graph, InputKind.Target, values), new Sgd(0));
        foreach ((GraphOutput output, double[] wanted) in expected.Where(output => output.Key.Kind == OutputKind.StateUpdate))
        {
            Compare($"{output.Kind} {output.Index} of {count}", wanted, network.Parameters[output.Index].Values());
        }
    }

    private static void CheckPrediction(TrainableNetwork network, ModelSpec spec, GraphValues values, int count)
    {
        TensorGraph graph = BuildGraph.Run(spec, training: false);
        double[] expected = GraphInterpreter.Run(graph, count, values.Of).Single(o => o.Key.Kind == OutputKind.Prediction).Value;
        var predictions = new float[expected.Length];
        network.Predict(Input(graph, InputKind.Data, values), predictions);
        Compare($"prediction of {count}", expected, predictions);
    }

    private static void CheckInputGradient(CompiledNetwork network, ModelSpec spec, GraphValues values, int count)
    {
        TensorGraph graph = Differentiate.OfPrediction(DropUnused.ForPrediction(BuildGraph.Run(spec, training: false)));
        double[] expected = GraphInterpreter.Run(graph, count, values.Of).Single(o => o.Key.Kind == OutputKind.InputGradient).Value;
        var gradients = new float[expected.Length];
        network.InputGradient(Input(graph, InputKind.Data, values), Input(graph, InputKind.OutputWeights, values), gradients);
        Compare($"input gradient of {count}", expected, gradients);
    }

    private static float[] Input(TensorGraph graph, InputKind kind, GraphValues values) => values.Floats(graph.Nodes.Single(n => n is InputNode input && input.Kind == kind));

    private static void Compare(string what, double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = Math.Max(1e-3, expected.Max(Math.Abs));
        double worst = expected.Zip(found, (e, f) => Math.Abs(e - f)).Max();
        Assert.True(worst <= Tolerance * largest, $"{what}: off by {worst}, the largest is {largest}.");
    }
}
