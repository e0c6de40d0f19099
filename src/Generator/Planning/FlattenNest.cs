using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>A flat nest, and the graph's node behind each of its buffers; the target's stands first.</summary>
internal sealed record FlattenedNest(FlatNest Nest, EquatableArray<int> Operands);

/// <summary>
/// Gives the accesses of a <see cref="NestNode"/> their places: one offset each. An index along a tensor in panels is cut into the number of the
/// panel and the place in it. What lies outside of a tensor is guarded, unless the layout has a border there.
/// </summary>
internal sealed class FlattenNest
{
    private readonly TensorGraph _graph;
    private readonly NestNode _nest;
    private readonly IReadOnlyList<TensorLayout> _layouts;
    private readonly List<int> _operands;
    private readonly SplitAxes _split;
    private readonly Dictionary<LoadExpr, int> _positions = [];

    private FlattenNest(TensorGraph graph, int id, NestNode nest, IReadOnlyList<TensorLayout> layouts)
    {
        (_graph, _nest, _layouts) = (graph, nest, layouts);
        _operands = Operands(id, nest);
        _split = SplitAxes.Of(_nest, id, layouts);
    }

    /// <summary>The node behind each buffer of the flat nest: the target's, then those that it reads in the order of its expressions.</summary>
    public static List<int> Operands(int id, NestNode nest) => [id, .. Expressions.Loads(nest).Select(load => load.Node).Distinct()];

    /// <summary>Flattens the nest at position <paramref name="id"/>.</summary>
    /// <param name="nest">What to do for the node at the position, which may be something else than what stands there.</param>
    /// <param name="layouts">A layout per node; border cells that a load with fill 0 reaches must hold 0.</param>
    /// <param name="accumulate">Whether a sum is added to what the target holds.</param>
    public static FlattenedNest Run(TensorGraph graph, int id, NestNode nest, IReadOnlyList<TensorLayout> layouts, bool accumulate = false) =>
        new FlattenNest(graph, id, nest, layouts).Run(id, accumulate);

    private FlattenedNest Run(int id, bool accumulate)
    {
        var accesses = new List<FlatAccess>();
        Expr Place(Expr expression) => Expressions.Rewrite(expression, part => part switch
        {
            LoadExpr load => new LoadExpr(AddAccess(accesses, load), EquatableArray<Affine>.Empty, load.Fill),
            IndexExpr index => new IndexExpr(_split.Apply(index.Value)),
            _ => part,
        });
        Expr body = Place(_split.Inside(_nest.Body));
        Expr? epilogue = _nest.Epilogue is null ? null : Place(_nest.Epilogue);
        var flat = new FlatNest(
            _nest.Name,
            _split.Box,
            Flatten(id, _nest.Target, isRead: false),
            _nest.Combine,
            accumulate,
            body,
            epilogue,
            new(accesses),
            Elements(accumulate),
            new(_operands.Select(Buffer)))
        {
            Number = _nest.Combine == Combine.ArgMax ? _split.Apply(_nest.ReducedNumber()) : null,
        };
        return new(flat, new(_operands));
    }

    private FlatBuffer Buffer(int node, int position) =>
        new(position == 0 ? "output" : "input" + Invariant.Text(position), _layouts[node].Fixed, _layouts[node].PerSample);

    private int AddAccess(List<FlatAccess> accesses, LoadExpr load)
    {
        if (_positions.TryGetValue(load, out int position))
        {
            return position;
        }

        FlatAccess access = Flatten(load.Node, load.Access, load.Fill == 0);
        int known = accesses.IndexOf(access);
        if (known < 0)
        {
            accesses.Add(access);
        }

        return _positions[load] = known < 0 ? accesses.Count - 1 : known;
    }

    /// <param name="isRead">Whether cells of the border serve: scrap for a write, zeros for a load with fill 0.</param>
    private FlatAccess Flatten(int node, EquatableArray<Affine> access, bool isRead)
    {
        TensorLayout layout = _layouts[node];
        bool isTarget = _operands[0] == node;
        var offset = Affine.Number(layout.Constant);
        var guards = new List<Guard>();
        for (int d = 0; d < access.Count; d++)
        {
            offset += d == layout.PanelDimension ? _split.InPanels(access[d], layout) : _split.Apply(access[d]) * layout.Strides[d];
            (long low, long high) = Expressions.Range(access[d], _nest.Box);
            int size = _graph.Nodes[node].Shape[d];
            bool covered = (isRead || isTarget) && low >= -layout.Before[d] && high < size + layout.After[d];
            if (size != TensorGraph.Batch && (low < 0 || high >= size) && !covered)
            {
                guards.Add(new(_split.Apply(access[d]), size));
            }
        }

        guards.AddRange(_split.Guards(access, layout, _nest.Target));
        return new(_operands.IndexOf(node), offset, new(guards.Distinct()));
    }

    private bool ReachesAll => Expressions.ReachesAll(_nest.Target, _nest.Box, _graph.Nodes[_operands[0]].Shape);

    /// <summary>The target's indices, or none where several points meet or an element is never reached.</summary>
    private EquatableArray<int> Elements(bool accumulate)
    {
        if (_nest.Combine == Combine.Assign || !Expressions.IsInjective(_nest.Target, _nest.Box) || !(accumulate || ReachesAll))
        {
            return _nest.Epilogue is null || _nest.Combine == Combine.Assign
                ? EquatableArray<int>.Empty
                : throw new InvalidOperationException(_nest.Name + ": an epilogue needs a target that every element is one sum of.");
        }

        IEnumerable<int> indices = _nest.Target.SelectMany(a => _split.Apply(a).Terms).Select(t => t.Index);
        return new(indices.Distinct().OrderBy(i => i));
    }
}
