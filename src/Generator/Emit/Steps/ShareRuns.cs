using System;
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

    private readonly ShapeNumbers _shapes = new();
    private readonly StepTable _steps;

    private ShareRuns(StepTable steps) => _steps = steps;

    /// <param name="steps">Takes the steps that the runs call.</param>
    public static List<List<Stmt>> Run(List<List<Stmt>> bodies, StepTable steps)
    {
        (ShareRuns share, HashSet<Step> once, HashSet<Step> shared) = (new ShareRuns(steps), new HashSet<Step>(), new HashSet<Step>());
        bodies.ForEach(body => share.Call(body, step =>
        {
            if (!once.Add(step))
            {
                shared.Add(step);
            }

            return false;
        }));
        return shared.Count == 0 ? bodies : bodies.ConvertAll(body => share.Call(body, shared.Contains));
    }

    /// <summary>Puts calls in the places of runs.</summary>
    /// <param name="isStep">Whether a run becomes a step; asked for each.</param>
    private List<Stmt> Call(IEnumerable<Stmt> body, Func<Step, bool> isStep)
    {
        List<Stmt> statements = [.. body.Select(s => KernelParts.WithBody(s, inner => Call(inner, isStep)))];
        if (statements.Count(IsSum) < ShortestRun)
        {
            return statements;
        }

        var block = new StepBlock(statements, FormOf, _shapes);
        for (int first = 0; first < block.Shapes.Count; first++)
        {
            int length = Length(block.Shapes, first);
            if (length < ShortestRun || block.Turns(new(first, length, 1), out List<int>? anew)?.Single() is not { } turn)
            {
                continue;
            }

            Step step = turn.Step(block.Range(first, length));
            if (isStep(step))
            {
                block.Declare(anew);
                block.Replace(first, length, turn.Call(step));
            }
            else
            {
                first += length - 1;
            }
        }

        return block.Statements;
    }

    private static int Length(List<int> shapes, int first)
    {
        int end = first + 1;
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
