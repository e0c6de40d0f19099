using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>The rules of one nest: <see cref="Fault"/> gives the first one that is broken, or null.</summary>
internal sealed class VerifyNest(TensorGraph graph, int id, NestNode nest)
{
    public string? Fault() =>
        BoxFault() ?? TargetFault()
        ?? BodyFault()
        ?? EpilogueFault()
        ?? (nest.Combine == Combine.Assign ? AssignFault() : null);

    private string? TargetFault() => AccessFault(nest, nest.Target) is { } fault ? "the target" + fault : null;

    private string? BoxFault()
    {
        for (var i = 0; i < nest.Box.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (nest.Box[i].Name == nest.Box[j].Name)
                {
                    return "two axes of its box have the same name";
                }
            }

            if (nest.Box[i].Extent < 1 && (i > 0 || nest.Box[i].Extent != TensorGraph.Batch))
            {
                return "extents of the box are positive, and only the first may be N";
            }
        }

        return null;
    }

    private string? BodyFault()
    {
        foreach (var part in Expressions.SelfAndParts(nest.Body))
        {
            if (part is AccumulatorExpr)
            {
                return "only an epilogue has an accumulator";
            }

            if (PartFault(part) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? PartFault(Expr expr) => expr switch
    {
        LoadExpr load when load.Node < 0 || load.Node >= id => "it loads node " + Invariant.Text(load.Node) + ", which does not stand before it",
        LoadExpr load => AccessFault(graph.Nodes[load.Node], load.Access) is { } fault ? "the access of '" + graph.Nodes[load.Node].Name + "'" + fault : null,
        IndexExpr index when !IsInBox(index.Value) => "an index expression leaves the box",
        IndexExpr index when UsesBatch(index.Value) => "an index expression uses the sample's number",
        _ => null,
    };

    private string? AccessFault(Node tensor, EquatableArray<Affine> access)
    {
        if (access.Count != tensor.Shape.Count)
        {
            return " has not one form per axis";
        }

        foreach (var form in access)
        {
            if (!IsInBox(form))
            {
                return " leaves the box";
            }
        }

        var batched = VerifyGraph.IsBatched(tensor);
        if (batched && !(access[0] == Affine.Of(0) && UsesBatch(access[0])))
        {
            return " does not begin with the sample's index alone";
        }

        for (var d = batched ? 1 : 0; d < access.Count; d++)
        {
            if (UsesBatch(access[d]))
            {
                return " uses the sample's index in another place than the first";
            }
        }

        return null;
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
        foreach (var part in Expressions.SelfAndParts(nest.Epilogue))
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

        return null;
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
        var seen = new bool[nest.Box.Count];
        for (var d = 0; d < nest.Shape.Count; d++)
        {
            var terms = new List<Term>();
            foreach (var term in nest.Target[d].Terms)
            {
                if (nest.Box[term.Index].Extent == 1)
                {
                    continue;
                }

                if (seen[term.Index])
                {
                    return "its target uses an index twice, so Assign does not reach every element";
                }

                seen[term.Index] = true;
                terms.Add(term);
            }

            if (nest.Shape[d] != TensorGraph.Batch && !CoversOnce(terms, nest.Target[d].Constant, nest.Shape[d]))
            {
                return "Assign does not reach every element once along axis " + Invariant.Text(d);
            }
        }

        var unused = nest.Box.Where((axis, i) => axis.Extent != 1 && !seen[i]).Select(axis => axis.Name).FirstOrDefault();
        return unused is null ? null : "Assign reaches every element several times, by index " + unused;
    }

    private bool CoversOnce(List<Term> terms, int constant, int size)
    {
        if (constant == 0 && terms.Count == 1 && terms[0].Coefficient == 1)
        {
            return nest.Box[terms[0].Index].Extent >= size;
        }

        var next = 1;
        if (constant == 0 && terms.OrderBy(term => term.Coefficient).All(term => term.Coefficient == next && (next *= nest.Box[term.Index].Extent) > 0))
        {
            return next >= size;
        }

        IEnumerable<int> places = [constant];
        foreach (var term in terms)
        {
            places = places.SelectMany(place => Enumerable.Range(0, nest.Box[term.Index].Extent).Select(i => place + (i * term.Coefficient)));
        }

        return places.Where(place => place >= 0 && place < size).OrderBy(place => place).SequenceEqual(Enumerable.Range(0, size));
    }

    private bool IsInBox(Affine form)
    {
        foreach (var term in form.Terms)
        {
            if (term.Index < 0 || term.Index >= nest.Box.Count)
            {
                return false;
            }
        }

        return true;
    }

    private bool UsesBatch(Affine form)
    {
        foreach (var term in form.Terms)
        {
            if (nest.Box[term.Index].Extent == TensorGraph.Batch)
            {
                return true;
            }
        }

        return false;
    }
}
