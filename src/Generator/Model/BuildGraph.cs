using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>ModelSpec -> TensorGraph: the layers in order, and the loss behind them.</summary>
internal sealed class BuildGraph
{
    private readonly GraphBuilder _graph = new();
    private readonly ModelSpec _spec;
    private readonly bool _training;
    private readonly bool _streaming;
    private readonly int[] _ids;
    private readonly Dictionary<int, LastActivation> _activations = [];
    private readonly SequenceNotes _sequences;
    private readonly LossShares _shares;
    private readonly KeptStates _kept;
    private readonly Dictionary<string, List<int>> _parametersOf = [];
    private readonly Dictionary<InputKind, int> _rows = [];
    private readonly List<GraphOutput> _updates = [];
    private int _parameters;

    private BuildGraph(ModelSpec spec, bool training, bool streaming)
    {
        (_spec, _training, _streaming, _ids) = (spec, training, streaming, new int[spec.Nodes.Count]);
        _sequences = new(hasEnds: !streaming);
        (_shares, _kept) = (new(_graph), new(_graph));
    }

    /// <summary>The forward computation; its outputs are the prediction and, with a loss, the loss of each sample.</summary>
    /// <param name="training">Whether dropout is at work, and batches are normalised by their own statistics.</param>
    public static TensorGraph Run(ModelSpec spec, bool training) => new BuildGraph(spec, training, streaming: false).Run();

    /// <summary>
    /// The prediction for a sequence that has no end yet: inputs and outputs are nodes by themselves, and no loop asks which step will be its last.
    /// </summary>
    public static TensorGraph ForStreaming(ModelSpec spec) => new BuildGraph(spec, training: false, streaming: true).Run();

    private TensorGraph Run()
    {
        for (int i = 0; i < _spec.Nodes.Count; i++)
        {
            EnterScan(i);
            var context = new Context(this, i);
            context.AddParameters();
            _ids[i] = _spec.Nodes[i].Op.Build(context);
            KeepMask(i);
        }

        EnterScan(_spec.Nodes.Count);
        if (_streaming)
        {
            IEnumerable<GraphOutput> predictions =
                _spec.Outputs.Select((position, number) => new GraphOutput(OutputKind.Prediction, _ids[position], number));
            return new(_graph.Nodes, new(predictions), _graph.Loops);
        }

        var outputs = new List<GraphOutput> { new(OutputKind.Prediction, Prediction()) };
        if (_spec.HasLoss)
        {
            outputs.Add(new(OutputKind.SampleLoss, LossEquations.Mean(_graph, "loss", _ids[_spec.LossNode])));
        }

        if (_shares.Places() is { } places)
        {
            outputs.Add(new(OutputKind.Places, places));
        }

        if (_kept.Next() is { } states)
        {
            outputs.Add(new(OutputKind.KeptStates, states));
        }

        return new(_graph.Nodes, new(outputs.Concat(_updates)), _graph.Loops);
    }

    /// <summary>Ends a scan behind its last node, and begins one before its first.</summary>
    private void EnterScan(int position)
    {
        int scan = position < _spec.Nodes.Count ? _spec.Nodes[position].Scan : NodeSpec.NoScan;
        if (_sequences.Open is { } scope && scan != _sequences.LastScan)
        {
            EndScan(scope, _spec.Scans[_sequences.LastScan]);
        }

        if (_sequences.Open is null && scan != NodeSpec.NoScan)
        {
            BeginScan("scan_" + Invariant.Text(scan), _spec.Scans[scan]);
        }
    }

