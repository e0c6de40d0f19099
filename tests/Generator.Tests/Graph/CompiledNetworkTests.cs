using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Graph;

/// <summary>
/// Whole networks through the generator and the C# compiler, then run: predictions, losses and every gradient against the interpreter of the graph
/// that no pass but differentiation has touched.
/// </summary>
public sealed class CompiledNetworkTests
{
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
            var network = (CompiledNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!;
            var values = new GraphValues(run.Spec, count);
            foreach (ParameterNode parameter in BuildGraph.Run(run.Spec, training: false).Nodes.OfType<ParameterNode>())
            {
                network.Parameters[parameter.Index].CopyFrom(values.Floats(parameter));
            }

            GraphCheck.CheckInputGradient(network, BuildGraph.Run(run.Spec, training: false), values, count);
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Compute_what_the_graph_says(string name)
    {
        GeneratorRun run = GeneratorRunner.Run(SampleNetworks.Source(name));
        Assert.Empty(run.Diagnostics);
        Type type = run.Load().GetType("Net")!;
        GraphCheck.Run(() => (TrainableNetwork)Activator.CreateInstance(type, GraphCheck.Seed)!, run.Spec, [1, 2, 7, 9, 67]);
    }
}
