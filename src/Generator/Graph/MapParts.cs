using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>
/// A map that chooses by where a point lies along an axis, such as a concatenation, as one map for each part of the axis: nothing is asked there, and
/// a part that is loaded elsewhere never leaves its tensor.
/// </summary>
internal sealed class MapParts
{
    /// <summary>Floats that lie side by side in a part, at least: less than the shortest vector is no gain.</summary>
    private const int ShortestRun = 8;

    private readonly NestNode _map;
    private readonly int _axis;
    private readonly List<int> _cuts;

    private MapParts(NestNode map, int axis)
    {
        (_map, _axis) = (map, axis);
        _cuts = [.. Choices(map.Body).Where(choice => AxisOf(choice) == axis).Select(FirstBehind).Where(cut => cut > 0 && cut < map.Box[axis].Extent)
            .Append(0).Append(map.Box[axis].Extent).Distinct().OrderBy(cut => cut)];
    }

    /// <summary>The parts in their order; the map itself where it has one only, or parts too short for a vector.</summary>
    public static IReadOnlyList<NestNode> Of(NestNode map)
    {
        if (map.Combine != Combine.Assign || map.Epilogue is not null || map.Target != GraphBuilder.Identity(map.Box.Count)
            || Choices(map.Body).Select(AxisOf).FirstOrDefault() is not { } axis || map.Box[axis].Extent == TensorGraph.Batch)
        {
            return [map];
        }

        var parts = new MapParts(map, axis);
        long run = map.Box.Skip(axis + 1).Aggregate(1L, (product, inner) => product * inner.Extent);
        var lengths = parts._cuts.Zip(parts._cuts.Skip(1), (from, to) => to - from).ToList();
        return lengths.Count == 1 || lengths.Min() * run < ShortestRun ? [map]
            : [.. parts._cuts.Zip(lengths, parts.Part)];
    }

    private NestNode Part(int start, int length)
    {
        var indices = Enumerable.Range(0, _map.Box.Count).Select(i => Affine.Of(i, constant: i == _axis ? start : 0)).ToList();
        return _map with
        {
            Box = new(_map.Box.Select((axis, i) => i == _axis ? axis with { Extent = length } : axis)),
            Target = new(_map.Target.Select(form => form.Substitute(indices))),
            Body = Expressions.Rewrite(Chosen(_map.Body, start), part => Expressions.Over(part, indices)),
        };
    }

    /// <summary>The body with the choices made as at an index of the axis.</summary>
    private Expr Chosen(Expr body, int at) => body switch
    {
        SelectExpr choice when AxisOf(choice) == _axis => Chosen(Holds(choice, at) ? choice.Then : choice.Else, at),
        SelectExpr s => new SelectExpr(s.Kind, Chosen(s.Left, at), Chosen(s.Right, at), Chosen(s.Then, at), Chosen(s.Else, at)),
        UnaryExpr u => u with { Operand = Chosen(u.Operand, at) },
        BinaryExpr b => b with { Left = Chosen(b.Left, at), Right = Chosen(b.Right, at) },
        _ => body,
    };

    private static bool Holds(SelectExpr choice, int at)
    {
        bool behind = at >= FirstBehind(choice);
        return choice.Kind == CompareKind.Less ? !behind : behind;
    }

    private static IEnumerable<SelectExpr> Choices(Expr body) =>
        Expressions.SelfAndParts(body).OfType<SelectExpr>().Where(select => AxisOf(select) is not null);

    /// <summary>The axis whose index is compared with a number, or null.</summary>
    private static int? AxisOf(SelectExpr select) => select is
    {
        Kind: not CompareKind.Equal, Left: IndexExpr { Value: { Terms: { Count: 1 } terms } }, Right: ConstExpr,
    } && terms[0].Coefficient == 1 ? terms[0].Index : null;

    /// <summary>The first index at which it is no longer less, or at which it is greater.</summary>
    private static int FirstBehind(SelectExpr choice)
    {
        double number = ((ConstExpr)choice.Right).Value - (double)((IndexExpr)choice.Left).Value.Constant;
        double first = choice.Kind == CompareKind.Greater ? Math.Floor(number) + 1 : Math.Ceiling(number);
        return (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, first));
    }
}
