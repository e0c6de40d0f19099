using System;
using System.Collections.Generic;
using NetCompiler.Generator.Graph;

namespace NetCompiler.Generator.Lowering;

/// <summary>Where on an axis guards hold for certain.</summary>
internal static class GuardRange
{
    /// <summary>
    /// The part [From, To) of <c>range</c> (inclusive) in which every guard holds, wherever the other indices are in their <c>ranges</c>;
    /// From = To when there is none.
    /// </summary>
    public static (long From, long To) Interior(
        IEnumerable<Guard> guards, int axis, (long Least, long Most) range, Func<int, (long Least, long Most)> ranges)
    {
        (long from, long to) = (range.Least, range.Most + 1);
        foreach (Guard guard in guards)
        {
            long step = guard.Value[axis];
            (long least, long most) = NestForm.RangeOf(guard.Value + Affine.Of(axis, -step), ranges);

            // 0 <= step * i + rest < Extent for the least and for the largest rest.
            (long low, long high) = (-least, guard.Extent - 1 - most);
            (long first, long last) = step > 0
                ? (CeilDivide(low, step), FloorDivide(high, step))
                : (CeilDivide(high, step), FloorDivide(low, step));
            from = Math.Max(from, first);
            to = Math.Min(to, last + 1);
        }

        return to > from ? (from, to) : (range.Least, range.Least);
    }

    private static long FloorDivide(long value, long by)
    {
        long quotient = value / by;
        return value % by != 0 && (value < 0) != (by < 0) ? quotient - 1 : quotient;
    }

    private static long CeilDivide(long value, long by) => -FloorDivide(-value, by);
}
