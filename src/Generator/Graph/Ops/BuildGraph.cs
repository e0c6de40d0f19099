using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>ModelSpec -> TensorGraph: the layers in order, and the loss behind them.</summary>
internal sealed class BuildGraph
{
    private readonly GraphBuilder _graph = new();
    private readonly ModelSpec _spec;
    private readonly bool _training;
    private readonly int[] _ids;
    private readonly Dictionary<int, LastActivation> _activations = [];
    private readonly Dictionary<string, List<int>> _parametersOf = [];
    private int _inputs = -1;
    private int _targets = -1;
    private readonly List<GraphOutput> _updates = [];
    private int _parameters;

    private BuildGraph(ModelSpec spec, bool training) => (_spec, _training, _ids) = (spec, training, new int[spec.Nodes.Count]);

    /// <summary>The forward computation; its outputs are the prediction and, with a loss, the loss of each sample.</summary>
    /// <param name="training">Whether dropout is at work, and batches are normalised by their own statistics.</param>
    public static TensorGraph Run(ModelSpec spec, bool training) => new BuildGraph(spec, training).Run();

    private TensorGraph Run()
    {
        for (var i = 0; i < _spec.Nodes.Count; i++)
        {
            _ids[i] = Build(_spec.Nodes[i], i);
        }

        var outputs = new List<GraphOutput> { new(OutputKind.Prediction, Prediction()) };
        if (_spec.HasLoss)
        {
            outputs.Add(new(OutputKind.SampleLoss, LossOps.Mean(_graph, "loss", _ids[_spec.LossNode])));
        }

        return new(_graph.Nodes, new(outputs.Concat(_updates)));
    }

    /// <summary>The output, or several one after the other.</summary>
    private int Prediction()
    {
        var outputs = _spec.Outputs.Select(position => (Id: _ids[position], _spec.Nodes[position].Name)).ToList();
        return outputs.Count == 1 ? outputs[0].Id : FunctionOps.Concat(
            _graph, "outputs", 0, _spec.OutputShape, [.. outputs.Select(o => ShapeOps.Reshape(_graph, o.Name + ".row", FlatOf(o.Id), o.Id))]);
    }

    private EquatableArray<int> FlatOf(int id) => new([_graph[id].Shape.Skip(1).Aggregate(1, (product, size) => product * size)]);

    private int Build(NodeSpec node, int position)
    {
        switch (node.Op)
        {
            case InputOp input:
                return Part(node, InputKind.Data, "input", _spec.InputShape, input.Offset, ref _inputs);
            case TargetOp target:
                return Part(node, InputKind.Target, "target", _spec.TargetShape, target.Offset, ref _targets);
            case ConstantOp:
                return -1;
            case ArangeOp:
                return _graph.Map(node.Name, node.OutputShape, new IndexExpr(Affine.Of(0)));
            case ElementOp op:
                return ElementOps.Build(_graph, node.Name, op.Function, [.. node.Inputs.Select(Operand)], node.OutputShape);
            case LossOp op:
                return LossOps.Build(_graph, op.Loss, Input(node, 0), Input(node, 1), _activations.TryGetValue(Input(node, 0), out var last) ? last : LastActivation.None);
            default:
                var inputs = Enumerable.Range(0, node.Inputs.Count).Select(i => Input(node, i)).ToList();
                return BuildFunction(node, inputs, position) ?? Build(node, inputs[0], position);
        }
    }

    /// <summary>The one input or target, or a part of the row that holds several.</summary>
    private int Part(NodeSpec node, InputKind kind, string name, EquatableArray<int> whole, int offset, ref int id)
    {
        if (id < 0)
        {
            id = _graph.Add(new InputNode(name, new(whole.Prepend(TensorGraph.Batch)), kind));
        }

        var isWhole = (kind == InputKind.Data ? _spec.Inputs : _spec.Targets).Count() == 1;
        return isWhole ? id : FunctionOps.Part(_graph, node.Name, node.OutputShape, offset, id);
    }

    private Operand Operand(int position) => _spec.Nodes[position].Op is ConstantOp constant ? new(-1, constant.Value) : new(_ids[position], null);

    /// <summary>The node's input with a row per sample, whatever it is.</summary>
    private int Input(NodeSpec node, int number)
    {
        var position = node.Inputs[number];
        var operand = Operand(position);
        return operand.Constant is null && VerifyGraph.IsBatched(_graph[operand.Node]) ? operand.Node
            : Repeat(_spec.Nodes[position].Name + ".rows", operand, new(_spec.Nodes[position].OutputShape.Prepend(TensorGraph.Batch)));
    }

    private int Repeat(string name, Operand operand, EquatableArray<int> shape) => _graph.Map(name, shape, ElementOps.Load(_graph, operand, shape));

    private int? BuildFunction(NodeSpec node, List<int> inputs, int position) => node.Op switch
    {
        ReduceOp op => FunctionOps.Reduce(_graph, node.Name, op, node.OutputShape, inputs[0]),
        MatMulOp op => FunctionOps.MatMul(_graph, node.Name, op, node.OutputShape, inputs[0], inputs[1]),
        ConcatOp op => FunctionOps.Concat(_graph, node.Name, op.Axis, node.OutputShape, inputs),
        SliceOp op => FunctionOps.Slice(_graph, node.Name, op, node.OutputShape, inputs[0]),
        TransposeOp op => FunctionOps.Transpose(_graph, node.Name, op, node.OutputShape, inputs[0]),
        OneHotOp => FunctionOps.OneHot(_graph, node.Name, node.OutputShape, inputs[0]),
        MultiHeadAttentionOp op => AttentionOps.Build(
            _graph, node.Name, op, inputs, Parameters(node, inputs[0]), (name, weights) => Dropout(name, op.Dropout, false, weights, position)),
        GradientOp op => FunctionOps.Gradient(_graph, node.Name, op.Scale, inputs[0]),
        _ => null,
    };

