using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Lowering;

/// <summary>NestPlan -> statements: walks the steps and, at the innermost one, computes and stores. This part: the walk.</summary>
internal sealed partial class NestEmitter
{
    private enum Part
    {
        All,
        WholeVectors,
        Rest,
    }

    private readonly NestPlan _plan;
    private readonly NestForm _form;
    private readonly NestNames _names;
    private readonly int[] _uses;
    private readonly HashSet<int>[] _axesOf;
    private readonly HashSet<int> _inBody;
    private readonly HashSet<int> _bodyAccesses;
    private readonly List<Guard> _skips;
    private Part _part = Part.All;
    private bool _widens;

    private NestEmitter(NestPlan plan)
    {
        (_plan, _form) = (plan, plan.Form);
        _names = new(_form.Nest.Buffers.Select(b => b.Name));
        _uses = _form.Program.CountUses();
        _axesOf = FindAxes();
        _inBody = FindBody();
        _bodyAccesses = [.. _inBody.Select(v => _form.Program.Values[v]).OfType<LoadValue>().Select(l => l.Access)];
        _skips = FindSkips();
        _widens = plan.VectorAxis >= 0 && !plan.ReducesLanes && plan.Vectors == 1 && _form.Program.IsHeavy;
    }

    /// <summary>The statements, and whether they are as right for wider vectors, where these pay.</summary>
    public static (List<Stmt> Body, bool Widens) Run(NestPlan plan)
    {
        var body = new List<Stmt>();
        var emitter = new NestEmitter(plan);
        if (plan.Clears)
        {
            FlatBuffer target = plan.Form.Nest.Buffers[plan.Form.Target.Buffer];
            Offset floats = target.PerSample == 0 ? target.Fixed : Offset.Of(NestNames.Count, target.PerSample, target.Fixed);
            body.Add(new Fill(new(target.Name, 0), floats, 0));
        }

        emitter.Inside(0, new(plan.Form), body);
        body = RemoveUnusedNames.Run(body);
        return (emitter._widens ? body : Fixed(body), emitter._widens);
    }

    /// <summary>The statements for vectors of one width.</summary>
    private static List<Stmt> Fixed(IEnumerable<Stmt> body) => [.. body.Select(statement =>
        KernelParts.WithBody(statement is For loop ? loop with { ByVectors = false } : statement, Fixed))];

    /// <summary>What stands inside of the first <c>level</c> steps.</summary>
    private void Inside(int level, NestPoint point, List<Stmt> body)
    {
        var guards = OpenableGuards(level, point).ToList();
        if (guards.Any(point.Fails))
        {
            return;
        }

        NestPoint inner = point.Copy();
        var statements = new List<Stmt>();
        List<(Offset Less, Offset Than)> conditions = OpenGuards(guards, inner);
        BindPointers(level, inner, statements);
        Hoist(level, inner, statements);
        if (level == _plan.ElementSteps && _form.Reduces)
        {
            Reduce(level, inner, statements);
        }
        else
        {
            Walk(level, inner, statements);
        }

        AddWhere(conditions, statements, body);
    }

    private void Walk(int level, NestPoint point, List<Stmt> body)
    {
        if (level == _plan.Steps.Count)
        {
            Compute(point, body);
            return;
        }

        (int axis, StepKind kind) = _plan.Steps[level];
        foreach (AxisRange range in RangesOf(axis, kind, point))
        {
            if (kind == StepKind.Vector && !range.Edge)
            {
                WalkVectors(level, axis, range, point, body);
            }
            else if (_part != Part.WholeVectors || kind != StepKind.Vector)
            {
                WalkScalars(level, axis, range, point, body, unroll: kind == StepKind.Unroll);
            }
        }
    }

    private void WalkScalars(int level, int axis, AxisRange range, NestPoint point, List<Stmt> body, bool unroll = false)
    {
        bool single = !_form.Axes[axis].Batch && range.Least == range.Most;
        if (unroll || single)
        {
            for (long index = range.Least; index <= range.Most; index++)
            {
                Inside(level + 1, point.Bind(_form, axis, index, (index, index), edge: range.Edge), body);
            }

            return;
        }

        Loop(axis, point, range.From, range.To, 1, body, (index, inner) =>
            Inside(level + 1, point.Bind(_form, axis, index, (range.Least, range.Most), edge: range.Edge), inner));
    }

    /// <summary>A loop over an axis, in blocks where it is one of a long sum.</summary>
    private void Loop(int axis, NestPoint point, Offset from, Offset to, int step, List<Stmt> body, Action<Offset, List<Stmt>> emit)
    {
        // The rest of a vector axis is less than a vector.
        EquatableArray<long> blocks = _part == Part.Rest && axis == _plan.VectorAxis ? EquatableArray<long>.Empty : _plan.Blocks[axis];
        Loop(axis, point, from, to, blocks.Select(block => block * step).Prepend(step).Distinct().ToList(), blocks.Count > 0 && blocks[0] == 1,
            body, emit);
    }

