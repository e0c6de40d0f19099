using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>ModelSpec -> everything that the two generated files say.</summary>
internal static class CompileModel
{
    public static CompiledModel Run(ModelSpec spec, CancellationToken token)
    {
        var dumps = new List<string>();
        var inference = OptimizeGraph.RunInference(spec, (pass, graph) => Dump("inference", pass, graph), token);
        var training = spec.Loss is null ? null : OptimizeGraph.RunTraining(spec, (pass, graph) => Dump("training", pass, graph), token);
        var inputGradient = !spec.Options.InputGradient ? null
            : OptimizeGraph.RunInputGradient(spec, (pass, graph) => Dump("input gradient", pass, graph), token);
        token.ThrowIfCancellationRequested();
        var programs = NetworkPrograms.Of(inference, training, inputGradient);
        token.ThrowIfCancellationRequested();
        var model = Describe(spec, programs) with { GraphDumps = new(dumps) };
        return model with { KernelsText = KernelsFile.Write(model, programs) };

        void Dump(string mode, string pass, TensorGraph graph)
        {
            if (spec.Options.EmitGraph)
            {
                dumps.Add(mode + ", after: " + pass + "\n" + PrintGraph.Run(graph));
            }
        }
    }

    private static CompiledModel Describe(ModelSpec spec, NetworkPrograms programs) => new(
        spec,
        SummarizeLayers.Run(spec),
        new(programs.Arena.Infos),
        programs.Arena.Floats,
        programs.InferenceDerivedFloats,
        System.Math.Max(programs.Infer.WorkspaceFloats, programs.Evaluate?.WorkspaceFloats ?? 0),
        programs.Infer.MicroBatch,
        programs.TrainingDerivedFloats,
        programs.Train?.WorkspaceFloats ?? 0,
        programs.Train?.MicroBatch ?? 1,
        TargetFloats(spec),
        KernelsText: "",
        EquatableArray<string>.Empty,
        programs.InputGradient?.WorkspaceFloats ?? 0,
        programs.InputGradient?.MicroBatch ?? 1);

    /// <summary>Floats of a sample's target: a class index per row of the output, or as many as the output has.</summary>
    private static int TargetFloats(ModelSpec spec) =>
        spec.OutputShape.Take(spec.OutputShape.Count - (spec.Loss is { Kind: LossKind.SparseCategoricalCrossentropy } ? 1 : 0))
            .Aggregate(1, (product, size) => product * size);
}
