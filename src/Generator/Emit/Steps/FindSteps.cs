using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Emit.Drivers;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>
/// Statements of a kernel -> statements in which runs that repeat are calls of steps, and so is what does such a step once, as the rest of a loop
/// does.
/// </summary>
internal sealed class FindSteps
{
    /// <summary>Statements of a step at least: a call is longer than a statement.</summary>
    private const int ShortestStep = 3;

    /// <summary>Statements that the calls of a step must save in one place.</summary>
    private const int LeastSaving = 6;

    private readonly ShapeNumbers _shapes = new();

    /// <summary>The steps found so far, longest first, each with its statements' shapes.</summary>
    private readonly List<(int[] Shapes, Step Step)> _found = [];

    private FindSteps()
    {
    }

    public static List<Stmt> Run(IEnumerable<Stmt> body)
    {
        var search = new FindSteps();
        List<Stmt> found = search.FindRepeated(body);
        return search._found.Count == 0 ? found : search.FindAlone(found);
    }

    private List<Stmt> FindRepeated(IEnumerable<Stmt> body)
    {
        var block = new StepBlock(body.Select(s => KernelParts.WithBody(s, FindRepeated)), StepForm.Of, _shapes);
        if (block.Shapes.Count(s => s >= 0) < ShortestStep + LeastSaving)
        {
            return block.Statements;
        }

        var result = new List<Stmt>();
        foreach (Repeat part in Repeat.Find([.. block.Shapes], [.. block.Shapes.Select(s => s < 0 ? 0 : 1)], LeastSaving))
        {
            result.AddRange(Calls(part, block) ?? block.Statements.Skip(part.First).Take(part.Length * part.Times));
        }

        return result;
    }

    /// <summary>Puts calls of the steps that were found in the places of statements that do what they do.</summary>
    private List<Stmt> FindAlone(IEnumerable<Stmt> body)
    {
        var block = new StepBlock(body.Select(s => KernelParts.WithBody(s, FindAlone)), StepForm.Of, _shapes);
        foreach ((int[] shapes, Step step) in _found)
        {
            for (int first = 0; first + shapes.Length <= block.Shapes.Count; first++)
            {
                if (block.HasShapes(first, shapes)
                    && block.Turns(new(first, shapes.Length, 1), out List<int>? anew)?.Single() is { } turn
                    && turn.Step(block.Range(first, shapes.Length)).Equals(step))
                {
                    block.Declare(anew);
                    block.Replace(first, shapes.Length, turn.Call(step));
                }
            }
        }

        return block.Statements;
    }

    /// <summary>The calls that do a repetition, or null if it is none, or is not worth a step.</summary>
    private IEnumerable<Stmt>? Calls(Repeat part, StepBlock block)
    {
        if (part.Times == 1 || part.Length < ShortestStep
            || block.Turns(part, out List<int>? anew) is not { } turns || turns.Any(t => !t.IsLike(turns[0])))
        {
            return null;
        }

        block.Declare(anew);
        Step step = turns[0].Step(block.Range(part.First, part.Length));
        if (_found.All(f => !f.Step.Equals(step)))
        {
            _found.Add(([.. block.Shapes.Skip(part.First).Take(part.Length)], step));
            _found.Sort((a, b) => b.Shapes.Length.CompareTo(a.Shapes.Length));
        }

        return turns.Select(t => t.Call(step));
    }
}
