using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>NestForm -> NestPlan: chooses the vector axis, the order of the loops and what is unrolled.</summary>
internal static class PlanNest
{
    private const int SmallAxis = 4;

    public static NestPlan Run(NestForm form, NestEffort effort)
    {
        bool overwrites = form.Scatter && !form.Nest.Accumulate && WritesOnce(form);
        int vectorAxis = effort.UseVectors ? ChooseVectorAxis(form) : -1;
        List<AxisStep> steps;
        if (vectorAxis < 0 && form.Nest.Combine == Combine.Assign && TransposeNest.Run(form, effort.Points) is var (blocked, blockSteps))
        {
            (form, steps) = (blocked, blockSteps);
        }
        else
        {
            steps = form.Reduces
                ? ReductionSteps(form, vectorAxis, effort)
                : MapSteps(form, vectorAxis, effort, anyOrder: overwrites || !form.Scatter);
        }

        int elementSteps = form.Reduces ? steps.Count(s => !form.Axes[s.Axis].Reduced) : steps.Count;
        var plan = new NestPlan(
            form, new(steps), elementSteps, vectorAxis,
            System.Math.Min(effort.Vectors, MostVectors(form, steps, vectorAxis)), effort.Split, overwrites,
            Clears: form.Scatter && !form.Nest.Accumulate && !(overwrites && WritesAll(form)));
        return form.Reduces && form.Nest.Combine == Combine.Sum ? plan with { Blocks = Blocks(plan) } : plan;
    }

    /// <summary>The blocks of a sum, from the innermost loop outwards.</summary>
    private static EquatableArray<EquatableArray<long>> Blocks(NestPlan plan)
    {
        EquatableArray<long>[] blocks = plan.Form.Axes.Select(_ => EquatableArray<long>.Empty).ToArray();
        long terms = 1L;
        foreach ((int number, StepKind kind) in plan.Steps.Skip(plan.ElementSteps).Reverse())
        {
            LoopAxis axis = plan.Form.Axes[number];
            long steps = axis.Batch ? axis.Extent * SumBlocks.MostSamples : axis.Extent;
            if (kind == StepKind.Unroll)
            {
                terms *= steps;
                continue;
            }

            if (kind == StepKind.Vector)
            {
                long together = System.Math.Min(plan.Vectors, System.Math.Max(steps / NestForm.Processor.Lanes, 1));
                (terms, steps) = (terms * together, steps / NestForm.Processor.Lanes / together);
            }

            blocks[number] = new(SumBlocks.Of(steps, ref terms));
        }

        return new(blocks);
    }

    /// <summary>The innermost axis along which vectors are possible: of the elements, else of the reduced ones.</summary>
    private static int ChooseVectorAxis(NestForm form)
    {
        var inner = Enumerable.Range(0, form.Axes.Count).Reverse().ToList();
        return inner.Where(a => !form.Axes[a].Reduced && CanHoldElements(form, a))
            .Concat(inner.Where(a => form.Axes[a].Reduced && CanHoldTerms(form, a)))
            .DefaultIfEmpty(-1).First();
    }

    private static bool CanHoldElements(NestForm form, int axis) =>
        form.Target.Offset[axis] == 1 && HasUnitStrides(form, axis) && (form.Axes[axis].Batch || LongestRun(form, axis) >= NestForm.Processor.Lanes);

    /// <summary>For ArgMax the only reduced axis: the first of equal values must stay the one with the smallest number.</summary>
    private static bool CanHoldTerms(NestForm form, int axis) =>
        (form.Axes[axis].Batch || form.Axes[axis].Extent >= NestForm.Processor.Lanes)
        && (form.Nest.Combine != Combine.ArgMax || form.Axes.Count(a => a.Reduced) == 1)
        && HasUnitStrides(form, axis)
        && form.Accesses.Take(form.TargetAccess).Any(a => a.Offset[axis] == 1)
        && form.Accesses.All(a => a.Guards.All(g => g.Value[axis] == 0));

    private static bool HasUnitStrides(NestForm form, int axis) =>
        form.Accesses.Take(form.TargetAccess).All(a => a.Offset[axis] is 0 or 1);

    /// <summary>Length of the part of the axis where no guard can fail, padding included.</summary>
    private static long LongestRun(NestForm form, int axis)
    {
        var guards = form.Accesses.SelectMany(a => a.Guards).Where(g => g.Value[axis] != 0).ToList();
        if (guards.Count == 0)
        {
            return form.MayOverrun(axis) ? NestForm.Processor.RoundUp(form.Axes[axis].Extent) : form.Axes[axis].Extent;
        }

        (long from, long to) = GuardRange.Interior(guards, axis, (0, form.Axes[axis].Last), i => (0, form.Axes[i].Last));
        return System.Math.Max(0, to - from);
    }

