using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetCompiler.Generator.Emit;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Streaming;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator;

/// <summary>ModelSpec -> everything that the two generated files say.</summary>
internal static class CompileModel
{
    public static CompiledModel Run(ModelSpec spec, CancellationToken token) =>
        Run(spec, BuildGraph.Run(spec, training: false), !spec.HasLoss ? null : BuildGraph.Run(spec, training: true), token);

    /// <param name="spec">Tells the surface; the graphs tell what is computed.</param>
    /// <param name="predicting">As built for prediction.</param>
    /// <param name="learning">As built for training, without gradients; null for a model that only infers.</param>
    public static CompiledModel Run(ModelSpec spec, TensorGraph predicting, TensorGraph? learning, CancellationToken token)
    {
        var dumps = new List<string>();
        TensorGraph inference = OptimizeGraph.RunInference(predicting, (pass, graph) => Dump("inference", pass, graph), token);
        TensorGraph? training = learning is null
            ? null
            : OptimizeGraph.RunTraining(learning, spec.Options.InputGradient, (pass, graph) => Dump("training", pass, graph), token);
        TensorGraph? inputGradient = !spec.Options.InputGradient
            ? null
            : OptimizeGraph.RunInputGradient(predicting, (pass, graph) => Dump("input gradient", pass, graph), token);
        token.ThrowIfCancellationRequested();
        StreamGraphs? stream;
        try
        {
            stream = Stream();
        }
        catch (StreamFault fault)
        {
            return Describe(spec, predicting, learning, NetworkPrograms.Of(inference, training, inputGradient)) with { StreamFault = fault.Message };
        }

        var programs = NetworkPrograms.Of(inference, training, inputGradient, stream);
        token.ThrowIfCancellationRequested();
        CompiledModel model = Describe(spec, predicting, learning, programs) with
        {
            GraphDumps = new(dumps),
            OnnxLines = new(spec.Options.EmitOnnx ? ExportNetwork.Run(spec) : []),
            Stream = stream is null ? null : DescribeStream.Run(spec, stream, programs),
        };
        return JudgePlan.Run(programs) is { } excess ? model with { Excess = excess }
            : model with { KernelsText = KernelsFile.Write(model, programs.Lower(EightLanes(spec))) };

        StreamGraphs? Stream()
        {
            if (spec.Options.StreamedInput == ModelOptions.NoStream)
            {
                return null;
            }

            StreamGraphs built = StreamSteps.Run(BuildGraph.ForStreaming(spec), spec.Options.StreamedInput);
            return built with
            {
                Step = OptimizeGraph.RunInference(built.Step, (pass, graph) => Dump("step", pass, graph), token),
                Begin = built.Begin is null ? null : OptimizeGraph.RunInference(built.Begin, (pass, graph) => Dump("begin", pass, graph), token),
            };
        }

        void Dump(string mode, string pass, TensorGraph graph)
        {
            if (spec.Options.EmitGraph)
            {
                dumps.Add(mode + ", after: " + pass + "\n" + PrintGraph.Run(graph));
            }
        }
    }

    private static CompiledModel Describe(
        ModelSpec spec, TensorGraph predicting, TensorGraph? learning, NetworkPrograms programs) => new(
        spec,
        SummarizeLayers.Run(spec),
        new(programs.Arena.Infos),
        programs.Arena.Floats,
        programs.InferenceDerivedFloats,
        new[] { programs.Infer, programs.Evaluate, programs.CountPlaces }.Max(program => program?.WorkspaceFloats ?? 0),
        programs.Infer.MicroBatch,
        programs.TrainingDerivedFloats,
        programs.Train?.WorkspaceFloats ?? 0,
        programs.Train?.MicroBatch ?? 1,
        spec.HasLoss ? spec.TargetShape.Aggregate(1L, (product, size) => product * size) : 0,
        KernelsText: "",
        EquatableArray<string>.Empty)
    {
        TrainingTotals = programs.Train is { Phases.Count: > 0 } train ? new(train.Phases.Take(train.Phases.Count - 1).Select(p => p.EndTotal))
            : EquatableArray<long>.Empty,
        TrainingStates = programs.Train?.States ?? EquatableArray<int>.Empty,
        TrainingPlaces = DescribePlaces.Run(spec, programs.Train),
        ForwardPhase = DescribePlaces.PhaseOf(programs.Train),
        CountedLosses = WidthOf(predicting, OutputKind.Places),
        KeptStateFloats = learning is null ? 0 : WidthOf(learning, OutputKind.KeptStates),
        CountsReadDerived = programs.CountPlaces?.Buffers.Any(buffer => buffer.Region == Region.Derived) ?? false,
        InputGradientWorkspaceFloats = programs.InputGradient?.WorkspaceFloats ?? 0,
        InputGradientMicroBatch = programs.InputGradient?.MicroBatch ?? 1,
    };

    private static Processor EightLanes(ModelSpec spec) =>
        spec.Options.Sets.HasFlag(InstructionSets.WebAssembly) ? Processor.Browser : Processor.Eight;

    /// <summary>The numbers of a sample in an output [N, numbers]; 0 where there is none.</summary>
    private static int WidthOf(TensorGraph graph, OutputKind kind) =>
        graph.Outputs.Where(o => o.Kind == kind).Select(o => graph.Nodes[o.Node].Shape[1]).FirstOrDefault();
}
