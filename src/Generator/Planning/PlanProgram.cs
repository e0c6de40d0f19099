using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>TensorGraph -> the steps of a driver, and the buffers between them: a method for each kind of node.</summary>
internal sealed class PlanProgram : INodeVisitor
{
    private readonly ProgramDraft _draft;
    private readonly PlanPhases _phases;
    private readonly PlanOutputs _outputs;
    private readonly PlanLoop _loops;
    private readonly List<Phase> _ends = [];

    private PlanProgram(ProgramDraft draft)
    {
        (_draft, _phases) = (draft, PlanPhases.Run(draft.Graph));
        (_outputs, _loops) = (new(draft, _phases), new(draft));
    }

    /// <summary>The steps for all outputs of the graph, not yet lowered, nor with places in the workspace.</summary>
    /// <param name="derived">Collects what the steps read of values that depend on parameters only.</param>
    /// <param name="nests">Knows the nests of the model's other programs.</param>
    public static NetworkProgram Run(TensorGraph graph, ParameterArena arena, DerivedValues derived, NestSteps nests)
    {
        var plan = new PlanProgram(new(graph, arena, derived, nests));
        for (int phase = 0; phase < plan._phases.Count; phase++)
        {
            plan.AddPhase(phase);
        }

        bool isTraining = graph.Outputs.Any(output => output.Kind == OutputKind.ParameterGradient);
        if (isTraining)
        {
            plan.EndForward();
        }

        return new(new(plan._draft.Steps), new(plan._draft.Buffers), 1, 0)
        {
            Tensors = isTraining ? PlanTensors.Run(plan._draft) : EquatableArray<PlannedTensor>.Empty,
            Phases = plan._ends.Count > 1 ? new(plan._ends) : EquatableArray<Phase>.Empty,
            States = new(plan._outputs.States),
        };
    }

    /// <summary>Marks the step behind which all losses are known.</summary>
    private void EndForward()
    {
        List<Step> steps = _draft.Steps;
        int last = steps.FindLastIndex(step => step.Writes.Any(buffer => _draft.Buffers[buffer].Region == Region.Losses));
        if (last >= 0)
        {
            steps[last] = steps[last] with { EndsForward = true };
        }
    }

    /// <summary>The nodes of a phase in their order. Those of later phases find its totals in place of a micro-batch's parts.</summary>
    private void AddPhase(int phase)
    {
        for (int id = 0; id < _draft.Graph.Nodes.Count; id++)
        {
            if (_phases.PhaseOf(id) == phase)
            {
                _draft.Graph.Nodes[id].Accept(this, id);
                foreach (GraphOutput output in _draft.OutputsOf(id))
                {
                    _outputs.Add(id, output);
                }
            }
        }

        _outputs.EndPhase();
        _ends.Add(new(_draft.Steps.Count, _outputs.TotalFloats));
    }

    /// <summary>A caller's span; with a copy inside of a border when a window reaches beyond it.</summary>
    public void Visit(InputNode node, int id)
    {
        Region region = node.Kind switch
        {
            InputKind.Data => Region.Inputs,
            InputKind.Target => Region.Targets,
            InputKind.OutputWeights => Region.OutputWeights,
            InputKind.BatchSize => Region.BatchSize,
            InputKind.Shares => Region.Shares,
            InputKind.KeptStates => Region.FirstStates,
            InputKind.StreamState => Region.State,
            InputKind.StreamGiven => Region.Kept,
            _ => Region.Scales,
        };
        TensorLayout layout = _draft.Layouts[id];
        _draft.BufferOf[id] = _draft.NewBuffer(new(node.Name, region, _draft.Kept.Of(node)?.Offset ?? 0, layout.Fixed, layout.PerSample));
        if (PlanLayouts.Bordered(_draft.Graph, id) is { } bordered)
        {
            int copy = _draft.NewBuffer(node.Name, bordered);
            _draft.Steps.Add(_draft.Nests.Copy(node.Name + ".padded", node.Shape, bordered, layout, copy, _draft.BufferOf[id]));
            (_draft.Layouts[id], _draft.BufferOf[id]) = (bordered, copy);
            _draft.ClearBorder(id);
        }
    }

    public void Visit(ParameterNode node, int id) => _draft.BufferOf[id] =
        _draft.NewBuffer(new(node.Name, Region.Parameters, _draft.Arena.Infos[node.Index].Offset, _draft.Layouts[id].Fixed, 0));

