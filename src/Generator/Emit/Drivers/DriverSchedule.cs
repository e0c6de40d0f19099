using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>
/// A driver's steps and memory plan as lines for people: what repeats is told once, with the numbers and the names of the first time.
/// </summary>
internal sealed class DriverSchedule(DriverKind kind, NetworkProgram program, DriverPlan plan, KernelTable kernels)
{
    private readonly (int First, int Last)[] _lives = PlanMemory.Lives(program);

    public IEnumerable<string> Lines()
    {
        yield return "";
        yield return kind.Name + ": " + Invariant.Grouped(program.WorkspaceFloats) + " floats of workspace for " + Invariant.Text(program.MicroBatch)
            + " samples";
        foreach (Repeat phases in plan.Phases)
        {
            foreach (int phase in phases.Items)
            {
                if (program.Phases.Count > 0)
                {
                    yield return "  phase " + Invariant.Text(phase)
                        + (phases.Times > 1 ? " + " + Invariant.Text(phases.Length) + " * block, " + Blocks(phases) : "");
                }

                foreach (string line in plan.StepsOf(phase).SelectMany(part => Lines(part, phases)))
                {
                    yield return line;
                }
            }
        }
    }

    private IEnumerable<string> Lines(Repeat part, Repeat phases)
    {
        if (part.Times > 1)
        {
            yield return "  " + Blocks(part) + ":";
        }

        (int times, int stepsEach) = part.Times > 1 ? (part.Times, part.Length) : (phases.Times, plan.StepsIn(phases));
        foreach (int step in part.Items)
        {
            yield return (part.Times > 1 ? "  " : "") + Line(step, times, stepsEach);
        }
    }

    private static string Blocks(Repeat repeat) => "for block from 0 to " + Invariant.Text(repeat.Times - 1);

    private string Line(int number, int times, int stepsEach)
    {
        Step step = program.Steps[number];
        string name = step switch
        {
            MaskStep mask => CallText.NameOf(mask),
            RowsStep rows => rows.Adds ? "AddRows" : "TakeRows",
            LoopStep loop => string.Join(" + ", loop.Kernels.Select(k => kernels.Call(k.Kernel).Kernel.Name)) + Steps(loop),
            ConstantStep => "Copy",
            var kernel => kernels.Call(kernel.Kernels.Single().Kernel).Kernel.Name,
        };
        int first = step.Buffers[0];
        return Invariant.Text(number).PadLeft(3) + " " + (step.IsOnce ? "once " : "") + name
            + "(" + string.Join(", ", step.Buffers.Select((_, position) => Place(number, position, times, stepsEach))) + ")"
            + (_lives[first].First == number && program.Buffers[first].Region == Region.Workspace
            ? ", until " + Invariant.Text(_lives[first].Last) : "");
    }

    private static string Steps(LoopStep loop) => loop switch
    {
        { Part: LoopPart.Last } => " at the last step",
        { Loop.Axes.Count: > 1 } => " in " + string.Join(" x ", loop.Loop.Axes.Where(axis => axis.Extent != TensorGraph.Batch)
            .Select(axis => Invariant.Text(axis.Extent))) + " parts",
        _ => " in " + (loop.Bound is null ? "" : "up to ") + Invariant.Text(loop.Loop.Axes[0].Extent) + " steps"
            + (loop.Loop.Direction == LoopDirection.Backward ? " backwards" : ""),
    };

    private string Place(int step, int position, int times, int stepsEach)
    {
        Storage storage = program.Buffers[program.Steps[step].Buffers[position]];
        IEnumerable<long> offsets =
            Enumerable.Range(0, times).Select(block => program.Buffers[program.Steps[step + (block * stepsEach)].Buffers[position]].Offset);
        return storage.Name + " at " + storage.Region.ToString().ToLowerInvariant() + "[" + new BlockNumbers(times).Expression([.. offsets]) + "]";
    }
}
