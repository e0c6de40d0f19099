using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Passes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Streaming;

/// <summary>
/// The graph of a whole sequence -> that of one step: tensors lose all steps but the one at work, and what a step needs of those before it becomes an
/// input and an output. What does not depend on the streamed input is computed when a stream begins.
/// </summary>
internal sealed class StreamSteps
{
    private readonly GraphBuilder _step = new();
    private readonly int _streamed;
    private readonly bool[] _used;
    private readonly StreamRoles _roles;
    private readonly int[] _current;
    private readonly Dictionary<int, StreamTensor> _tensors = [];
    private readonly Dictionary<int, int> _rows = [];
    private readonly Dictionary<(int Node, int Dimension), int> _picked = [];
    private readonly List<GraphOutput> _begin = [];
    private readonly List<int> _given = [];

    /// <param name="whole">As built for streaming: inputs and predictions by themselves, loops without bounds.</param>
    private StreamSteps(TensorGraph whole, int streamed, int steps)
    {
        (Whole, _streamed, Steps, Memory) = (whole, streamed, steps, new(_step, steps));
        _used = DropUnused.Used(whole, whole.Outputs);
        _roles = new(whole, streamed);
        _current = Enumerable.Repeat(-1, whole.Nodes.Count).ToArray();
    }

    public TensorGraph Whole { get; }

    public int Steps { get; }

    public StreamMemory Memory { get; }

    /// <param name="whole">As built for streaming: inputs and predictions by themselves, loops without bounds.</param>
    /// <param name="streamed">The input's number whose first dimension counts the steps.</param>
    /// <exception cref="StreamFault">It cannot go on step by step.</exception>
    public static StreamGraphs Run(TensorGraph whole, int streamed)
    {
        InputNode input = whole.Nodes.OfType<InputNode>().First(node => node.Index == streamed);
        return new StreamSteps(ReadThroughFlat.Run(whole), streamed, input.Shape[1]).Run();
    }

    private StreamGraphs Run()
    {
        var carried = new List<(int Number, int Source)>();
        for (int id = 0; id < _used.Length; id++)
        {
            if (Whole.Nodes[id] is ParameterNode || (_used[id] && _roles.IsConstant(id)))
            {
                _current[id] = _step.Add(Whole.Nodes[id].WithReads(read => _current[read]));
            }
            else if (_used[id] && _roles.IsStream(id))
            {
                Add(id, carried);
            }
        }

        foreach ((int number, int source) in carried)
        {
            Memory.SetNext(number, _current[source]);
        }

        IEnumerable<GraphOutput> outputs = Predictions().Concat(Memory.Outputs);
        return new(
            new(_step.Nodes, new(outputs)), StreamBeginning.Run(Whole, _streamed, _step, _begin), new(Memory.Fills), Memory.Position,
            Memory.Position < 0 ? 0 : Steps);
    }

    public bool IsStream(int id) => _roles.IsStream(id);

    public StreamTensor TensorOf(int id) => _tensors[id];

    /// <summary>A streamed node's tensor in the step.</summary>
    public int Current(int id) => _current[id];

    /// <summary>A node that does not stream: of constants, or kept since the stream began.</summary>
    public int Given(int id)
    {
        if (_current[id] < 0)
        {
            _current[id] = _step.Add(new InputNode(Whole.Nodes[id].Name + ".given", Whole.Nodes[id].Shape, InputKind.StreamGiven, _given.Count));
            _begin.Add(new(OutputKind.StreamGiven, id, _given.Count));
            _given.Add(id);
        }

        return _current[id];
    }

    public bool IsBatched(int id) => Whole.Nodes[id].IsBatched;

    /// <summary>Whether a node is a table [height, width], the same for all streams.</summary>
    public bool IsTable(int id) => Whole.Nodes[id] is { IsBatched: false, Shape.Count: 2 };