    public void Visit(ConstantNode node, int id) => _draft.AddConstant(id, node);

    public void Visit(RandomNode node, int id)
    {
        _draft.BufferOf[id] = _draft.NewBuffer(node.Name, _draft.Layouts[id]);
        _draft.Steps.Add(new MaskStep(_draft.Layouts[id].PerSample, node.IsUniform ? null : node.Rate, node.Salt, new([_draft.BufferOf[id]])));
    }

    public void Visit(GatherNode node, int id)
    {
        _draft.BufferOf[id] = _draft.NewTarget(id);
        AddRows(adds: false, clears: false, id, node.Table, node.Rows, _draft.BufferOf[id], _draft.BufferOf[node.Table]);
        _draft.ClearBorder(id);
    }

    /// <summary>Straight into the gradient, if it is nothing but that.</summary>
    public void Visit(ScatterNode node, int id)
    {
        if (_draft.SparseTableOf(id) is { } table)
        {
            _draft.BufferOf[id] = _draft.NewBuffer(new(node.Name, Region.RowGradients, table, 0, 0));
            AddRows(adds: true, clears: false, node.Values, id, node.Rows, _draft.BufferOf[id], _draft.BufferOf[node.Values]);
            return;
        }

        int? parameter = _draft.GradientOf(id);
        _draft.BufferOf[id] = parameter is { } index ? _draft.NewGradient(id, index) : _draft.NewBuffer(node.Name, _draft.Layouts[id]);
        AddRows(adds: true, clears: parameter is null, node.Values, id, node.Rows, _draft.BufferOf[id], _draft.BufferOf[node.Values]);
    }

    public void Visit(CarriedNode node, int id) => _loops.Carry(id, node);

    public void Visit(LastNode node, int id) => _loops.TakeLast(id, node);

    public void Visit(NestNode node, int id)
    {
        if (node.Loop != Node.NoLoop)
        {
            _loops.Add(id, node);
        }
        else if (_draft.IsDerived(id))
        {
            _draft.AddDerived(id, node);
        }
        else
        {
            AddNest(id, node);
        }
    }

    private void AddNest(int id, NestNode nest)
    {
        if (nest.Epilogue is null && _draft.GradientOf(id) is { } index)
        {
            _draft.BufferOf[id] = _draft.NewGradient(id, index);
            NestNode sum = nest with { Combine = nest.Combine == Combine.Assign ? Combine.Sum : nest.Combine };
            _draft.AddNest(id, sum, accumulate: true, once: _phases.IsWhole(id));
        }
        else if (_phases.IsTotal(id))
        {
            _outputs.AddTotal(id, nest);
        }
        else if (AliasOf(id, nest) is { } source)
        {
            _draft.BufferOf[id] = _draft.BufferOf[source];
        }
        else
        {
            _draft.BufferOf[id] = _draft.NewTarget(id);
            _draft.AddNest(id, nest, accumulate: false);
            _draft.ClearBorder(id);
        }
    }

    private void AddRows(bool adds, bool clears, int values, int table, int rows, int target, int source)
    {
        (EquatableArray<int> shape, TensorLayout[] layouts) = (_draft.Graph.Nodes[values].Shape, _draft.Layouts);
        _draft.Steps.Add(new RowsStep(
            adds, clears, _draft.Graph.Nodes[table].Shape[0], shape[1], shape[2], layouts[values], layouts[table], layouts[rows],
            new([target, source, _draft.BufferOf[rows]])));
    }

    /// <summary>The node whose memory this one only gives another shape, or null.</summary>
    private int? AliasOf(int id, NestNode nest)
    {
        if (nest.Combine != Combine.Assign || nest.Epilogue is not null || nest.Body is not LoadExpr load || _draft.Places.WholeOf(id) is not null
            || _draft.OutputsOf(id).GetEnumerator().MoveNext())
        {
            return null;
        }

        FlatNest flat = _draft.Nests.Nests.Flatten(_draft.Graph, id, nest, _draft.Layouts).Nest;
        FlatAccess source = flat.Accesses[0];
        bool same = source.Guards.Count == 0 && flat.Target.Guards.Count == 0 && source.Offset == flat.Target.Offset
            && flat.Buffers[0].Fixed == flat.Buffers[1].Fixed && flat.Buffers[0].PerSample == flat.Buffers[1].PerSample;
        return same && !_draft.Layouts[id].HasBorder ? load.Node : null;
    }
}
