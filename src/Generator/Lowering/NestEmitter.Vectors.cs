using System.Collections.Generic;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering;

/// <summary>The vector axis: whole vectors, several at a time, then what is left of the axis in scalars.</summary>
internal sealed partial class NestEmitter
{
    private static readonly int Lanes = NestForm.Processor.Lanes;

    private void WalkVectors(int level, int axis, AxisRange range, NestPoint point, List<Stmt> body)
    {
        _widens &= IsWholeInWiderVectors(axis, range);
        if (!_form.Axes[axis].Batch)
        {
            WalkFixed(level, axis, range, point, body);
        }
        else if (_part == Part.WholeVectors)
        {
            Loop(axis, point, 0, range.To.Plus(1 - Lanes), Lanes, body, (index, inner) => AddVectors(level, axis, index, range, 1, point, inner));
        }
        else if (_part == Part.Rest)
        {
            Loop(axis, point, 0, range.To, Lanes, body, (index, inner) => AddRest(level, axis, index, range, point, inner));
        }
        else
        {
            WalkBatch(level, axis, range, point, body);
        }
    }

    /// <summary>Whether wider vectors, a loop of them, cover just what these do.</summary>
    private bool IsWholeInWiderVectors(int axis, AxisRange range)
    {
        (LoopAxis whole, Processor wider) = (_form.Axes[axis], Processor.Sixteen);
        return _part == Part.All && range.Least == 0 && range.Most == whole.Last && (whole.Batch || whole.Extent > Lanes)
            && (whole.Extent % wider.Lanes == 0 || _form.MayOverrun(axis, wider));
    }

    private void WalkFixed(int level, int axis, AxisRange range, NestPoint point, List<Stmt> body)
    {
        (long from, long extent) = (range.Least, range.Most - range.Least + 1);
        bool overrun = _form.MayOverrun(axis) && range.Most == _form.Axes[axis].Last
            && from + NestForm.Processor.RoundUp(extent) <= _form.Axes[axis].Padded;
        long whole = (overrun ? NestForm.Processor.RoundUp(extent) : extent) / Lanes;
        if (_part != Part.Rest && whole > 0)
        {
            int vectors = SideBySide(whole);
            long inLoop = whole / vectors * vectors;
            if (inLoop == vectors)
            {
                AddVectors(level, axis, from, range, vectors, point, body);
            }
            else
            {
                Loop(axis, point, from, from + (inLoop * Lanes), vectors * Lanes, body, (index, inner) =>
                    AddVectors(level, axis, index, range, vectors, point, inner));
            }

            if (whole > inLoop)
            {
                AddVectors(level, axis, from + (inLoop * Lanes), range, (int)(whole - inLoop), point, body);
            }
        }

        if (_part != Part.WholeVectors && whole * Lanes < extent)
        {
            long first = from + (whole * Lanes);
            WalkScalars(level, axis, range with { From = first, Least = first }, point, body);
        }
    }

    /// <summary>Vectors a step: a divisor of their number, if that is not much less than the most.</summary>
    private int SideBySide(long whole)
    {
        if (whole <= _plan.Vectors)
        {
            return (int)whole;
        }

        for (int vectors = _plan.Vectors; vectors > _plan.Vectors / 2; vectors--)
        {
            if (whole % vectors == 0)
            {
                return vectors;
            }
        }

        return _plan.Vectors;
    }

    private void WalkBatch(int level, int axis, AxisRange range, NestPoint point, List<Stmt> body)
    {
        long perSample = _form.Axes[axis].Extent;
        if (perSample % Lanes == 0)
        {
            int vectors = SideBySide(perSample / Lanes);
            vectors = perSample / Lanes % vectors == 0 ? vectors : 1;
            Loop(axis, point, 0, range.To, vectors * Lanes, body, (index, inner) =>
                AddVectors(level, axis, index, range, vectors, point, inner));
            return;
        }

        // A step that is not whole goes by single vectors, and the last of these by scalars.
        int step = _plan.Vectors * Lanes;
        Loop(axis, point, 0, range.To, step, body, (index, inner) =>
        {
            AddWhole(level, axis, index, range, _plan.Vectors, point, inner);
            if (_plan.Vectors == 1)
            {
                AddRest(level, axis, index, range, point, inner);
                return;
            }

            var last = new List<Stmt>();
            Loop(axis, point, index, range.To, Lanes, last, (single, innermost) =>
            {
                AddWhole(level, axis, single, range, 1, point, innermost);
                AddRest(level, axis, single, range, point, innermost);
            });
            AddWhere([(range.To, index.Plus(step))], last, inner);
        });
    }

    /// <summary>Vectors from <c>index</c> on, if all of them are within the axis.</summary>
    private void AddWhole(int level, int axis, Offset index, AxisRange range, int vectors, NestPoint point, List<Stmt> body)
    {
        var whole = new List<Stmt>();
        AddVectors(level, axis, index, range, vectors, point, whole);
        AddWhere([(index.Plus((vectors * Lanes) - 1), range.To)], whole, body);
    }

    /// <summary>The scalars from <c>index</c> on, if they are less than a vector.</summary>
    private void AddRest(int level, int axis, Offset index, AxisRange range, NestPoint point, List<Stmt> body)
    {
        var rest = new List<Stmt>();
        WalkScalars(level, axis, range with { From = index }, point, rest);
        AddWhere([(range.To, index.Plus(Lanes))], rest, body);
    }

    private void AddVectors(int level, int axis, Offset index, AxisRange range, int vectors, NestPoint point, List<Stmt> body) =>
        Inside(level + 1, point.Bind(_form, axis, index, (range.Least, range.Most), vectors), body);
}
