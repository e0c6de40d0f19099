using Microsoft.CodeAnalysis;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Tests.Graph;
using NetCompiler.Generator.Tests.Harness;

namespace NetCompiler.Generator.Tests.Loops;

using NestStep = NetCompiler.Generator.Planning.NestStep;

/// <summary>What the compiler makes of the sample networks and of a convolution over tiles: all nests and kernels.</summary>
internal static class SampleKernels
{
    private const string Tiles = """
        [Network, Input(16, 17, 16)]
        [Conv2D(17, 3, Padding = Padding.Same, Activation = Activation.Relu)]
        [Loss(Loss.MeanSquaredError)]
        public partial class Net;
        """;

    private static readonly Lazy<(List<Kernel> Kernels, List<FlatNest> Nests)> Found = new(Find);

    /// <summary>Those of all drivers, each once.</summary>
    public static IReadOnlyList<Kernel> Kernels => Found.Value.Kernels;

    public static IReadOnlyList<FlatNest> Nests => Found.Value.Nests;

    private static (List<Kernel> Kernels, List<FlatNest> Nests) Find()
    {
        (List<Kernel> kernels, List<FlatNest> nests) = (new List<Kernel>(), new List<FlatNest>());
        foreach (string source in SampleNetworks.All.Select(SampleNetworks.Source).Append(Tiles))
        {
            ModelSpec spec = Parse(source);
            TensorGraph training = OptimizeGraph.RunTraining(spec, (_, _) => { }, CancellationToken.None);
            TensorGraph gradient = OptimizeGraph.RunInputGradient(BuildGraph.Run(spec, training: false), (_, _) => { }, CancellationToken.None);
            var programs = NetworkPrograms.Of(OptimizeGraph.RunInference(spec, (_, _) => { }, CancellationToken.None), training, gradient);
            nests.AddRange(StepsOf(programs).SelectMany(NestsOf));
            kernels.AddRange(StepsOf(programs.Lower(Processor.Eight)).SelectMany(step => step.Kernels)
                .SelectMany(step => new[] { step.Kernel, step.Wide }).OfType<Kernel>());
        }

        return ([.. kernels.DistinctBy(k => (k.Body, k.Buffers))], [.. nests.Distinct()]);
    }

    private static ModelSpec Parse(string source)
    {
        GeneratorDriver driver = GeneratorRunner.Driver(new NetCompilerGenerator()).RunGenerators(GeneratorRunner.Compile(source));
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return (ModelSpec)result.TrackedSteps["Model"].Single().Outputs.Single().Value;
    }

    private static IEnumerable<Step> StepsOf(NetworkPrograms programs) =>
        new[] { programs.Infer, programs.Evaluate, programs.DeriveInference, programs.Train, programs.DeriveTraining, programs.InputGradient }
            .OfType<NetworkProgram>().SelectMany(program => program.Steps);

    private static IEnumerable<FlatNest> NestsOf(Step step) => step switch
    {
        NestStep nest => [nest.Nest],
        LoopStep loop => loop.Body.SelectMany(NestsOf),
        _ => [],
    };
}
