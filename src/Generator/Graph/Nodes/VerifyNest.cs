using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Nodes;

/// <summary>The rules of one nest: <see cref="Fault"/> gives the first one that is broken, or null.</summary>
internal sealed class VerifyNest(TensorGraph graph, int id, NestNode nest)
{
    public string? Fault() =>
        BoxFault() ?? AccessFault("the target", nest, nest.Target)
        ?? Expressions.SelfAndParts(nest.Body).Select(BodyFault).FirstOrDefault(fault => fault is not null)
        ?? EpilogueFault()
        ?? (nest.Combine == Combine.Assign ? AssignFault() : null);

    private string? BoxFault()
    {
        if (nest.Box.Select(axis => axis.Name).Distinct().Count() != nest.Box.Count)
        {
            return "two axes of its box have the same name";
        }

        for (int i = 0; i < nest.Box.Count; i++)
        {
            if (nest.Box[i].Extent < 1 && (i > 0 || nest.Box[i].Extent != TensorGraph.Batch))
            {
                return "extents of the box are positive, and only the first may be N";
            }
        }

        return null;
    }

    private string? BodyFault(Expr expr) => expr is AccumulatorExpr ? "only an epilogue has an accumulator" : PartFault(expr);

    private string? PartFault(Expr expr) => expr switch
    {
        LoadExpr load when load.Node < 0 || load.Node >= id => "it loads node " + Invariant.Text(load.Node) + ", which does not stand before it",
        LoadExpr load => AccessFault("the access of '" + graph.Nodes[load.Node].Name + "'", graph.Nodes[load.Node], load.Access),
        IndexExpr index when !IsInBox(index.Value) => "an index expression leaves the box",
        IndexExpr index when UsesBatch(index.Value) => "an index expression uses the sample's number",
        _ => null,
    };

    private string? AccessFault(string what, Node tensor, EquatableArray<Affine> access)
    {
        if (access.Count != tensor.Shape.Count)
        {
            return what + " has not one form per axis";
        }

        if (!access.All(IsInBox))
        {
            return what + " leaves the box";
        }

        bool batched = tensor.IsBatched;
        if (batched && !(access[0] == Affine.Of(0) && UsesBatch(access[0])))
        {
            return what + " does not begin with the sample's index alone";
        }

        return access.Skip(batched ? 1 : 0).Any(UsesBatch) ? what + " uses the sample's index in another place than the first" : null;
    }

    private string? EpilogueFault()
    {
        if (nest.Epilogue is null)
        {
            return null;
        }

        if (Expressions.ReducesBatch(nest))
        {
            return "it reduces the batch, whose parts are computed one by one, but has an epilogue, which needs the whole";
        }

        var named = new HashSet<int>(nest.Target.SelectMany(form => form.Terms).Select(term => term.Index));
        foreach (Expr part in Expressions.SelfAndParts(nest.Epilogue))
        {
            if (PartFault(part) is { } fault)
            {
                return "in its epilogue, " + fault;
            }

            var used = Forms(part).SelectMany(form => form.Terms).Select(term => term.Index).ToList();
            if (!used.All(named.Contains))
            {
                return "its epilogue uses an index that the target does not name";
            }

            if (used.Count > 0 && !Expressions.IsInjective(nest.Target, nest.Box))
            {
                return "its epilogue uses indices, but the target does not tell which";
            }
        }

        return nest.Combine == Combine.Assign || Expressions.ReachesAll(nest.Target, nest.Box, nest.Shape) ? null
            : "its epilogue works on every element, but its target does not reach all of them";
    }

    private static IEnumerable<Affine> Forms(Expr part) => part switch
    {
        LoadExpr load => load.Access,
        IndexExpr index => [index.Value],
        _ => [],
    };

    /// <summary>Assign reaches every element once: dimensions share no index, and each is covered by its own.</summary>
    private string? AssignFault()
    {
        var seen = new HashSet<int>();
        for (int d = 0; d < nest.Shape.Count; d++)
        {
            var terms = nest.Target[d].Terms.Where(term => nest.Box[term.Index].Extent != 1).ToList();
            if (!terms.All(term => seen.Add(term.Index)))
            {
                return "its target uses an index twice, so Assign does not reach every element";
            }

            if (nest.Shape[d] != TensorGraph.Batch && !CoversOnce(terms, nest.Target[d].Constant, nest.Shape[d]))
            {
                return "Assign does not reach every element once along axis " + Invariant.Text(d);
            }
        }

        string? unused = nest.Box.Where((axis, i) => axis.Extent != 1 && !seen.Contains(i)).Select(axis => axis.Name).FirstOrDefault();
        return unused is null ? null : "Assign reaches every element several times, by index " + unused;
    }

    /// <summary>
    /// Whether a step of each index is as long as all that the shorter ones reach together: the form then takes every value from its first to its
    /// last once.
    /// An index that runs backwards does so, too.
    /// </summary>
    private bool CoversOnce(List<Term> terms, long constant, long size)
    {
        (long first, long values) = (constant, 1L);
        foreach (Term term in terms.OrderBy(term => Math.Abs(term.Coefficient)))
        {
            if (Math.Abs(term.Coefficient) != values)
            {
                return false;
            }

            first += Math.Min(term.Coefficient, 0) * (nest.Box[term.Index].Extent - 1L);
            values *= nest.Box[term.Index].Extent;
        }

        return first <= 0 && first + values >= size;
    }

    private bool IsInBox(Affine form) => form.Terms.All(term => term.Index >= 0 && term.Index < nest.Box.Count);

    private bool UsesBatch(Affine form) => form.Terms.Any(term => nest.Box[term.Index].Extent == TensorGraph.Batch);
}