    private void BeginScan(string name, ScanSpec scan)
    {
        int? mask = scan.Lengths != ScanSpec.NoLengths ? StepMasks.Until(_graph, name, _ids[scan.Lengths], scan.Steps)
            : scan.Sequences.Select(sequence => _sequences.MaskOf(_ids[sequence])).FirstOrDefault(known => known is not null);
        int bound = mask is { } steps && _sequences.HasEnds ? StepMasks.Lengths(_graph, name, steps) : LoopRegion.NoBound;
        if (mask is { } counts)
        {
            // What stands where no step is taken may be any number, even none.
            foreach (int sequence in scan.Sequences)
            {
                int id = _ids[sequence];
                _ids[sequence] = _graph.Map(_graph[id].Name + ".counted", id, StepMasks.Choose(counts, 1, _graph.Same(id), new ConstExpr(0)));
            }
        }

        _sequences.BeginScan(new(_graph, scan.Steps, scan.Reverse ? LoopDirection.Backward : LoopDirection.Forward, bound), mask);
    }

    /// <summary>A step that does not count leaves the states as they are.</summary>
    private void EndScan(StepScope scope, ScanSpec scan)
    {
        int? held = _sequences.ScanMask(_sequences.LastScan) is { } steps ? scope.StepOf(steps) : (int?)null;
        foreach ((int before, int next) in scan.Carries.Select(carry => (_ids[carry.Before], _ids[carry.Next])))
        {
            scope.SetNext(before, held is { } counts ? StepMasks.Hold(_graph, counts, next, before) : next);
        }

        _sequences.EndScan();
    }

    /// <summary>Gives a node's output the mask of its inputs, where its steps are theirs.</summary>
    private void KeepMask(int position)
    {
        int id = _ids[position];
        if (id < 0 || _spec.Nodes[position].Op.Steps != StepRule.Kept || _graph[id].Shape.Count < 2)
        {
            return;
        }

        var masks = _spec.Nodes[position].Inputs.Select(input => _ids[input])
            .Where(input => input >= 0 && _graph[input].Shape.Count == _graph[id].Shape.Count && _graph[input].Shape[1] == _graph[id].Shape[1])
            .Select(_sequences.MaskOf).OfType<int>().Distinct().ToList();
        if (masks.Count > 0)
        {
            _sequences.NoteMask(id, masks.Aggregate((both, mask) =>
                _graph.Map(_graph[id].Name + ".mask", both, StepMasks.Both(_graph, both, mask), gradientScale: 0)));
        }
    }

    /// <summary>The output, or several one after the other.</summary>
    private int Prediction()
    {
        var outputs = _spec.Outputs.Select(position => (Id: _ids[position], _spec.Nodes[position].Name)).ToList();
        return outputs.Count == 1 ? outputs[0].Id : ConcatOp.Build(
            _graph, "outputs", 0, _spec.OutputShape, [.. outputs.Select(o => Reshaping.Build(_graph, o.Name + ".row", FlatOf(o.Id), o.Id))]);
    }

    private EquatableArray<int> FlatOf(int id) => new([_graph[id].Shape.Skip(1).Aggregate(1, (product, size) => product * size)]);

    /// <summary>The one input or target, or a part of the row that holds several.</summary>
    private int Part(NodeSpec node, InputKind kind, int offset)
    {
        (IEnumerable<NodeSpec> parts, EquatableArray<int> whole) =
            kind == InputKind.Data ? (_spec.Inputs, _spec.InputShape) : (_spec.Targets, _spec.TargetShape);
        if (_streaming && kind == InputKind.Data)
        {
            int number = parts.ToList().IndexOf(node);
            return _graph.Add(new InputNode(node.Name, new(node.OutputShape.Prepend(TensorGraph.Batch)), kind, number));
        }

        if (!_rows.TryGetValue(kind, out int row))
        {
            _rows[kind] = row = _graph.Add(new InputNode(kind == InputKind.Data ? "input" : "target", new(whole.Prepend(TensorGraph.Batch)), kind));
        }

        if (parts.Count() == 1)
        {
            return row;
        }

        var shape = new EquatableArray<int>(node.OutputShape.Prepend(TensorGraph.Batch));
        return _graph.Map(node.Name, shape, new LoadExpr(row, new([Affine.Of(0), GraphBuilder.RowMajor(shape) + Affine.Number(offset)])));
    }

