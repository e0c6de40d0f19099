using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Planning;

namespace NetCompiler.Generator.Emit.Drivers;

/// <summary>
/// Where a driver's calls repeat themselves: equal blocks of a deep network make equal calls, but for numbers. Their text is written once, in a loop,
/// so
/// that it grows with the number of different blocks and not with the depth. Phases that repeat are written once as well.
/// </summary>
internal sealed class DriverPlan
{
    /// <summary>Calls that a loop must save: a few are easier to read as a list.</summary>
    private const int LeastSaving = 12;

    private readonly long[][] _numbers;
    private readonly int[] _shapes;
    private readonly int[] _starts;
    private readonly IReadOnlyList<Repeat>[] _steps;

    public DriverPlan(NetworkProgram program, CallText calls)
    {
        _numbers = new long[program.Steps.Count][];
        _shapes = new int[program.Steps.Count];
        var known = new Dictionary<string, int>();
        for (int step = 0; step < _shapes.Length; step++)
        {
            _shapes[step] = Known(known, Shape(calls, program.Steps[step], out _numbers[step]));
        }

        _starts = [0, .. program.Phases.Count == 0 ? [_shapes.Length] : program.Phases.Select(p => p.EndStep)];
        Phases = Repeat.Find(PhaseShapes(), [.. Enumerable.Range(0, _starts.Length - 1).Select(phase => StepsIn(phase) + 1)], LeastSaving);
        _steps = [.. Phases.SelectMany(phases => Enumerable.Range(phases.First, phases.Length * phases.Times)
            .Select(phase => FindSteps(phases, phase)))];
    }

    /// <summary>The phases, at least one.</summary>
    public IReadOnlyList<Repeat> Phases { get; }

    /// <summary>The steps of a phase. One that stands for repeated phases has no loops within.</summary>
    public IReadOnlyList<Repeat> StepsOf(int phase) => _steps[phase];

    /// <summary>Steps from one repetition of the phases to the next.</summary>
    public int StepsIn(Repeat phases) => _starts[phases.First + phases.Length] - _starts[phases.First];

    /// <summary>The numbers of a step in the order of its text; of each, the values of all repetitions.</summary>
    /// <param name="stepsEach">From one repetition to the next.</param>
    public IEnumerable<long[]> Numbers(int step, int times, int stepsEach) =>
        Enumerable.Range(0, _numbers[step].Length).Select(n =>
            Enumerable.Range(0, times).Select(block => _numbers[step + (block * stepsEach)][n]).ToArray());

    private IReadOnlyList<Repeat> FindSteps(Repeat phases, int phase)
    {
        (int first, int count) = (_starts[phase], StepsIn(phase));
        return phases.Times > 1
            ? [new(first, count, 1)]
            : [.. Repeat.Find([.. _shapes.Skip(first).Take(count)], [.. Enumerable.Repeat(1, count)], LeastSaving)
            .Select(r => r with { First = r.First + first })];
    }

    private int StepsIn(int phase) => _starts[phase + 1] - _starts[phase];

    private int[] PhaseShapes()
    {
        var known = new Dictionary<string, int>();
        return [.. Enumerable.Range(0, _starts.Length - 1)
            .Select(phase => Known(known, string.Join(" ", _shapes.Skip(_starts[phase]).Take(StepsIn(phase)))))];
    }

    /// <summary>The call's text without its numbers: what two calls must share to be the same one in a loop.</summary>
    private static string Shape(CallText calls, Step step, out long[] numbers)
    {
        var writer = new SourceWriter();
        var found = new List<long>();
        calls.Write(writer, step, Note);
        numbers = [.. found];
        return writer.ToString();

        string Note(long number)
        {
            found.Add(number);
            return "_";
        }
    }

    private static int Known(Dictionary<string, int> known, string text)
    {
        if (!known.TryGetValue(text, out int number))
        {
            known[text] = number = known.Count;
        }

        return number;
    }
}