    private int Build(NodeSpec node, int input, int position)
    {
        var parameters = Parameters(node, input);
        int? bias = parameters.Count > 1 ? parameters[1] : null;
        return node.Op switch
        {
            DenseOp op => DenseOps.Build(_graph, node.Name, op, input, parameters[0], bias),
            ConvOp op => ConvOps.Build(_graph, node.Name, op, node.OutputShape, input, parameters[0], bias),
            DepthwiseConv2DOp op => DepthwiseOps.Build(_graph, node.Name, op, node.OutputShape, input, parameters[0], bias),
            SeparableConv2DOp op => DepthwiseOps.BuildSeparable(_graph, node.Name, op, node.OutputShape, input, parameters),
            Conv2DTransposeOp op => TransposedOps.Build(_graph, node.Name, op, node.OutputShape, input, parameters[0], bias),
            MaxPoolOp op => WindowOps.MaxPool(_graph, node.Name, op.Window, node.OutputShape, input),
            AveragePoolOp op => WindowOps.AveragePool(_graph, node.Name, op.Window, node.OutputShape, input),
            GlobalMaxPoolOp => WindowOps.GlobalMaxPool(_graph, node.Name, node.OutputShape, input),
            GlobalAveragePoolOp => WindowOps.GlobalAveragePool(_graph, node.Name, node.OutputShape, input),
            UpSamplingOp op => ImageOps.UpSample(_graph, node.Name, op.Times, node.OutputShape, input),
            ZeroPaddingOp op => ImageOps.Shift(_graph, node.Name, node.OutputShape, op.Margins.Select(m => -m.Before), input),
            CroppingOp op => ImageOps.Shift(_graph, node.Name, node.OutputShape, op.Margins.Select(m => m.Before), input),
            BatchNormalizationOp op => BatchNormalizationOps.Build(_graph, node.Name, op, input, parameters, IsLearning(node) ? _updates : null),
            GroupNormalizationOp op => GroupNormalizationOps.Build(_graph, node.Name, op, input, parameters),
            EmbeddingOp => EmbeddingOps.Build(_graph, node.Name, node.OutputShape, input, parameters[0]),
            PositionEmbeddingOp => EmbeddingOps.Positions(_graph, node.Name, input, parameters[0]),
            TiedDenseOp op => EmbeddingOps.Tied(_graph, node.Name, input, _parametersOf[op.Table][0], op.UseBias ? parameters[0] : null),
            LayerNormalizationOp op => NormalizationOps.Layer(_graph, node.Name, op, input, parameters),
            RmsNormalizationOp op => NormalizationOps.RootMeanSquare(_graph, node.Name, op, input, parameters[0]),
            FlattenOp or ReshapeOp => ShapeOps.Reshape(_graph, node.Name, node.OutputShape, input),
            DropoutOp op => Dropout(node.Name, op.Rate, perChannel: false, input, position),
            SpatialDropoutOp op => Dropout(node.Name, op.Rate, perChannel: true, input, position),
            PReluOp => ActivationOps.ParametricRelu(_graph, node.Name, input, parameters[0]),
            ActivationOp op => Activation(node.Name, op, input),
            _ => throw new System.ArgumentOutOfRangeException(nameof(node), node.Op, "No graph for this layer."),
        };
    }

    /// <summary>The parameters of a layer; a further use of the layer has the same.</summary>
    private List<int> Parameters(NodeSpec node, int input)
    {
        var owner = node.Owner ?? node.Name;
        if (!_parametersOf.TryGetValue(owner, out var known))
        {
            _parametersOf[owner] = known =
            [
                .. LayerParameters.Of(node, new(_graph[input].Shape.Skip(1))).Select(p => _graph.Add(new ParameterNode(
                    owner + "/" + p.Role, p.Shape, _parameters++, p.Initializer, p.FanIn, p.FanOut, p.Trainable, Training(p)))),
            ];
        }

        return known;
    }

    /// <summary>Whether a layer learns from the batch; one that is not trained works as it predicts, as in Keras.</summary>
    private bool IsLearning(NodeSpec node) => _training && node.Training is not { Trainable: false };

    private static ParameterTraining? Training(LayerParameter parameter) => parameter is not { Trainable: true, Rule: { } rule } ? null
        : new(rule.L1, rule.L2, rule.MaxNorm, parameter.UnitAxes.Count > 0 ? parameter.UnitAxes : new([parameter.Shape.Count - 1]));

    private int Dropout(string name, float rate, bool perChannel, int input, int salt)
    {
        if (!_training || rate == 0)
        {
            return input;
        }

        var shape = _graph[input].Shape;
        var mask = _graph.Add(new RandomNode(name + ".mask", perChannel ? new([shape[0], shape[shape.Count - 1]]) : shape, rate, salt));
        var factor = perChannel ? new LoadExpr(mask, new([Affine.Of(0), Affine.Of(shape.Count - 1)])) : _graph.Same(mask);
        return _graph.Map(name, input, Scalars.Times(_graph.Same(input), factor));
    }

    /// <summary>What stands before the activation is kept for a loss.</summary>
    private int Activation(string name, ActivationOp op, int input)
    {
        var softmax = op.Kind == ActivationKind.Softmax ? SoftmaxOps.Build(_graph, name, input) : null;
        var id = softmax?.Probabilities ?? ActivationOps.Build(_graph, name, op, input);
        if (op.Kind != ActivationKind.Linear)
        {
            _activations[id] = new(op.Kind, input, softmax);
        }

        return id;
    }
}
