using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Passes;

/// <summary>
/// A sum of products is fast when neighbours in the target are neighbours in a factor, too. Where they are not, as in attention's scores
/// <c>q[i, e] * k[j, e]</c>, a factor is copied with that axis last. Parameters need none: planning packs them once a step.
/// </summary>
internal sealed class PackOperands
{
    /// <summary>Products for each copied element from which on the copy is worth its while.</summary>
    private const int LeastProducts = 8;

    private readonly TensorGraph _graph;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _names;
    private readonly Dictionary<int, int> _ids = [];
    private readonly Dictionary<(int Node, int Dimension), int> _copies = [];

    private PackOperands(TensorGraph graph) => (_graph, _names) = (graph, [.. graph.Nodes.Select(n => n.Name)]);

    public static TensorGraph Run(TensorGraph graph) => new PackOperands(graph).Apply();

    private TensorGraph Apply()
    {
        for (int id = 0; id < _graph.Nodes.Count; id++)
        {
            Node node = _graph.Nodes[id];
            if (node is NestNode nest && Expressions.IsContraction(nest) && Find(nest) is var (load, dimension))
            {
                node = Repack(nest, load, dimension);
            }

            _ids[id] = _nodes.Count;
            _nodes.Add(node.WithReads(n => n < 0 ? -1 - n : _ids[n]));
        }

        return GraphRewriter.Rebuilt(_graph, _nodes, id => _ids[id]);
    }

    /// <summary>The factor to copy, and its dimension that must come last; null when none need be, or none can.</summary>
    private (LoadExpr Load, int Dimension)? Find(NestNode nest)
    {
        LoadExpr[] factors = Expressions.Loads(nest.Body).ToArray();
        List<int> lanes = nest.Target.Count == 0 ? [] : nest.Target[nest.Target.Count - 1].Terms
            .Where(t => t.Coefficient == 1 && nest.Box[t.Index].Extent > 1).Select(t => t.Index).OrderByDescending(i => nest.Box[i].Extent).ToList();
        if (lanes.Any(lane => factors.All(f => !Uses(f, lane) || Serves(f, lane)) && factors.Any(f => Uses(f, lane))))
        {
            return null;
        }

        IEnumerable<(LoadExpr, int)?> candidates =
            from lane in lanes
            from factor in factors
            where _graph.Nodes[factor.Node].Loop == Node.NoLoop && factors.All(f => f.Equals(factor) || !Uses(f, lane) || Serves(f, lane))
            from dimension in Enumerable.Range(0, factor.Access.Count)
            where IsAlone(factor, dimension, lane) && Expressions.PerSample(_graph.Nodes[factor.Node].Shape) <= Expressions.PerSample(nest.Box
                .Select(a => a.Extent)) / LeastProducts
            orderby Expressions.PerSample(_graph.Nodes[factor.Node].Shape)
            select ((LoadExpr, int)?)(factor, dimension);
        return candidates.FirstOrDefault();
    }

    /// <summary>Whether a step of the index is the next float, or can be made so by the packing of parameters.</summary>
    private bool Serves(LoadExpr load, int lane) => _graph.Nodes[load.Node] is ParameterNode
        ? Enumerable.Range(0, load.Access.Count).Any(d => IsAlone(load, d, lane))
        : load.Access[load.Access.Count - 1][lane] == 1 && load.Access.Count(form => form[lane] != 0) == 1;

    private static bool Uses(LoadExpr load, int lane) => load.Access.Any(form => form[lane] != 0);

    private static bool IsAlone(LoadExpr load, int dimension, int lane) =>
        load.Access[dimension] == Affine.Of(lane) && load.Access.Count(form => form[lane] != 0) == 1;

    /// <summary>The nest with the copy for its factor; a copy's id, already new, stands as -1 - id.</summary>
    private NestNode Repack(NestNode nest, LoadExpr load, int dimension)
    {
        if (!_copies.TryGetValue((load.Node, dimension), out int copy))
        {
            _copies[(load.Node, dimension)] = copy = AddCopy(load.Node, dimension);
        }

        var access = new EquatableArray<Affine>(MoveLast(load.Access, dimension));
        return nest with { Body = Expressions.Replace(nest.Body, load, new LoadExpr(-1 - copy, access, load.Fill)) };
    }

    private int AddCopy(int node, int dimension)
    {
        Node source = _graph.Nodes[node];
        string name = source.Name + ".packed" + Invariant.Text(dimension);
        while (!_names.Add(name))
        {
            name += "_";
        }

        var shape = new EquatableArray<int>(MoveLast(source.Shape, dimension));
        int last = shape.Count - 1;
        IEnumerable<Affine> access = Enumerable.Range(0, shape.Count).Select(d => Affine.Of(d == dimension ? last : d < dimension ? d : d - 1));
        _nodes.Add(new NestNode(
            name, shape, GraphBuilder.Box(shape), GraphBuilder.Identity(shape.Count), Combine.Assign, new LoadExpr(_ids[node], new(access))));
        return _nodes.Count - 1;
    }

    private static IEnumerable<T> MoveLast<T>(EquatableArray<T> items, int dimension) =>
        items.Where((_, d) => d != dimension).Append(items[dimension]);
}
