using System.Linq;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Planning;

/// <summary>What the drivers of a model do.</summary>
/// <param name="Infer">The prediction only.</param>
/// <param name="Evaluate">The prediction and the losses; null without a loss, and so are the training ones.</param>
/// <param name="DeriveInference">Computes what the former two and the last read of values that depend on parameters only, such as packed weights.</param>
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
    NetworkProgram? InputGradient)
{
    /// <param name="training">Null for a model that only infers.</param>
    /// <param name="inputGradient">Null where it is not asked for.</param>
    public static NetworkPrograms Of(TensorGraph inference, TensorGraph? training, TensorGraph? inputGradient)
    {
        var arena = ParameterArena.Of([.. new[] { inference, training, inputGradient }.OfType<TensorGraph>()]);
        var lower = new LowerStep();
        var derived = new DerivedValues(lower);
        var infer = MicroBatch.Choose(BuildProgram.Run(Passes.DropUnused.ForPrediction(inference), arena, derived, lower));
        var evaluate = training is null ? null : PlanMemory.Run(BuildProgram.Run(inference, arena, derived, lower), infer.MicroBatch);
        var gradient = inputGradient is null ? null : MicroBatch.Choose(BuildProgram.Run(inputGradient, arena, derived, lower));
        var derivedForTraining = new DerivedValues(lower);
        var train = training is null ? null : MicroBatch.Choose(BuildProgram.Run(training, arena, derivedForTraining, lower));
        return new(
            arena, infer, evaluate, derived.Program, derived.Floats, train, training is null ? null : derivedForTraining.Program, derivedForTraining.Floats,
            gradient);
    }
}