    /// <param name="steps">Of the loop, of that over its blocks, of that over blocks of these.</param>
    /// <param name="single">Whether each step of the innermost loop is a block.</param>
    private void Loop(
        int axis, NestPoint point, Offset from, Offset to, List<long> steps, bool single, List<Stmt> body, Action<Offset, List<Stmt>> emit)
    {
        (string variable, List<Stmt> inner) = (_names.New(_form.Axes[axis].Name), new List<Stmt>());
        (Offset index, long step) = (Offset.Of(variable), steps[steps.Count - 1]);
        if (steps.Count > 1)
        {
            Offset end = EndOf(index, step, from, to, inner);
            InBlock(point, inner, s => Loop(axis, point, index, end, [.. steps.Take(steps.Count - 1)], single, s, emit));
        }
        else if (single)
        {
            InBlock(point, inner, s => emit(index, s));
        }
        else
        {
            emit(index, inner);
        }

        if (inner.Any(s => s is not LetIndex))
        {
            body.Add(new For(variable, from, to, step, new(inner), ByVectors: step == Lanes && axis == _plan.VectorAxis));
        }
    }

    /// <summary>Where a block that begins at an index ends.</summary>
    private Offset EndOf(Offset index, long step, Offset from, Offset to, List<Stmt> body)
    {
        if (from.Terms == to.Terms && (to.Constant - from.Constant) % step == 0)
        {
            return index.Plus(step);
        }

        string end = _names.New("end");
        body.Add(new LetIndex(end, index.Plus(step), to));
        return Offset.Of(end);
    }

    /// <summary>Part of an axis. On an edge, guards that name the axis may fail.</summary>
    private sealed record AxisRange(Offset From, Offset To, long Least, long Most, bool Edge);

    private List<AxisRange> RangesOf(int axis, StepKind kind, NestPoint point)
    {
        LoopAxis whole = _form.Axes[axis];
        (long least, long most) = point.Range(axis);
        var guards = _form.Accesses.SelectMany(a => a.Guards).Where(g => g.Value[axis] != 0 && !point.Holds(g)).Distinct().ToList();
        if (guards.Count == 0 || whole.Batch || kind == StepKind.Unroll)
        {
            Offset to = whole.Batch ? Offset.Of(NestNames.Count, whole.Extent) : (Offset)whole.Extent;
            return [new(0, to, least, most, Edge: guards.Count > 0 && kind != StepKind.Unroll)];
        }

        (long from, long end) = GuardRange.Interior(guards, axis, (least, most), point.Range);
        if (!_plan.Split || point.OnEdge || from == end)
        {
            return [new(least, most + 1, least, most, Edge: true)];
        }

        (long, long, bool)[] cuts = new[] { (least, from, true), (from, end, false), (end, most + 1, true) };
        return [.. cuts.Where(c => c.Item1 < c.Item2).Select(c => new AxisRange(c.Item1, c.Item2, c.Item1, c.Item2 - 1, c.Item3))];
    }

    /// <summary>Target's guards that can be decided here, and inside of a reduction those of a load that changes nothing where it fails.</summary>
    private IEnumerable<Guard> OpenableGuards(int level, NestPoint point) =>
        _form.Target.Guards.Concat(level > _plan.ElementSteps ? _skips : []).Where(g => point.Knows(g) && !point.Holds(g));

    /// <summary>Marks the guards as holding; returns what must be asked for that, as pairs of which the first must be less.</summary>
    private static List<(Offset Less, Offset Than)> OpenGuards(IEnumerable<Guard> guards, NestPoint point)
    {
        var conditions = new List<(Offset, Offset)>();
        foreach (Guard guard in guards)
        {
            conditions.AddRange(Conditions(guard, point));
            point.Open(guard);
        }

        return conditions;
    }

    private static IEnumerable<(Offset Less, Offset Than)> Conditions(Guard guard, NestPoint point)
    {
        Offset value = point.ValueOf(guard.Value);
        if (!point.NeverNegative(guard))
        {
            yield return (-1, value);
        }

        if (!point.NeverBeyond(guard))
        {
            yield return (value, guard.Extent);
        }
    }

    private static void AddWhere(IEnumerable<(Offset Less, Offset Than)> conditions, List<Stmt> statements, List<Stmt> body)
    {
        if (statements.Count > 0)
        {
            body.AddRange(conditions.Reverse().Aggregate(
                (IReadOnlyList<Stmt>)statements, (inner, c) => [new IfLess(c.Less, c.Than, new(inner))]));
        }
    }

    /// <summary>References to the places of what is certain to be inside its tensor, so that inner loops add constants only.</summary>
    private void BindPointers(int level, NestPoint point, List<Stmt> body)
    {
        for (int access = 0; access < _form.Accesses.Count; access++)
        {
            Place place = point.PlaceOf(access);
            int steps = _bodyAccesses.Contains(access) ? _plan.Steps.Count : _plan.ElementSteps;
            bool loopsInside = _plan.Steps.Take(steps).Skip(level).Any(s => s.Kind != StepKind.Unroll);
            bool foldable = place.Offset.Terms.Count == 1 && place.Offset.Terms[0].Coefficient == 1 && !loopsInside;
            if (place.Offset.Terms.Count == 0 || foldable || _form.Accesses[access].Guards.Any(g => !point.Holds(g)))
            {
                continue;
            }

            string name = _names.New(_form.Nest.Buffers[_form.Accesses[access].Buffer].Name);
            body.Add(new LetPointer(name, place));
            point.Move(access, new(name, 0));
        }
    }
}
