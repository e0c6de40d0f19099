using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Lowering;
using NetCompiler.Generator.Passes;

namespace NetCompiler.Generator.Planning;

/// <summary>A driver's steps and buffers while they are planned, and where each node's tensor lies.</summary>
internal sealed class ProgramDraft
{
    private readonly int[] _readers;
    private readonly HashSet<int> _bordersRead;
    private readonly ILookup<int, GraphOutput> _outputs;
    private readonly DerivedValues _derived;
    private readonly bool[] _isDerived;
    private readonly Dictionary<int, int> _targets = [];

    public ProgramDraft(TensorGraph graph, ParameterArena arena, DerivedValues derived, NestSteps nests)
    {
        (Graph, Arena, Nests, _derived) = (graph, arena, nests, derived);
        Kept = KeptPlaces.Of(graph);
        Layouts = PlanLayouts.Run(graph, arena.Layouts, Kept);
        _isDerived = ParameterOnly.Nests(graph);
        Places = PartPlaces.Run(graph, Layouts, Kept, _isDerived);
        BufferOf = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        _readers = GraphRewriter.CountReaders(graph);
        _bordersRead = PlanLayouts.BordersRead(graph);
        _outputs = graph.Outputs.ToLookup(o => o.Node);
    }

    public TensorGraph Graph { get; }

    public ParameterArena Arena { get; }

    /// <summary>What streams keep.</summary>
    public KeptPlaces Kept { get; }

    /// <summary>Tensors that lie in others.</summary>
    public PartPlaces Places { get; }

    public NestSteps Nests { get; }

    public List<Step> Steps { get; } = [];

    public List<Storage> Buffers { get; } = [];

    /// <summary>By node.</summary>
    public TensorLayout[] Layouts { get; }

    /// <summary>By node; -1 for one that has none yet.</summary>
    public int[] BufferOf { get; }

    public IEnumerable<GraphOutput> OutputsOf(int id) => _outputs[id];

    /// <summary>Whether the node depends on parameters and constants only.</summary>
    public bool IsDerived(int id) => _isDerived[id];

    /// <summary>The parameter whose gradient the node is, and that nobody reads but the optimizer.</summary>
    public int? GradientOf(int id) => _readers[id] != 1 ? null
        : _outputs[id].Where(o => o.Kind == OutputKind.ParameterGradient).Select(o => (int?)o.Index).FirstOrDefault();

    /// <summary>The table to whose list of rows the node is added, or null.</summary>
    public int? SparseTableOf(int id) => _outputs[id].Where(o => o.Kind == OutputKind.ParameterGradient)
        .Select(o => Arena.Infos[o.Index].SparseTable).FirstOrDefault();

    public int NewBuffer(Storage storage)
    {
        Buffers.Add(storage);
        return Buffers.Count - 1;
    }

    public int NewBuffer(string name, TensorLayout layout) => NewBuffer(new(name, Region.Workspace, 0, layout.Fixed, layout.PerSample));

    /// <summary>The place in the gradients of the parameter with that number.</summary>
    public int NewGradient(int id, int parameter) =>
        NewBuffer(new(Graph.Nodes[id].Name, Region.Gradients, Arena.Infos[parameter].Offset, Layouts[id].Fixed, 0));

    /// <summary>
    /// A place for a node's tensor: that of the tensor that it is a part of, or the caller's span if its elements lie as in it.
    /// </summary>
    public int NewTarget(int id)
    {
        if (!_targets.TryGetValue(id, out int target))
        {
            _targets[id] = target = Places.WholeOf(id) is { } whole ? NewTarget(whole) : NewTargetOf(id);
        }

        return target;
    }

    private int NewTargetOf(int id)
    {
        string name = Graph.Nodes[id].Name;
        GraphOutput? output = _outputs[id].FirstOrDefault(o => o.Kind is not (OutputKind.ParameterGradient or OutputKind.StateUpdate)
            && PlaceOf(o).Layout == Layouts[id]);
        return output is not null ? NewOutput(output) : NewBuffer(name, Layouts[id]);
    }

