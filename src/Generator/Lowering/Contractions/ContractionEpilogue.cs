using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>What happens to a finished sum before it is stored: bias, activation, and whatever else was fused.</summary>
internal static class ContractionEpilogue
{
    /// <summary>Whether every load of the epilogue is a vector or one float along the lane.</summary>
    public static bool CanLower(ContractionForm form) =>
        form.Nest.Epilogue is not { } epilogue
        || (Expressions.SelfAndParts(epilogue).All(e => e is not IndexExpr)
            && Expressions.Loads(epilogue).All(l => form.Nest.Accesses[l.Node].Guards.Count == 0));

    /// <summary>
    /// The bias, if every use of the accumulator adds one and the same load to it: the sum then begins with the bias instead of 0, and the rest is
    /// the
    /// epilogue.
    /// </summary>
    public static (LoadExpr? First, Expr? After) Bias(Expr? epilogue)
    {
        List<BinaryExpr> sums = epilogue is null ? [] : Expressions.SelfAndParts(epilogue)
            .OfType<BinaryExpr>().Where(e => e is { Kind: BinaryKind.Add, Left: AccumulatorExpr, Right: LoadExpr }).ToList();
        if (sums.Count == 0 || sums.Count != Uses(epilogue!) || sums.Any(s => !s.Equals(sums[0])))
        {
            return (null, epilogue);
        }

        return ((LoadExpr)sums[0].Right, Expressions.Replace(epilogue!, sums[0], new AccumulatorExpr()));
    }

    /// <summary>The epilogue as steps on the accumulator: what it needs more than once is put there first.</summary>
    public static List<Expr> Steps(Expr? epilogue)
    {
        var steps = new List<Expr>();
        while (epilogue is not null and not AccumulatorExpr)
        {
            epilogue = Simplify(epilogue);
            Expr? repeated = Repeated(epilogue);
            steps.Add(repeated ?? epilogue);
            epilogue = repeated is null ? null : Expressions.Replace(epilogue, repeated, new AccumulatorExpr());
        }

        return steps;
    }

    /// <summary>An expression of the epilogue as a vector; <paramref name="load"/> gives the loads.</summary>
    public static Vec Vector(Expr expression, Vec accumulator, Func<LoadExpr, Vec> load)
    {
        Vec At(Expr e) => Vector(e, accumulator, load);
        return expression switch
        {
            AccumulatorExpr => accumulator,
            ConstExpr c => new VectorConst(c.Value),
            LoadExpr l => load(l),
            UnaryExpr u => new VectorUnary(u.Kind, At(u.Operand)),
            BinaryExpr b => new VectorBinary(b.Kind, At(b.Left), At(b.Right)),
            SelectExpr s => new VectorSelect(s.Kind, At(s.Left), At(s.Right), At(s.Then), At(s.Else)),
            _ => throw new InvalidOperationException("No vector for " + expression + "."),
        };
    }

    private static Expr Simplify(Expr epilogue) => Expressions.Rewrite(epilogue, e => e switch
    {
        SelectExpr { Kind: CompareKind.Greater } s when s.Left.Equals(s.Then) && s.Right.Equals(s.Else) =>
            new BinaryExpr(BinaryKind.Max, s.Left, s.Right),
        _ => e,
    });

    /// <summary>The largest part that occurs twice and holds every use of the accumulator.</summary>
    private static Expr? Repeated(Expr epilogue) =>
        Expressions.SelfAndParts(epilogue)
            .Where(e => e is not AccumulatorExpr && Uses(e) > 0)
            .GroupBy(e => e)
            .Where(g => g.Count() > 1 && g.Count() * Uses(g.Key) == Uses(epilogue))
            .OrderByDescending(g => Expressions.SelfAndParts(g.Key).Count())
            .FirstOrDefault()?.Key;

    private static int Uses(Expr expression) => Expressions.SelfAndParts(expression).Count(e => e is AccumulatorExpr);
}
