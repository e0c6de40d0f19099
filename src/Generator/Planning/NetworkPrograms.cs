using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Streaming;

namespace NetCompiler.Generator.Planning;

/// <summary>What the drivers of a model do.</summary>
/// <param name="Infer">The prediction only.</param>
/// <param name="Evaluate">The prediction and the losses; null without a loss, and so are the training ones.</param>
/// <param name="DeriveInference">Computes what the former two and the last read of values that depend on parameters only, such as packed
/// weights.</param>
/// <param name="CountPlaces">How many places of each sample count in its losses; null where all do.</param>
/// <param name="InputGradient">The gradient of weighted outputs with respect to the input; null where it is not asked for.</param>
internal sealed record NetworkPrograms(
    ParameterArena Arena,
    NetworkProgram Infer,
    NetworkProgram? Evaluate,
    NetworkProgram DeriveInference,
    long InferenceDerivedFloats,
    NetworkProgram? Train,
    NetworkProgram? DeriveTraining,
    long TrainingDerivedFloats,
    NetworkProgram? CountPlaces,
    NetworkProgram? InputGradient)
{
    /// <summary>What streams do in a step; null where that is not asked for.</summary>
    public NetworkProgram? Step { get; init; }

    /// <summary>What a stream begins with; null where that is constant.</summary>
    public NetworkProgram? Begin { get; init; }

    /// <param name="training">Null for a model that only infers.</param>
    /// <param name="inputGradient">Null where it is not asked for.</param>
    /// <param name="stream">Null where it is not asked for.</param>
    public static NetworkPrograms Of(TensorGraph inference, TensorGraph? training, TensorGraph? inputGradient, StreamGraphs? stream = null)
    {
        var arena = ParameterArena.Of([.. new[] { inference, training, inputGradient, stream?.Step, stream?.Begin }.OfType<TensorGraph>()]);
        var nests = new NestSteps();
        var derived = new DerivedValues(nests);
        NetworkProgram infer = MicroBatch.Choose(PlanProgram.Run(Passes.DropUnused.ForPrediction(inference), arena, derived, nests));
        NetworkProgram? evaluate = training is null ? null
            : PlanMemory.Run(PlanProgram.Run(Passes.DropUnused.WithoutPlaces(inference), arena, derived, nests), infer.MicroBatch);
        NetworkProgram? places = training is null || Passes.DropUnused.ForPlaces(inference) is not { } counting ? null
            : PlanMemory.Run(PlanProgram.Run(counting, arena, derived, nests), infer.MicroBatch);
        NetworkProgram? gradient = inputGradient is null ? null : MicroBatch.Choose(PlanProgram.Run(inputGradient, arena, derived, nests));
        NetworkProgram? step = stream is null ? null : MicroBatch.Choose(PlanProgram.Run(stream.Step, arena, derived, nests));
        NetworkProgram? begin = stream?.Begin is null ? null : MicroBatch.Choose(PlanProgram.Run(stream.Begin, arena, derived, nests));
        var derivedForTraining = new DerivedValues(nests);
        NetworkProgram? train = training is null ? null : MicroBatch.Choose(
            PlanProgram.Run(Passes.DropUnused.WithoutPlaces(training), arena, derivedForTraining, nests));
        return new(
            arena, infer, evaluate, derived.Program, derived.Floats, train, training is null ? null
                : derivedForTraining.Program, derivedForTraining.Floats, places,
            gradient)
        {
            Step = step,
            Begin = begin,
        };
    }

    /// <summary>The programs with kernels in place of nests; equal nests of all have the same kernel.</summary>
    /// <param name="eight">The processor of eight lanes.</param>
    public NetworkPrograms Lower(Processor eight)
    {
        var lower = new LowerSteps(eight);
        return this with
        {
            Infer = lower.Run(Infer),
            Evaluate = Evaluate is null ? null : lower.Run(Evaluate),
            CountPlaces = CountPlaces is null ? null : lower.Run(CountPlaces),
            InputGradient = InputGradient is null ? null : lower.Run(InputGradient),
            Step = Step is null ? null : lower.Run(Step),
            Begin = Begin is null ? null : lower.Run(Begin),
            DeriveInference = lower.Run(DeriveInference),
            Train = Train is null ? null : lower.Run(Train),
            DeriveTraining = DeriveTraining is null ? null : lower.Run(DeriveTraining),
        };
    }
}
