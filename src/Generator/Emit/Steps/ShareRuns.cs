using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>
/// Statements of a file's kernels, with steps -> statements in which long runs of like statements that occur twice or more are steps of their own: a
/// sum that is unrolled whole, in a kernel of the forward pass and in one of the backward pass.
/// </summary>
internal sealed class ShareRuns
{
    /// <summary>Statements of a run at least.</summary>
    private const int ShortestRun = 8;

    private readonly Dictionary<Step, int> _uses = [];
    private readonly ShapeNumbers _shapes = new();
    private readonly StepTable _steps;

    private ShareRuns(StepTable steps) => _steps = steps;

    /// <param name="steps">Takes the steps that the runs call.</param>
    public static List<List<Stmt>> Run(List<List<Stmt>> bodies, StepTable steps)
    {
        var share = new ShareRuns(steps);
        bodies.ForEach(body => share.Visit(body, count: true));
        share._uses.Where(use => use.Value == 1).ToList().ForEach(use => share._uses.Remove(use.Key));
        return share._uses.Count == 0 ? bodies : bodies.ConvertAll(body => share.Visit(body, count: false));
    }

    private List<Stmt> Visit(IEnumerable<Stmt> body, bool count)
    {
        List<Stmt> statements = [.. body.Select(s => Inside(s, count))];
        if (statements.Count(IsSum) < ShortestRun)
        {
            return statements;
        }

        var block = new StepBlock(statements, FormOf, _shapes);
        for (var first = 0; first < block.Shapes.Count; first++)
        {
            var length = Length(block.Shapes, first);
            if (length < ShortestRun || block.Turns(new(first, length, 1), out var anew)?.Single() is not { } turn)
            {
                continue;
            }

            var step = turn.Step(block.Range(first, length));
            if (count)
            {
                _uses[step] = (_uses.TryGetValue(step, out var uses) ? uses : 0) + 1;
            }
            else if (_uses.ContainsKey(step))
            {
                block.Declare(anew);
                block.Replace(first, length, turn.Call(step));
                continue;
            }

            first += length - 1;
        }

        return block.Statements;
    }

    private Stmt Inside(Stmt statement, bool count) => statement switch
    {
        For loop => loop with { Body = new(Visit(loop.Body, count)) },
        IfLess branch => branch with { Body = new(Visit(branch.Body, count)) },
        _ => statement,
    };

    private static int Length(List<int> shapes, int first)
    {
        var end = first + 1;
        while (end < shapes.Count && shapes[end] == shapes[first])
        {
            end++;
        }

        return end - first;
    }

    private static bool IsSum(Stmt statement) => statement is StepCall or SetVector { Value: VectorMultiplyAdd };

    /// <summary>Sums only: what begins or stores them differs from kernel to kernel.</summary>
    private StepForm? FormOf(Stmt statement) => statement switch
    {
        StepCall call => StepForm.Of(call, _steps.NameOf(call.Step)),
        SetVector { Value: VectorMultiplyAdd } => StepForm.Of(statement),
        _ => null,
    };
}
