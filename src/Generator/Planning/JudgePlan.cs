using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A plan that no arena of the runtime holds.</summary>
/// <param name="What">The arena, and what takes most of it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Help">What would make it smaller.</param>
internal sealed record PlanExcess(string What, long Bytes, string Help);

/// <summary>
/// Whether every arena that a finished plan asks for can be had: lifetimes and shared memory are counted, so what fits is never refused.
/// </summary>
internal static class JudgePlan
{
    /// <summary>The first arena that is too large, or null.</summary>
    public static PlanExcess? Run(NetworkPrograms programs) =>
        OfWorkspace(programs.Infer, "prediction", null)
        ?? OfWorkspace(programs.Evaluate, "evaluation", null)
        ?? OfWorkspace(programs.Train, "training", programs.Infer)
        ?? OfWorkspace(programs.InputGradient, "the input's gradient", programs.Infer)
        ?? OfWorkspace(programs.Step, "a step of a stream", programs.Infer)
        ?? OfWorkspace(programs.Begin, "the beginning of a stream", programs.Infer)
        ?? OfRegion(programs.Train, Region.Totals, "the sums over the batch")
        ?? OfRegion(programs.Train, Region.States, "the values that training renews")
        ?? OfArena("the parameters", programs.Arena.Floats)
        ?? OfArena("what is computed from the parameters for prediction", programs.InferenceDerivedFloats)
        ?? OfArena("what is computed from the parameters for training", programs.TrainingDerivedFloats);

    /// <summary>The workspace with the callers' rows that lie behind it.</summary>
    private static PlanExcess? OfWorkspace(NetworkProgram? program, string mode, NetworkProgram? smaller)
    {
        if (program is null || program.WorkspaceFloats + MicroBatch.CallersFloats(program, program.MicroBatch) is var floats
            && floats <= ArenaLimit.MostFloats)
        {
            return null;
        }

        Storage largest = program.Buffers.Where(b => b.Region is Region.Workspace or Region.Inputs or Region.Predictions).OrderByDescending(b =>
            b.Floats(1)).First();
        string help = smaller is not null && smaller.WorkspaceFloats < program.WorkspaceFloats / 2
            ? "Prediction alone would take " + Support.Invariant.Text(smaller.WorkspaceFloats * sizeof(float))
            + " bytes: training keeps what its backward pass reads. "
            : "";
        return new(
            "one sample's values in " + mode + ", of which '" + largest.Name + "' alone takes "
                + Support.Invariant.Text(largest.Floats(1) * sizeof(float)) + " bytes,",
            floats * sizeof(float), help + "A smaller input, a stride or a pooling layer before '" + largest.Name + "' makes it smaller");
    }

    private static PlanExcess? OfRegion(NetworkProgram? program, Region region, string what) =>
        OfArena(what, (program?.Buffers ?? Enumerable.Empty<Storage>()).Where(b => b.Region == region)
            .Select(b => b.Offset + b.Fixed).DefaultIfEmpty(0).Max());

    private static PlanExcess? OfArena(string what, long floats) =>
        floats <= ArenaLimit.MostFloats ? null : new(what, floats * sizeof(float), "Fewer units, channels or rows make it smaller");
}
