using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>Gives the workspace's buffers their offsets: those that are never in use at the same step may share memory.</summary>
internal static class PlanMemory
{
    /// <summary>The program with offsets for that many samples.</summary>
    public static NetworkProgram Run(NetworkProgram program, int microBatch)
    {
        var lives = Lives(program);
        var placed = new List<(int Buffer, int Offset, int End)>();
        var buffers = program.Buffers.ToArray();
        var order = Enumerable.Range(0, buffers.Length)
            .Where(b => buffers[b].Region == Region.Workspace && lives[b].First >= 0)
            .OrderByDescending(b => buffers[b].Floats(microBatch)).ThenBy(b => b);
        foreach (var buffer in order)
        {
            var floats = buffers[buffer].Floats(microBatch);
            var offset = 0;
            foreach (var (_, start, end) in placed.Where(p => Meet(lives[p.Buffer], lives[buffer])).OrderBy(p => p.Offset))
            {
                if (offset + floats <= start)
                {
                    break;
                }

                offset = Math.Max(offset, end);
            }

            placed.Add((buffer, offset, offset + floats));
            buffers[buffer] = buffers[buffer] with { Offset = offset };
        }

        return program with { Buffers = new(buffers), MicroBatch = microBatch, WorkspaceFloats = placed.Count == 0 ? 0 : placed.Max(p => p.End) };
    }

    /// <summary>First and last step that uses each buffer; -1 for none.</summary>
    public static (int First, int Last)[] Lives(NetworkProgram program)
    {
        var lives = Enumerable.Repeat((First: -1, Last: -1), program.Buffers.Count).ToArray();
        for (var step = 0; step < program.Steps.Count; step++)
        {
            foreach (var buffer in program.Steps[step].Buffers)
            {
                lives[buffer] = (lives[buffer].First < 0 ? step : lives[buffer].First, step);
            }
        }

        return lives;
    }

    public static bool Meet((int First, int Last) a, (int First, int Last) b) => a.First <= b.Last && b.First <= a.Last;
}
