using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Planning;

/// <summary>TensorGraph -> the steps of a driver, and the buffers between them.</summary>
internal sealed class BuildProgram
{
    private readonly TensorGraph _graph;
    private readonly ParameterArena _arena;
    private readonly DerivedValues _derived;
    private readonly LowerStep _lower;
    private readonly TensorLayout[] _layouts;
    private readonly List<Storage> _buffers = [];
    private readonly List<Step> _steps = [];
    private readonly int[] _bufferOf;
    private readonly int[] _readers;
    private readonly HashSet<int> _bordersRead;
    private readonly Dictionary<int, NodeBlock> _blocks;
    private readonly ILookup<int, GraphOutput> _outputs;
    private readonly PlanPhases _plan;
    private readonly bool[] _isDerived;
    private readonly List<Phase> _phases = [];
    private readonly Dictionary<int, int> _totalOf = [];
    private readonly List<int> _states = [];
    private long _totalFloats;
    private long _stateFloats;

    private BuildProgram(TensorGraph graph, ParameterArena arena, DerivedValues derived, LowerStep lower)
    {
        (_graph, _arena, _derived, _lower) = (graph, arena, derived, lower);
        _layouts = PlanLayouts.Run(graph, arena.Layouts);
        _bufferOf = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        _readers = GraphRewriter.CountReaders(graph);
        _bordersRead = PlanLayouts.BordersRead(graph);
        _blocks = graph.Blocks.SelectMany(b => Enumerable.Range(b.First, b.Last - b.First + 1).Select(id => (id, b))).ToDictionary(p => p.id, p => p.b);
        _outputs = graph.Outputs.ToLookup(o => o.Node);
        _plan = PlanPhases.Run(graph);
        _isDerived = ParameterOnly.Nests(graph);
    }

    /// <summary>The steps for all outputs of the graph, not yet with places in the workspace.</summary>
    /// <param name="derived">Collects what the steps read of values that depend on parameters only.</param>
    /// <param name="lower">Knows the kernels of the model's other programs.</param>
    public static NetworkProgram Run(TensorGraph graph, ParameterArena arena, DerivedValues derived, LowerStep lower)
    {
        var program = new BuildProgram(graph, arena, derived, lower);
        for (var phase = 0; phase < program._plan.Count; phase++)
        {
            program.AddPhase(phase);
        }

        return new(new(program._steps), new(program._buffers), 1, 0)
        {
            Phases = program._phases.Count > 1 ? new(program._phases) : EquatableArray<Phase>.Empty,
            States = new(program._states),
        };
    }

    /// <summary>The nodes of a phase in their order. Those of later phases find its totals in place of a micro-batch's parts.</summary>
    private void AddPhase(int phase)
    {
        for (var id = 0; id < _graph.Nodes.Count; id++)
        {
            if (_plan.PhaseOf(id) == phase)
            {
                Add(id);
            }
        }

        foreach (var total in _totalOf)
        {
            _bufferOf[total.Key] = total.Value;
        }

        _phases.Add(new(_steps.Count, _totalFloats));
    }

    private void Add(int id)
    {
        switch (_graph.Nodes[id])
        {
            case InputNode input:
                AddInput(id, input);
                break;
            case ParameterNode parameter:
                _bufferOf[id] = NewBuffer(new(parameter.Name, Region.Parameters, _arena.Infos[parameter.Index].Offset, _layouts[id].Fixed, 0));
                break;
            case RandomNode mask:
                _bufferOf[id] = NewBuffer(mask.Name, _layouts[id]);
                _steps.Add(new MaskStep(_layouts[id].PerSample, mask.Rate, mask.Salt, new([_bufferOf[id]])));
                break;
            case NestNode when _blocks.TryGetValue(id, out var block):
                AddOfBlock(id, block);
                break;
            case GatherNode gather:
                _bufferOf[id] = NewTarget(id);
                AddRows(adds: false, clears: false, id, gather.Table, gather.Rows, _bufferOf[id], _bufferOf[gather.Table]);
                ClearBorder(id);
                break;
            case ScatterNode scatter:
                AddScatter(id, scatter);
                break;
            case NestNode nest when _isDerived[id]:
                AddDerived(id, nest);
                break;
            case NestNode nest:
                AddNest(id, nest);
                break;
        }

        foreach (var output in _outputs[id])
        {
            AddOutput(id, output);
        }
    }

    /// <summary>A caller's span; with a copy inside of a border when a window reaches beyond it.</summary>
    private void AddInput(int id, InputNode input)
    {
        var region = input.Kind switch
        {
            InputKind.Data => Region.Inputs,
            InputKind.Target => Region.Targets,
            InputKind.OutputWeights => Region.OutputWeights,
            InputKind.BatchSize => Region.BatchSize,
            _ => Region.Scales,
        };
        _bufferOf[id] = NewBuffer(new(input.Name, region, 0, _layouts[id].Fixed, _layouts[id].PerSample));
        if (PlanLayouts.Bordered(_graph, id) is { } bordered)
        {
            var copy = NewBuffer(input.Name, bordered);
            _steps.Add(_lower.Copy(input.Name + ".padded", input.Shape, bordered, _layouts[id], copy, _bufferOf[id]));
            (_layouts[id], _bufferOf[id]) = (bordered, copy);
            ClearBorder(id);
        }
    }