    /// <summary>The caller's span for an output.</summary>
    public int NewOutput(GraphOutput output)
    {
        (long offset, TensorLayout layout) = PlaceOf(output);
        return NewBuffer(new(Graph.Nodes[output.Node].Name, RegionOf(output.Kind), offset, 0, layout.PerSample));
    }

    /// <summary>Where an output lies in the caller's span, and how.</summary>
    public (long Offset, TensorLayout Layout) PlaceOf(GraphOutput output) =>
        Kept.Of(output) is { } place ? (place.Offset, place.Layout) : (0, TensorLayout.Raw(Graph.Nodes[output.Node].Shape));

    public static Region RegionOf(OutputKind kind) => kind switch
    {
        OutputKind.Prediction => Region.Predictions,
        OutputKind.SampleLoss => Region.Losses,
        OutputKind.Places => Region.Shares,
        OutputKind.KeptStates => Region.LastStates,
        OutputKind.StreamState => Region.NextState,
        OutputKind.StreamGiven => Region.Kept,
        _ => Region.InputGradients,
    };

    /// <summary>The nest with its places, and its buffers.</summary>
    public (FlatNest Nest, List<int> Buffers) Flatten(int id, NestNode nest, bool accumulate)
    {
        (TensorLayout[] layouts, int[] bufferOf) = Pack(id, nest);
        FlattenedNest flat = Nests.Nests.Flatten(Graph, id, nest, layouts, accumulate);
        return (flat.Nest, [.. flat.Operands.Select(o => bufferOf[o])]);
    }

    /// <summary>The steps of a nest: one, or one for each of its parts that are not where they belong already.</summary>
    public void AddNest(int id, NestNode nest, bool accumulate, bool once = false)
    {
        foreach (NestNode part in MapParts.Of(nest).Where(part => !Places.IsInPlace(id, part)))
        {
            (FlatNest flat, List<int> buffers) = Flatten(id, part, accumulate);
            Steps.Add(Nests.Run(nest.Name, flat, buffers) with { IsOnce = once });
        }
    }

    /// <summary>A value that is computed once after each change of the parameters.</summary>
    public void AddDerived(int id, NestNode nest)
    {
        (TensorLayout[] layouts, int[] bufferOf) = Pack(id, nest);
        BufferOf[id] = NewBuffer(_derived.Compute(Graph, id, layouts, node => Buffers[bufferOf[node]]).Storage);
    }

    public void AddConstant(int id, ConstantNode constant) => BufferOf[id] = NewBuffer(_derived.Constant(constant, Layouts[id]).Storage);

    /// <summary>Zeros around a tensor, where windows read beyond it.</summary>
    public void ClearBorder(int id)
    {
        if (Layouts[id].HasBorder && _bordersRead.Contains(id))
        {
            Steps.AddRange(ClearBorders.Run(Nests, Graph.Nodes[id], Layouts[id], BufferOf[id]));
        }
    }

    /// <summary>Layouts and buffers with packed copies in place of the weights that the nest had better read there.</summary>
    private (TensorLayout[] Layouts, int[] BufferOf) Pack(int id, NestNode nest)
    {
        (TensorLayout[] layouts, int[] bufferOf) = (Layouts, BufferOf);
        foreach ((int operand, int dimension) in PackedOperands.Of(Graph, id, nest, Layouts, _isDerived))
        {
            (layouts, bufferOf) = ((TensorLayout[])layouts.Clone(), (int[])bufferOf.Clone());
            DerivedValue copy = _derived.Pack(Graph.Nodes[operand], new(Layouts[operand], Buffers[BufferOf[operand]]), dimension);
            layouts[operand] = copy.Layout;
            bufferOf[operand] = NewBuffer(copy.Storage);
        }

        return (layouts, bufferOf);
    }
}
