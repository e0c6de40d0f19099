using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Planning;

/// <summary>What the drivers of a model do.</summary>
/// <param name="Infer">The prediction only.</param>
/// <param name="Evaluate">The prediction and the losses; null without a loss, and so are the training ones.</param>
/// <param name="DeriveInference">Packs weights for the former two.</param>
internal sealed record NetworkPrograms(
    ParameterArena Arena,
    NetworkProgram Infer,
    NetworkProgram? Evaluate,
    NetworkProgram DeriveInference,
    int InferenceDerivedFloats,
    NetworkProgram? Train,
    NetworkProgram? DeriveTraining,
    int TrainingDerivedFloats)
{
    /// <param name="training">Null for a model that only infers.</param>
    public static NetworkPrograms Of(TensorGraph inference, TensorGraph? training)
    {
        var arena = ParameterArena.Of(training is null ? [inference] : [inference, training]);
        var lower = new LowerStep();
        var packed = new PackedWeights(arena);
        var infer = MicroBatch.Choose(BuildProgram.Run(Passes.DropUnused.ForPrediction(inference), arena, packed, lower));
        var evaluate = training is null ? null : PlanMemory.Run(BuildProgram.Run(inference, arena, packed, lower), infer.MicroBatch);
        var packedForTraining = new PackedWeights(arena);
        var train = training is null ? null : MicroBatch.Choose(BuildProgram.Run(training, arena, packedForTraining, lower));
        return new(
            arena, infer, evaluate, packed.Program(lower), packed.Floats, train, training is null ? null : packedForTraining.Program(lower), packedForTraining.Floats);
    }
}
