using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// The gradients of a tensor's slices are tensors of zeros but for a part each, and their sum puts the parts together. It becomes one map that
/// chooses by the place, so that nobody writes zeros and adds them: the gates of a recurrent layer are such slices.
/// </summary>
internal static class JoinParts
{
    public static TensorGraph Run(TensorGraph graph)
    {
        (Node[] nodes, int[] readers, HashSet<int> dropped) = (graph.Nodes.ToArray(), GraphRewriter.CountReaders(graph), new HashSet<int>());
        for (int id = 0; id < nodes.Length; id++)
        {
            if (nodes[id] is NestNode { Combine: Combine.Assign, Epilogue: null, Body: BinaryExpr { Kind: BinaryKind.Add } } sum
                && sum.Target == GraphBuilder.Identity(sum.Box.Count) && Join(graph, sum, readers) is var (joined, parts))
            {
                nodes[id] = joined;
                dropped.UnionWith(parts);
            }
        }

        return dropped.Count == 0 ? graph : GraphRewriter.Keep(graph with { Nodes = new(nodes) }, id => !dropped.Contains(id));
    }

    /// <summary>A part of a tensor of zeros, from a place on along a dimension.</summary>
    private sealed record Part(int Node, NestNode Nest, int Dimension, long Start, long End);

    private static (NestNode Joined, IEnumerable<int> Parts)? Join(TensorGraph graph, NestNode sum, int[] readers)
    {
        var terms = Terms(sum.Body).ToList();
        var parts = terms.Select(term => term is LoadExpr load && load.Access == sum.Target && readers[load.Node] == 1
            ? PartOf(graph, load.Node, sum) : null).ToList();
        var joined = parts.OfType<Part>().OrderBy(part => part.Start).ToList();
        if (joined.Count < 2 || joined.Any(part => part.Dimension != joined[0].Dimension)
            || joined.Zip(joined.Skip(1), (part, next) => part.End <= next.Start).Any(apart => !apart))
        {
            return null;
        }

        Expr body = Enumerable.Range(0, terms.Count).Where(term => parts[term] is null).Select(term => terms[term])
            .Append(Choice(joined, sum.Shape[joined[0].Dimension])).Aggregate((all, term) => new BinaryExpr(BinaryKind.Add, all, term));
        NestNode map = sum with { Body = body };
        return MapParts.Of(map).Count > 1 ? (map, joined.Select(part => part.Node)) : null;
    }

    private static IEnumerable<Expr> Terms(Expr sum) =>
        sum is BinaryExpr { Kind: BinaryKind.Add } add ? Terms(add.Left).Concat(Terms(add.Right)) : [sum];

    /// <summary>
    /// The part that a node is, or null: it writes each element once, with one index for each dimension, and all of every dimension but one.
    /// </summary>
    private static Part? PartOf(TensorGraph graph, int id, NestNode sum)
    {
        if (graph.Nodes[id] is not NestNode { Combine: Combine.Sum, Epilogue: null } nest || nest.Loop != sum.Loop
            || nest.Box.Count != nest.Shape.Count || nest.Target.Any(form => form.Terms.Count != 1 || form.Terms[0].Coefficient != 1)
            || nest.Target.Select(form => form.Terms[0].Index).Distinct().Count() != nest.Box.Count)
        {
            return null;
        }

        var cut = Enumerable.Range(0, nest.Shape.Count).Where(d => Extent(nest, d) != nest.Shape[d] || nest.Target[d].Constant != 0).ToList();
        if (cut.Count != 1)
        {
            return null;
        }

        long start = nest.Target[cut[0]].Constant;
        var part = new Part(id, nest, cut[0], start, start + Extent(nest, cut[0]));
        return start >= 0 && part.End <= nest.Shape[cut[0]] && nest.Shape[cut[0]] != TensorGraph.Batch ? part : null;
    }

    private static int Extent(NestNode nest, int dimension) => nest.Box[nest.Target[dimension].Terms[0].Index].Extent;

    /// <summary>By the place along the dimension: the part that reaches there, or 0.</summary>
    private static Expr Choice(List<Part> parts, int size)
    {
        var place = new IndexExpr(Affine.Of(parts[0].Dimension));
        Expr value = new ConstExpr(0);
        long begin = (long)size;
        foreach (Part part in Enumerable.Reverse(parts))
        {
            value = part.End < begin ? Before(begin, new ConstExpr(0), value) : value;
            value = Before(part.End, BodyOf(part), value);
            begin = part.Start;
        }

        return begin > 0 ? Before(begin, new ConstExpr(0), value) : value;

        Expr Before(long end, Expr then, Expr otherwise) =>
            end == size ? then : new SelectExpr(CompareKind.Less, place, new ConstExpr(end), then, otherwise);
    }

    /// <summary>What the part's nest computes, over the indices of the whole tensor.</summary>
    private static Expr BodyOf(Part part)
    {
        var indices = new Affine[part.Nest.Box.Count];
        for (int d = 0; d < part.Nest.Target.Count; d++)
        {
            indices[part.Nest.Target[d].Terms[0].Index] = Affine.Of(d, constant: -part.Nest.Target[d].Constant);
        }

        return Expressions.Rewrite(part.Nest.Body, e => Expressions.Over(e, indices));
    }
}
