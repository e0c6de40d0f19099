using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Ops;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>ModelSpec -> everything that the two generated files say.</summary>
internal static class CompileModel
{
    public static CompiledModel Run(ModelSpec spec, CancellationToken token) =>
        Run(spec, BuildGraph.Run(spec, training: false), spec.Loss is null ? null : BuildGraph.Run(spec, training: true), token);

    /// <param name="spec">Tells the surface; the graphs tell what is computed.</param>
    /// <param name="predicting">As built for prediction.</param>
    /// <param name="learning">As built for training, without gradients; null for a model that only infers.</param>
    public static CompiledModel Run(ModelSpec spec, TensorGraph predicting, TensorGraph? learning, CancellationToken token)
    {
        var dumps = new List<string>();
        var inference = OptimizeGraph.RunInference(predicting, (pass, graph) => Dump("inference", pass, graph), token);
        var training = learning is null
            ? null
            : OptimizeGraph.RunTraining(learning, spec.Options.InputGradient, (pass, graph) => Dump("training", pass, graph), token);
        token.ThrowIfCancellationRequested();
        var programs = NetworkPrograms.Of(inference, training);
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
        EquatableArray<string>.Empty);

    /// <summary>Floats of a sample's target: a class index per row of the output, or as many as the output has.</summary>
    private static int TargetFloats(ModelSpec spec) =>
        spec.OutputShape.Take(spec.OutputShape.Count - (spec.Loss is { Kind: LossKind.SparseCategoricalCrossentropy } ? 1 : 0))
            .Aggregate(1, (product, size) => product * size);
}