    /// <summary>An element of 0, 1, 2, ..., or of such numbers from another one on and with another distance, as what it is; else null.</summary>
    private IndexExpr? IndexOf(LoadExpr load)
    {
        if (Whole.Nodes[load.Node] is not ConstantNode { Shape.Count: 1, Values: var values })
        {
            return null;
        }

        (long first, long distance) = ((long)values[0], values.Count > 1 ? (long)(values[1] - values[0]) : 1);
        return values.Select((value, i) => value == first + (i * distance)).All(same => same)
            ? new((load.Access[0] * distance) + Affine.Number(first)) : null;
    }

    /// <summary>
    /// What an element that no stream enters is computed by, over the indices of who loads it; null where that is more than an expression.
    /// </summary>
    public Expr? Inline(LoadExpr load)
    {
        if (IndexOf(load) is { } index)
        {
            return index;
        }

        if (Whole.Nodes[load.Node] is not NestNode { Combine: Combine.Assign, Epilogue: null } nest || !_roles.IsConstant(load.Node))
        {
            return null;
        }

        Affine[] indices = Enumerable.Repeat(Affine.Number(0), nest.Box.Count).ToArray();
        for (int d = 0; d < nest.Target.Count; d++)
        {
            if (nest.Target[d] is not { Constant: 0, Terms: { Count: 1 } terms } || terms[0].Coefficient != 1)
            {
                return null;
            }

            indices[terms[0].Index] = load.Access[d];
        }

        return Expressions.Rewrite(nest.Body, part => Expressions.Over(part, indices));
    }

    /// <summary>
    /// The row, along a dimension, with the number of the step, of what no stream enters; with a row per sample in any case. It is a sum over all
    /// rows in which the others are 0.
    /// </summary>
    public int PickedRow(int id, int dimension)
    {
        if (_picked.TryGetValue((id, dimension), out int known))
        {
            return known;
        }

        int batch = IsBatched(id) ? 0 : 1;
        EquatableArray<int> rows = WithOneStep(Whole.Nodes[id].Shape, dimension);
        (int given, EquatableArray<int> shape) = (Given(id), IsBatched(id) ? rows : new EquatableArray<int>(rows.Prepend(TensorGraph.Batch)));
        var row = Affine.Of(shape.Count);
        IEnumerable<Affine> access = GraphBuilder.Identity(shape.Count).Select((form, d) => d == dimension + batch ? row : form).Skip(batch);
        Expr body = Where(new IndexExpr(row), CompareKind.Equal, Memory.PositionValue(), new LoadExpr(given, new(access)), Number(0));
        IEnumerable<Axis> box = GraphBuilder.Box(shape).Append(new Axis("row", Whole.Nodes[id].Shape[dimension]));
        return _picked[(id, dimension)] = _step.Add(new NestNode(
            Whole.Nodes[id].Name + ".picked", shape, new(box), GraphBuilder.Identity(shape.Count), Combine.Sum, body));
    }

    /// <summary>The row of a table with the number of the step: [N, 1, width].</summary>
    public int RowOf(int table)
    {
        if (!_rows.TryGetValue(table, out int row))
        {
            var shape = new EquatableArray<int>([TensorGraph.Batch, 1, Whole.Nodes[table].Shape[1]]);
            _rows[table] = row = _step.Add(new GatherNode(Whole.Nodes[table].Name + ".row", shape, Given(table), Memory.PositionNode()));
        }

        return row;
    }

    /// <summary>The layer that a node belongs to.</summary>
    public static string LayerOf(Node node) => node.Name.Split('.')[0];

    private void Add(int id, List<(int Number, int Source)> carried)
    {
        switch (Whole.Nodes[id])
        {
            case InputNode input:
                Set(id, new(1, StreamTensor.None, FutureFacts.Known), new InputNode("input", WithOneStep(input.Shape, 1), InputKind.Data));
                break;
            case CarriedNode node:
                carried.Add(Carry(id, node));
                break;
            case LastNode last:
                _tensors[id] = StreamTensor.WithoutSteps;
                _current[id] = Last(last);
                break;
            case GatherNode gather:
                AddRows(id, gather);
                break;
            case NestNode nest:
                (NestNode step, StreamTensor tensor) = StreamNest.Run(this, nest);
                Set(id, tensor, step);
                break;
            default:
                throw new StreamFault("'" + LayerOf(Whole.Nodes[id]) + "' has no step of its own");
        }
    }

