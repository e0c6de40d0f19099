using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;

namespace NetCompiler.Generator.Planning;

/// <summary>
/// Cuts a graph into phases. A micro-batch computes its own part of what all samples meet in; where the whole is needed, all micro-batches have to come
/// as far first, and the parts' sum, a batch total, is known in the next phase.
/// </summary>
/// <remarks>
/// A tensor without a batch is the same for all micro-batches (parameters, totals, and what is computed from them), or it is a part: a sum over the
/// batch, and what is linear in such sums. Parts that only lead to gradients of parameters stay parts, as those are added up anyway.
/// </remarks>
internal sealed class PlanPhases
{
    private readonly TensorGraph _graph;
    private readonly bool[] _isPart;
    private readonly bool[] _isTotal;
    private readonly int[] _phases;

    private PlanPhases(TensorGraph graph)
    {
        var count = graph.Nodes.Count;
        (_graph, _isPart, _isTotal, _phases) = (graph, new bool[count], new bool[count], new int[count]);
    }

    public static PlanPhases Run(TensorGraph graph)
    {
        var plan = new PlanPhases(graph);
        while (plan.FindTotals())
        {
        }

        plan.Number();
        return plan;
    }

    /// <summary>Phases in all, at least one.</summary>
    public int Count { get; private set; }

    /// <summary>The phase in which a node is computed.</summary>
    public int PhaseOf(int id) => _phases[id];

    /// <summary>Whether nodes of later phases read the sum of all micro-batches' values.</summary>
    public bool IsTotal(int id) => _isTotal[id];

    /// <summary>Whether the node, which has no batch, is the same for all micro-batches.</summary>
    public bool IsWhole(int id) => !_isPart[id];

    /// <summary>Marks parts that are read as a whole; true when there are new ones, which may make wholes of parts behind them.</summary>
    private bool FindTotals()
    {
        var found = false;
        for (var id = 0; id < _isPart.Length; id++)
        {
            if (_graph.Nodes[id] is NestNode nest)
            {
                found |= Judge(id, nest);
            }

            _isPart[id] |= _graph.Nodes[id] is ScatterNode;
        }

        foreach (var output in _graph.Outputs.Where(o => o.Kind == OutputKind.StateUpdate && IsOpenPart(o.Node)))
        {
            found = _isTotal[output.Node] = true;
        }

        return found;
    }

    private bool Judge(int id, NestNode nest)
    {
        var sums = Expressions.ReducesBatch(nest);
        if (sums && nest.Combine != Combine.Sum)
        {
            throw new InvalidOperationException($"'{nest.Name}' takes a maximum over the batch, which cannot be put together from parts that are added.");
        }

        var keepsBatch = VerifyGraph.IsBatched(nest);
        var isLinear = !sums && !keepsBatch && nest.Combine is Combine.Assign or Combine.Sum && nest.Epilogue is null && (RolesOf(nest.Body) & Roles.Linear) != 0;
        var parts = Expressions.Loads(nest).Select(load => load.Node).Where(IsOpenPart).ToList();
        _isPart[id] = sums || (isLinear && parts.Count > 0);
        _isTotal[id] &= _isPart[id];
        if (isLinear)
        {
            return false;
        }

        parts.ForEach(part => _isTotal[part] = true);
        return parts.Count > 0;
    }

    private bool IsOpenPart(int id) => _isPart[id] && !_isTotal[id];

    /// <summary>What an expression can be: computed from wholes, or linear in parts, that is a sum of parts times wholes; 0 can be both.</summary>
    private Roles RolesOf(Expr expression) => expression switch
    {
        LoadExpr load => IsOpenPart(load.Node) ? Roles.Linear : Roles.Whole,
        ConstExpr { Value: 0 } => Roles.Whole | Roles.Linear,
        UnaryExpr { Kind: UnaryKind.Negate } u => RolesOf(u.Operand),
        UnaryExpr u => RolesOf(u.Operand) & Roles.Whole,
        BinaryExpr { Kind: BinaryKind.Add or BinaryKind.Subtract } b => RolesOf(b.Left) & RolesOf(b.Right),
        BinaryExpr { Kind: BinaryKind.Multiply } b => Product(RolesOf(b.Left), RolesOf(b.Right)) | Product(RolesOf(b.Right), RolesOf(b.Left)),
        BinaryExpr { Kind: BinaryKind.Divide } b => Product(RolesOf(b.Left), RolesOf(b.Right)),
        BinaryExpr b => RolesOf(b.Left) & RolesOf(b.Right) & Roles.Whole,
        SelectExpr s => Product(RolesOf(s.Then) & RolesOf(s.Else), RolesOf(s.Left) & RolesOf(s.Right)),
        _ => Roles.Whole,
    };

    /// <summary>Something times a factor, which must be whole.</summary>
    private static Roles Product(Roles value, Roles factor) => (factor & Roles.Whole) != 0 ? value : 0;

    private void Number()
    {
        for (var id = 0; id < _phases.Length; id++)
        {
            _phases[id] = Expressions.Reads(_graph.Nodes[id]).Select(read => _phases[read] + (_isTotal[read] ? 1 : 0)).DefaultIfEmpty(0).Max();
        }

        // A mask is drawn when it is first needed; until then its memory serves others.
        var firstUse = new int?[_phases.Length];
        for (var id = 0; id < _phases.Length; id++)
        {
            foreach (var load in _graph.Nodes[id] is NestNode nest ? Expressions.Loads(nest) : [])
            {
                firstUse[load.Node] = Math.Min(firstUse[load.Node] ?? _phases[id], _phases[id]);
            }
        }

        for (var id = 0; id < _phases.Length; id++)
        {
            _phases[id] = _graph.Nodes[id] is RandomNode ? firstUse[id] ?? 0 : _phases[id];
        }

        Count = _phases.DefaultIfEmpty(0).Max() + 1;
    }

    [Flags]
    private enum Roles
    {
        Whole = 1,
        Linear = 2,
    }
}