    /// <summary>Straight into the gradient, if it is nothing but that.</summary>
    private void AddScatter(int id, ScatterNode scatter)
    {
        var direct = GradientOf(id) is { } index && _readers[id] == 1 ? _arena.Infos[index].Offset : -1;
        _bufferOf[id] = direct >= 0 ? NewBuffer(new(scatter.Name, Region.Gradients, direct, _layouts[id].Fixed, 0)) : NewBuffer(scatter.Name, _layouts[id]);
        AddRows(adds: true, clears: direct < 0, scatter.Values, id, scatter.Rows, _bufferOf[id], _bufferOf[scatter.Values]);
    }

    private void AddRows(bool adds, bool clears, int values, int table, int rows, int target, int source)
    {
        var (height, places, width) = (_graph.Nodes[table].Shape[0], _graph.Nodes[values].Shape[1], _graph.Nodes[values].Shape[2]);
        _steps.Add(new RowsStep(adds, clears, height, places, width, _layouts[values], _layouts[table], _layouts[rows], new([target, source, _bufferOf[rows]])));
    }

    private void AddNest(int id, NestNode nest)
    {
        if (GradientOf(id) is { } index && nest.Epilogue is null && _readers[id] == 1)
        {
            _bufferOf[id] = NewBuffer(new(nest.Name, Region.Gradients, _arena.Infos[index].Offset, _layouts[id].Fixed, 0));
            Lower(id, nest with { Combine = nest.Combine == Combine.Assign ? Combine.Sum : nest.Combine }, accumulate: true, once: _plan.IsWhole(id));
            return;
        }

        if (_plan.IsTotal(id))
        {
            AddTotal(id, nest);
            return;
        }

        if (AliasOf(id, nest) is { } source)
        {
            _bufferOf[id] = _bufferOf[source];
            return;
        }

        _bufferOf[id] = NewTarget(id);
        Lower(id, nest, accumulate: false);
        ClearBorder(id);
    }

    private int NewTarget(int id)
    {
        var name = _graph.Nodes[id].Name;
        return CallersRegion(id) is { } region ? NewBuffer(new(name, region, 0, 0, _layouts[id].PerSample)) : NewBuffer(name, _layouts[id]);
    }

    private void AddDerived(int id, NestNode nest)
    {
        var (layouts, bufferOf) = Pack(id, nest);
        _bufferOf[id] = NewBuffer(_derived.Compute(_graph, id, layouts, node => _buffers[bufferOf[node]]).Storage);
    }

    /// <summary>The last node of a block brings the steps of all; of the others there is memory for a part only.</summary>
    private void AddOfBlock(int id, NodeBlock block)
    {
        var nest = (NestNode)_graph.Nodes[id];
        if (id < block.Last)
        {
            _bufferOf[id] = NewBuffer(new(nest.Name, Region.Workspace, 0, BlockSteps.PartFloats(_layouts[id]), 0));
            return;
        }

        _bufferOf[id] = NewTarget(id);
        var kept = new HashSet<int>(Enumerable.Range(block.First, block.Last - block.First).Select(node => _bufferOf[node]));
        var steps = new List<KernelStep>();
        var moves = new List<EquatableArray<PartMove>>();
        for (var node = block.First; node <= block.Last; node++)
        {
            var (flat, buffers) = Flatten(node, (NestNode)_graph.Nodes[node], accumulate: false);
            var part = _lower.Nests.Cut(flat, new(buffers.Select(kept.Contains)));
            steps.Add(_lower.Run(_graph.Nodes[node].Name, part.Nest, buffers));
            moves.Add(part.Moves);
        }

        _steps.Add(new PartsStep(((NestNode)_graph.Nodes[block.First]).Box[1].Extent, new(steps), new(moves)));
        ClearBorder(id);
    }

    /// <summary>Computes a micro-batch's part; behind the phase, the sum of all parts stands in its place.</summary>
    private void AddTotal(int id, NestNode nest)
    {
        var floats = _layouts[id].Fixed;
        _bufferOf[id] = NewBuffer(new(nest.Name, Region.Partials, _totalFloats, floats, 0));
        _totalOf[id] = NewBuffer(new(nest.Name, Region.Totals, _totalFloats, floats, 0));
        _totalFloats += floats;
        Lower(id, nest, accumulate: false);
        ClearBorder(id);
    }

    private void Lower(int id, NestNode nest, bool accumulate, bool once = false)
    {
        var (flat, buffers) = Flatten(id, nest, accumulate);
        _steps.Add(_lower.Run(nest.Name, flat, buffers) with { IsOnce = once });
    }

