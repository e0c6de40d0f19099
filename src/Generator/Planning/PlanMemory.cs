using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>Gives the workspace's buffers their offsets: those that are never in use at the same step may share memory.</summary>
internal static class PlanMemory
{
    /// <summary>The program with offsets for that many samples.</summary>
    public static NetworkProgram Run(NetworkProgram program, int microBatch) => Run(program, microBatch, Lives(program));

    /// <summary>
    /// The program with memory of their own for what loops carry, until the forward pass ends: there it can be seen in which step a value went wrong.
    /// Most of it is kept that long anyway, for the backward pass.
    /// </summary>
    public static NetworkProgram KeepStates(NetworkProgram program)
    {
        ((int First, int Last)[] lives, int end) = (Lives(program), program.Steps.ToList().FindIndex(step => step.EndsForward));
        var states = program.Tensors.Where(tensor => tensor.IsState && lives[tensor.Buffer].First <= end && lives[tensor.Buffer].Last < end)
            .Select(tensor => tensor.Buffer).ToList();
        states.ForEach(buffer => lives[buffer].Last = end);
        return states.Count == 0 ? program : Run(program, program.MicroBatch, lives);
    }

    private static NetworkProgram Run(NetworkProgram program, int microBatch, (int First, int Last)[] lives)
    {
        var placed = new List<Place>();
        Storage[] buffers = program.Buffers.ToArray();
        long end = 0L;
        foreach (int buffer in InUse(program, lives).OrderByDescending(b => buffers[b].Floats(microBatch)).ThenBy(b => b))
        {
            long offset = Offset(placed, lives[buffer], buffers[buffer].Floats(microBatch));
            var place = new Place(offset, offset + buffers[buffer].Floats(microBatch), lives[buffer]);
            placed.Insert(Position(placed, offset), place);
            buffers[buffer] = buffers[buffer] with { Offset = offset };
            end = Math.Max(end, place.End);
        }

        return program with { Buffers = new(buffers), MicroBatch = microBatch, WorkspaceFloats = end };
    }

    /// <summary>The floats that are in use at once, at the step where they are most: no plan does with less.</summary>
    public static long LeastFloats(NetworkProgram program, int microBatch)
    {
        (int First, int Last)[] lives = Lives(program);
        long[] changes = new long[program.Steps.Count + 1];
        foreach (int buffer in InUse(program, lives))
        {
            changes[lives[buffer].First] += program.Buffers[buffer].Floats(microBatch);
            changes[lives[buffer].Last + 1] -= program.Buffers[buffer].Floats(microBatch);
        }

        (long now, long most) = (0L, 0L);
        foreach (long change in changes)
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }

    /// <summary>First and last step that uses each buffer; -1 for none.</summary>
    public static (int First, int Last)[] Lives(NetworkProgram program)
    {
        (int First, int Last)[] lives = Enumerable.Repeat((First: -1, Last: -1), program.Buffers.Count).ToArray();
        for (int step = 0; step < program.Steps.Count; step++)
        {
            foreach (int buffer in program.Steps[step].Buffers)
            {
                lives[buffer] = (lives[buffer].First < 0 ? step : lives[buffer].First, step);
            }
        }

        return lives;
    }

    public static bool Meet((int First, int Last) a, (int First, int Last) b) => a.First <= b.Last && b.First <= a.Last;

    private static IEnumerable<int> InUse(NetworkProgram program, (int First, int Last)[] lives) =>
        Enumerable.Range(0, program.Buffers.Count).Where(b => program.Buffers[b].Region == Region.Workspace && lives[b].First >= 0);

    /// <summary>The first gap that is long enough, among the buffers in use at the same time.</summary>
    private static long Offset(List<Place> placed, (int First, int Last) life, long floats)
    {
        long offset = 0L;
        foreach (Place place in placed)
        {
            if (!Meet(place.Life, life))
            {
                continue;
            }

            if (offset + floats <= place.Offset)
            {
                break;
            }

            offset = Math.Max(offset, place.End);
        }

        return offset;
    }

    /// <summary>Behind all places that begin at the offset or before it.</summary>
    private static int Position(List<Place> placed, long offset)
    {
        (int low, int high) = (0, placed.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = placed[middle].Offset <= offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A buffer that has its offset.</summary>
    private readonly record struct Place(long Offset, long End, (int First, int Last) Life);
}
