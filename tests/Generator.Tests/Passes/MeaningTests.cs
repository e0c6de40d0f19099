using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Passes;

/// <summary>Each pass keeps the rules of the graph, and none changes what it computes.</summary>
public sealed class MeaningTests
{
    private const int Samples = 3;

    public static TheoryData<string> Networks => SampleNetworks.Names;

    [Theory, MemberData(nameof(Networks))]
    public void Of_inference(string name) => Check(name, (spec, dump) => OptimizeGraph.RunInference(spec, dump, CancellationToken.None));

    [Theory, MemberData(nameof(Networks))]
    public void Of_training(string name) => Check(name, (spec, dump) => OptimizeGraph.RunTraining(spec, dump, CancellationToken.None));

    private static void Check(string name, Func<ModelSpec, Action<string, TensorGraph>, TensorGraph> optimize)
    {
        ModelSpec spec = GeneratorRunner.Run(SampleNetworks.Source(name)).Spec;
        var values = new GraphValues(spec, Samples);
        Dictionary<GraphOutput, double[]>? before = null;
        int compared = 0;
        optimize(spec, (pass, graph) =>
        {
            VerifyGraph.Run(graph);
            Dictionary<GraphOutput, double[]> after = GraphInterpreter.Run(graph, Samples, values.Of);
            foreach ((GraphOutput output, double[] expected) in before ?? [])
            {
                Assert.True(after.TryGetValue(output, out double[]? found), $"{pass} lost {output}.");
                Assert.Equal(expected.Length, found.Length);
                Assert.DoesNotContain(expected.Zip(found), pair => !(Math.Abs(pair.First - pair.Second) <= 1e-12 + (1e-9 * Math.Abs(pair.First))));
                compared++;
            }

            before = after;
        });
        Assert.True(compared > 2);
    }
}