    private Operand Operand(int position) => _spec.Nodes[position].Op is ConstantOp constant ? new(-1, constant.Value) : new(_ids[position], null);

    /// <summary>A node with a row per sample, whatever it is.</summary>
    private int Rows(int position)
    {
        Operand operand = Operand(position);
        if (operand.Constant is null && _graph[operand.Node].IsBatched)
        {
            return operand.Node;
        }

        NodeSpec node = _spec.Nodes[position];
        var shape = new EquatableArray<int>(node.OutputShape.Prepend(TensorGraph.Batch));
        return _graph.Map(node.Name + ".rows", shape, Elementwise.Load(_graph, operand, shape));
    }

    /// <summary>The parameters of a layer; a further use of the layer has the same.</summary>
    private List<int> Parameters(NodeSpec node)
    {
        string owner = node.Owner ?? node.Name;
        if (!_parametersOf.TryGetValue(owner, out List<int>? known))
        {
            _parametersOf[owner] = known =
            [
                .. LayerParameters.Of(node.Op, node.Shapes(_spec.Nodes).Inputs, node.Training).Select(p => _graph.Add(
                    new ParameterNode(
                        owner + "/" + p.Role, p.Shape, _parameters++, p.Initializer, p.FanIn, p.FanOut, p.Trainable, Training(p))
                    {
                        SparseUpdates = p.SparseUpdates,
                    })),
            ];
        }

        return known;
    }

    private static ParameterTraining? Training(LayerParameter parameter) => parameter is not { Trainable: true, Rule: { } rule } ? null
        : new(rule.L1, rule.L2, rule.MaxNorm, parameter.UnitAxes.Count > 0 ? parameter.UnitAxes : new([parameter.Shape.Count - 1]));

    /// <summary>The network around a node.</summary>
    private sealed class Context(BuildGraph network, int position)
        : BuildContext(network._graph, network._spec.Nodes[position].Name, network._spec.Nodes[position].OutputShape)
    {
        private IReadOnlyList<int>? _inputs;

        private NodeSpec Node => network._spec.Nodes[position];

        public override int Position => position;

        public override IReadOnlyList<int> Inputs => _inputs ??= [.. Node.Inputs.Select(network.Rows)];

        public override IReadOnlyList<Operand> Operands => [.. Node.Inputs.Select(network.Operand)];

        public override IReadOnlyList<int> Parameters => network.Parameters(Node);

        public override bool IsTraining => network._training;

        /// <summary>A layer that is not trained works as it predicts, as in Keras.</summary>
        public override List<GraphOutput>? Updates => network._training && Node.Training is not { Trainable: false } ? network._updates : null;

        public override IReadOnlyList<int> ParametersOf(string layer) => network._parametersOf[layer];

        /// <summary>What a layer keeps stands behind its inputs and before its equations.</summary>
        public void AddParameters()
        {
            if (Node.Op is LayerOp && Inputs.Count >= Math.Min(1, Node.Inputs.Count))
            {
                network.Parameters(Node);
            }
        }

        public override int Part(InputKind kind, int offset) => network.Part(Node, kind, offset);

        public override LastActivation ActivationOf(int node) =>
            network._activations.TryGetValue(node, out LastActivation? last) ? last : LastActivation.None;

        public override SequenceNotes Sequences => network._sequences;

        /// <summary>A prediction stands by itself, and a layer that is not trained works as it predicts.</summary>
        public override KeptStates? Kept => Updates is null ? null : network._kept;

        /// <summary>A loss that the network predicts is each sample's own.</summary>
        public override LossShares? Shares => position > network._spec.Outputs.Max() ? network._shares : null;

        public override void Note(int node, LastActivation activation) => network._activations[node] = activation;
    }
}
