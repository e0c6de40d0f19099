using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Questions about a nest's expressions and accesses that planning and lowering ask.</summary>
internal static class Expressions
{
    /// <summary>Whether the nest is a sum of products of two tensors.</summary>
    public static bool IsContraction(NestNode nest) =>
        nest.Combine == Combine.Sum && nest.Body is BinaryExpr { Kind: BinaryKind.Multiply, Left: LoadExpr, Right: LoadExpr };

    /// <summary>Whether all samples of the batch meet in each element.</summary>
    public static bool ReducesBatch(NestNode nest) =>
        nest.Box.Any(axis => axis.Extent == TensorGraph.Batch) && !nest.IsBatched;

    public static IReadOnlyList<LoadExpr> Loads(NestNode nest)
    {
        var loads = new List<LoadExpr>();
        AddAll(loads, nest.Body);
        if (nest.Epilogue is not null)
        {
            AddAll(loads, nest.Epilogue);
        }

        return loads;
    }

    public static IReadOnlyList<LoadExpr> Loads(Expr expr)
    {
        var loads = new List<LoadExpr>();
        AddAll(loads, expr);
        return loads;
    }

    /// <summary>The expression, then its parts from left to right, each with its own.</summary>
    public static IReadOnlyList<Expr> SelfAndParts(Expr expr)
    {
        var parts = new List<Expr>();
        AddAll(parts, expr);
        return parts;
    }

    private static void AddAll<T>(List<T> found, Expr expr)
        where T : Expr
    {
        if (expr is T wanted)
        {
            found.Add(wanted);
        }

        switch (expr)
        {
            case UnaryExpr u:
                AddAll(found, u.Operand);
                break;
            case BinaryExpr b:
                AddAll(found, b.Left);
                AddAll(found, b.Right);
                break;
            case SelectExpr s:
                AddAll(found, s.Left);
                AddAll(found, s.Right);
                AddAll(found, s.Then);
                AddAll(found, s.Else);
                break;
        }
    }

    /// <summary>Rebuilds an expression, its parts first.</summary>
    public static Expr Rewrite(Expr expr, Func<Expr, Expr> rule) => rule(expr switch
    {
        UnaryExpr u => u with { Operand = Rewrite(u.Operand, rule) },
        BinaryExpr b => b with { Left = Rewrite(b.Left, rule), Right = Rewrite(b.Right, rule) },
        SelectExpr s => new SelectExpr(s.Kind, Rewrite(s.Left, rule), Rewrite(s.Right, rule), Rewrite(s.Then, rule), Rewrite(s.Else, rule)),
        _ => expr,
    });

    /// <summary>
    /// Puts another expression in the places of a part. What has become equal to the part by that stays: <see cref="Rewrite"/> would take it, too.
    /// </summary>
    public static Expr Replace(Expr expr, Expr part, Expr other) => expr.Equals(part) ? other : expr switch
    {
        UnaryExpr u => u with { Operand = Replace(u.Operand, part, other) },
        BinaryExpr b => b with { Left = Replace(b.Left, part, other), Right = Replace(b.Right, part, other) },
        SelectExpr s => new SelectExpr(
            s.Kind, Replace(s.Left, part, other), Replace(s.Right, part, other), Replace(s.Then, part, other), Replace(s.Else, part, other)),
        _ => expr,
    };

    /// <summary>
    /// A part of an expression, without its own parts, over the indices that stand for its own: what it loads and the number that it is.
    /// </summary>
    public static Expr Over(Expr part, IReadOnlyList<Affine> indices) => part switch
    {
        LoadExpr load => load with { Access = new(load.Access.Select(form => form.Substitute(indices))) },
        IndexExpr index => new IndexExpr(index.Value.Substitute(indices)),
        _ => part,
    };

    /// <summary>The product of a shape's sizes, or of a box's extents, the batch left out; what is beyond a long is the largest one.</summary>
    public static long PerSample(IEnumerable<int> sizes) => sizes.Where(size => size != TensorGraph.Batch)
        .Aggregate(1L, (product, size) => product > long.MaxValue / size ? long.MaxValue : product * size);

    /// <summary>Smallest and largest value over the box; indices over the batch must not occur beside others and count as 0.</summary>
    public static (long Low, long High) Range(Affine value, EquatableArray<Axis> box)
    {
        (long low, long high) = (value.Constant, value.Constant);
        foreach (Term term in value.Terms)
        {
            long reach = term.Coefficient * (Math.Max(box[term.Index].Extent, 1) - 1L);
            low += Math.Min(reach, 0);
            high += Math.Max(reach, 0);
        }

        return (low, high);
    }

    /// <summary>
    /// Whether the points of an injective target are all elements of a shape, and nothing beyond: along each dimension as many points as it has
    /// elements, none of them before its first or behind its last.
    /// </summary>
    public static bool ReachesAll(EquatableArray<Affine> target, EquatableArray<Axis> box, EquatableArray<int> shape)
    {
        for (int d = 0; d < shape.Count; d++)
        {
            long points = target[d].Terms.Aggregate(1L, (product, t) => product * Math.Abs((long)box[t.Index].Extent));
            (long low, long high) = Range(target[d], box);
            if (shape[d] != TensorGraph.Batch && (points != shape[d] || low < 0 || high >= shape[d]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether different settings of the indices in the target always name different elements.</summary>
    public static bool IsInjective(EquatableArray<Affine> target, EquatableArray<Axis> box)
    {
        var seen = new HashSet<int>();
        foreach (Affine dimension in target)
        {
            long reach = 0L;
            foreach (Term term in dimension.Terms.OrderBy(t => Math.Abs(t.Coefficient)).ThenBy(t => box[t.Index].Extent))
            {
                if (!seen.Add(term.Index) || Math.Abs(term.Coefficient) <= reach)
                {
                    return false;
                }

                reach += Math.Abs(term.Coefficient) * (Math.Max(box[term.Index].Extent, 1) - 1L);
            }
        }

        return true;
    }
}