    private static List<AxisStep> ReductionSteps(NestForm form, int vectorAxis, NestEffort effort)
    {
        var elements = Indices(form).Where(a => !form.Axes[a].Reduced && a != vectorAxis)
            .Select(a => new AxisStep(a, StepKind.Loop)).ToList();
        IEnumerable<AxisStep> vector = Vector(vectorAxis);
        int points = effort.Points;
        var reduced = new List<AxisStep>();
        foreach (int axis in Indices(form).Where(a => form.Axes[a].Reduced && a != vectorAxis).Reverse())
        {
            bool unrolled = !form.Axes[axis].Batch && form.Axes[axis].Extent <= points;
            points = unrolled ? points / (int)form.Axes[axis].Extent : 0;
            reduced.Insert(0, new(axis, unrolled ? StepKind.Unroll : StepKind.Loop));
        }

        return vectorAxis >= 0 && form.Axes[vectorAxis].Reduced
            ? [.. elements, .. reduced, .. vector]
            : [.. UnrollSmall(form, elements, vectorAxis, effort), .. vector, .. reduced];
    }

    /// <summary>
    /// Vectors inside, but outside of the small axes that some load does not depend on: its value then serves all of their points.
    /// </summary>
    private static List<AxisStep> MapSteps(NestForm form, int vectorAxis, NestEffort effort, bool anyOrder)
    {
        var others = Indices(form).Where(a => a != vectorAxis).ToList();
        if (anyOrder && vectorAxis < 0)
        {
            others = [.. others.OrderByDescending(a => System.Math.Abs(form.Target.Offset[a]))];
        }

        var window = new List<int>();
        int points = effort.Points;
        foreach (int axis in Enumerable.Reverse(others))
        {
            bool fits = !form.Axes[axis].Batch && form.Axes[axis].Extent <= points && SharesLoads(form, axis);
            if (fits)
            {
                window.Insert(0, axis);
                points /= (int)form.Axes[axis].Extent;
            }
            else if (!anyOrder)
            {
                break;
            }
        }

        var loops = others.Where(a => !window.Contains(a)).Select(a => new AxisStep(a, StepKind.Loop)).ToList();
        return
        [
            .. UnrollSmall(form, loops, vectorAxis, effort),
            .. Vector(vectorAxis),
            .. window.Select(a => new AxisStep(a, StepKind.Unroll)),
        ];
    }

    private static bool SharesLoads(NestForm form, int axis) =>
        form.Accesses.Take(form.TargetAccess).Any(a => a.Offset[axis] == 0 && a.Guards.All(g => g.Value[axis] == 0));

    /// <summary>In scalar code, the innermost loop is unrolled when it is short.</summary>
    private static List<AxisStep> UnrollSmall(NestForm form, List<AxisStep> loops, int vectorAxis, NestEffort effort)
    {
        if (vectorAxis < 0 && loops.Count > 0 && loops[loops.Count - 1].Axis is var axis && !form.Axes[axis].Batch
            && form.Axes[axis].Extent <= System.Math.Min(SmallAxis, effort.Points))
        {
            loops[loops.Count - 1] = new(axis, StepKind.Unroll);
        }

        return loops;
    }

    private static IEnumerable<int> Indices(NestForm form) => Enumerable.Range(0, form.Axes.Count);

    private static IEnumerable<AxisStep> Vector(int axis) => axis < 0 ? [] : [new AxisStep(axis, StepKind.Vector)];

    /// <summary>
    /// As many as the registers hold: an accumulator each (two for ArgMax) beside the values of the body. Of the samples of a micro-batch, with an
    /// element each, there are too few for more than one.
    /// </summary>
    private static int MostVectors(NestForm form, IEnumerable<AxisStep> steps, int vectorAxis)
    {
        if (vectorAxis >= 0 && form.Axes[vectorAxis] is { Batch: true, Extent: 1, Reduced: false })
        {
            return 1;
        }

        int size = form.Program.Values.Count;
        if (form.Program.IsHeavy || size > 16)
        {
            return 1;
        }

        bool loops = steps.Any(s => form.Axes[s.Axis].Reduced && s.Kind == StepKind.Loop);
        return size > 8 ? 2 : loops && form.Nest.Combine != Combine.ArgMax ? 8 : 4;
    }

    /// <summary>Whether different points write different elements: each stride is longer than all that the smaller ones reach together.</summary>
    private static bool WritesOnce(NestForm form)
    {
        long reach = 0;
        foreach ((int index, long stride) in form.Target.Offset.Terms
            .Select(t => (t.Index, Stride: System.Math.Abs(t.Coefficient)))
            .OrderBy(t => (form.Axes[t.Index].Batch, t.Stride)))
        {
            if (stride <= reach)
            {
                return false;
            }

            reach += stride * form.Axes[index].Last;
        }

        return Indices(form).All(a => form.Target.Offset[a] != 0);
    }

    /// <summary>For a target that is written once: whether there are as many points as elements.</summary>
    private static bool WritesAll(NestForm form)
    {
        FlatBuffer buffer = form.Nest.Buffers[form.Target.Buffer];
        long points = form.Axes.Aggregate(1L, (product, axis) => product * axis.Extent);
        return form.Target.Guards.Count == 0
            && (form.Axes.Any(a => a.Batch)
                ? buffer.Fixed == 0 && buffer.PerSample == points
                : buffer.PerSample == 0 && buffer.Fixed == points);
    }
}