    /// <summary>Layouts and buffers with packed copies in place of the weights that the nest had better read there.</summary>
    private (TensorLayout[] Layouts, int[] BufferOf) Pack(int id, NestNode nest)
    {
        var (layouts, bufferOf) = (_layouts, _bufferOf);
        foreach (var (operand, dimension) in PackedOperands.Of(_graph, id, nest, _layouts, _isDerived))
        {
            (layouts, bufferOf) = ((TensorLayout[])layouts.Clone(), (int[])bufferOf.Clone());
            var copy = _derived.Pack(_graph.Nodes[operand], new(_layouts[operand], _buffers[_bufferOf[operand]]), dimension);
            layouts[operand] = copy.Layout;
            bufferOf[operand] = NewBuffer(copy.Storage);
        }

        return (layouts, bufferOf);
    }

    /// <summary>The nest with its places, and its buffers.</summary>
    private (FlatNest Nest, List<int> Buffers) Flatten(int id, NestNode nest, bool accumulate)
    {
        var (layouts, bufferOf) = Pack(id, nest);
        var flat = _lower.Nests.Flatten(_graph, id, nest, layouts, accumulate);
        return (flat.Nest, [.. flat.Operands.Select(o => bufferOf[o])]);
    }

    /// <summary>The node whose memory this one only gives another shape, or null.</summary>
    private int? AliasOf(int id, NestNode nest)
    {
        if (nest.Combine != Combine.Assign || nest.Epilogue is not null || nest.Body is not LoadExpr load || _outputs.Contains(id))
        {
            return null;
        }

        var flat = _lower.Nests.Flatten(_graph, id, nest, _layouts).Nest;
        var source = flat.Accesses[0];
        var same = source.Guards.Count == 0 && flat.Target.Guards.Count == 0 && source.Offset == flat.Target.Offset
            && flat.Buffers[0].Fixed == flat.Buffers[1].Fixed && flat.Buffers[0].PerSample == flat.Buffers[1].PerSample;
        return same && !_layouts[id].HasBorder ? load.Node : null;
    }

    private int? GradientOf(int id) => _outputs[id].Where(o => o.Kind == OutputKind.ParameterGradient).Select(o => (int?)o.Index).FirstOrDefault();

    /// <summary>The caller's span, if the node's elements lie as in it.</summary>
    private Region? CallersRegion(int id) =>
        _outputs[id].FirstOrDefault(o => !IsOfParameter(o)) is { } output && _layouts[id] == TensorLayout.Raw(_graph.Nodes[id].Shape) ? RegionOf(output.Kind) : null;

    private static bool IsOfParameter(GraphOutput output) => output.Kind is OutputKind.ParameterGradient or OutputKind.StateUpdate;

    private static Region RegionOf(OutputKind kind) => kind switch
    {
        OutputKind.Prediction => Region.Predictions,
        OutputKind.SampleLoss => Region.Losses,
        _ => Region.InputGradients,
    };

    /// <summary>Copies what does not lie in the caller's span yet, and adds gradients that lie elsewhere.</summary>
    private void AddOutput(int id, GraphOutput output)
    {
        var (node, buffer) = (_graph.Nodes[id], _buffers[_bufferOf[id]]);
        if (output.Kind == OutputKind.StateUpdate)
        {
            AddState(id, output.Index);
        }
        else if (output.Kind == OutputKind.ParameterGradient)
        {
            if (buffer.Region != Region.Gradients)
            {
                AddGradient(id, output.Index);
            }
        }
        else if (buffer.Region != RegionOf(output.Kind))
        {
            var raw = TensorLayout.Raw(node.Shape);
            var target = NewBuffer(new(node.Name, RegionOf(output.Kind), 0, 0, raw.PerSample));
            _steps.Add(_lower.Copy(node.Name + ".copy", node.Shape, raw, _layouts[id], target, _bufferOf[id]));
        }
    }

    private void AddGradient(int id, int index)
    {
        var gradient = NewBuffer(new(_graph.Nodes[id].Name, Region.Gradients, _arena.Infos[index].Offset, _layouts[id].Fixed, 0));
        _steps.Add(_lower.Sum(_graph.Nodes[id].Name + ".add", _graph.Nodes[id].Shape, _layouts[id], gradient, _bufferOf[id]) with { IsOnce = _plan.IsWhole(id) });
    }

    /// <summary>The next value of a parameter, a float for each of its own.</summary>
    private void AddState(int id, int index)
    {
        var (node, layout) = (_graph.Nodes[id], _arena.Layouts[index]);
        var state = NewBuffer(new(node.Name, Region.States, _stateFloats, layout.Fixed, 0));
        _steps.Add(_lower.Copy(node.Name + ".copy", node.Shape, layout, _layouts[id], state, _bufferOf[id]) with { IsOnce = true });
        _states.Add(index);
        _stateFloats += layout.Fixed;
    }

    private void ClearBorder(int id)
    {
        if (_layouts[id].HasBorder && _bordersRead.Contains(id))
        {
            _steps.AddRange(ClearBorders.Run(_lower, _graph.Nodes[id], _layouts[id], _bufferOf[id]));
        }
    }

    private int NewBuffer(string name, TensorLayout layout) => NewBuffer(new(name, Region.Workspace, 0, layout.Fixed, layout.PerSample));

    private int NewBuffer(Storage storage)
    {
        _buffers.Add(storage);
        return _buffers.Count - 1;
    }
}
