using System.Linq;

namespace NetCompiler.Generator.Planning;

/// <summary>How many samples go through all kernels together: as many as keep the workspace in the second-level cache.</summary>
internal static class MicroBatch
{
    /// <summary>1 MB, half of what a core usually has; weights take the rest.</summary>
    private const int CacheFloats = 256 * 1024;

    /// <summary>
    /// Where a loop carries from step to step, the rows of its products are the samples alone: so many are worth 8 MB, of which a step touches a few
    /// rows. The weights, which every step reads, then serve all of them.
    /// </summary>
    private const int CarriedFloats = 8 * CacheFloats, MostCarried = 16;

    /// <summary>A tiny network's workspace stays on one page.</summary>
    private const int TinyFloats = 1024;

    private const int TinyPerSample = 128;

    /// <summary>Rows of inputs and outputs beside the workspace, 16 MB: large ones gain nothing from company.</summary>
    private const long CallersBudget = 4 * 1024 * 1024;

    private static readonly int[] Sizes = [64, 32, 16, 8, 4, 2];

    /// <summary>The program, with its memory planned for the chosen number of samples.</summary>
    public static NetworkProgram Choose(NetworkProgram program)
    {
        NetworkProgram single = PlanMemory.Run(program, 1);
        bool carries = program.Steps.OfType<LoopStep>().Any(step => step.Loop.Carries.Count > 0);
        int budget = single.WorkspaceFloats <= TinyPerSample ? TinyFloats : carries ? CarriedFloats : CacheFloats;
        return PlanMemory.KeepStates(Sizes.Where(size => !carries || size <= MostCarried)
            .Where(size => CallersFloats(program, size) <= CallersBudget && PlanMemory.LeastFloats(program, size) <= budget)
            .Select(size => PlanMemory.Run(program, size))
            .FirstOrDefault(planned => planned.WorkspaceFloats <= budget) ?? single);
    }

    /// <summary>The floats of as many samples in the caller's hands: the runtime keeps rows for them where the caller gives none.</summary>
    public static long CallersFloats(NetworkProgram program, int samples) => samples * program.Buffers
        .Where(b => b.Region is Region.Inputs or Region.Predictions or Region.InputGradients
            or Region.State or Region.NextState or Region.Kept).Select(b => (b.Region, b.PerSample))
        .Distinct().Sum(b => b.PerSample);
}