    private void Set(int id, StreamTensor tensor, Node node) => (_tensors[id], _current[id]) = (tensor, _step.Add(node));

    private (int Number, int Source) Carry(int id, CarriedNode node)
    {
        LoopRegion loop = Whole.Loops[node.Loop];
        int source = loop.Carries.First(carry => carry.Carried == id).Source;
        if (loop.Direction == LoopDirection.Backward || node.Shape[node.Axis] != Steps)
        {
            throw new StreamFault("'" + LayerOf(Whole.Nodes[source]) + "' " + (loop.Direction == LoopDirection.Backward
                ? "takes the steps from the last to the first" : "takes steps of another sequence"));
        }

        (int kept, int number) = Memory.Keep(LayerOf(Whole.Nodes[source]), WithOneStep(node.Shape, node.Axis));
        (_tensors[id], _current[id]) = (new(node.Axis, StreamTensor.None, FutureFacts.Known), kept);
        if (node.Initial != CarriedNode.FromZero)
        {
            _begin.Add(!_roles.IsStream(node.Initial) ? new(OutputKind.StreamState, node.Initial, number) : throw new StreamFault(
                "'" + LayerOf(Whole.Nodes[source]) + "' begins with a state that depends on the streamed input"));
        }

        return (number, source);
    }

    /// <summary>The state that the step leaves is the last one so far.</summary>
    private int Last(LastNode last)
    {
        int axis = ((CarriedNode)Whole.Nodes[last.Carried]).Axis;
        IEnumerable<Affine> forms =
            Enumerable.Range(0, last.Shape.Count + 1).Select(d => d == axis ? Affine.Number(0) : Affine.Of(d < axis ? d : d - 1));
        return _step.Map(last.Name, last.Shape, new LoadExpr(_current[last.Source], new(forms)));
    }

    private void AddRows(int id, GatherNode gather)
    {
        StreamTensor rows = _roles.IsStream(gather.Table) ? throw new StreamFault("'" + LayerOf(gather) + "' takes rows of what is streamed")
            : _tensors[gather.Rows];
        StreamTensor tensor = rows.Past >= 0 ? throw new StreamFault("'" + LayerOf(gather) + "' takes rows by pairs of steps") : rows;
        Set(id, tensor, gather with
        {
            Shape = WithOneStep(gather.Shape, tensor.Time), Table = Given(gather.Table), Rows = _current[gather.Rows],
        });
    }

    private static EquatableArray<int> WithOneStep(EquatableArray<int> shape, int time) => new(shape.Select((size, d) => d == time ? 1 : size));

    /// <summary>The outputs of the step, one after the other.</summary>
    private IEnumerable<GraphOutput> Predictions()
    {
        var nodes = Whole.Outputs.Select(output => output.Node).ToList();
        foreach (int node in nodes.Where(node => !_roles.IsStream(node)))
        {
            throw new StreamFault("'" + LayerOf(Whole.Nodes[node]) + "' does not depend on the streamed input");
        }

        List<int> rows = nodes.Count == 1 ? [_current[nodes[0]]] : nodes.Select(node =>
            Reshaping.Build(_step, Whole.Nodes[node].Name + ".row", new([FloatsOf(_current[node])]), _current[node])).ToList();
        int joint = rows.Count == 1 ? rows[0] : ConcatOp.Build(_step, "outputs", 0, new([rows.Sum(row => _step[row].Shape[1])]), rows);
        return [new GraphOutput(OutputKind.Prediction, joint)];
    }

    private int FloatsOf(int node) => (int)Expressions.PerSample(_step[node].Shape);
}
