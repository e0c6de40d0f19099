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
    private LastActivation _last = new(ActivationKind.Linear, 0, null);
    private int _parameters;

    private BuildGraph(ModelSpec spec, bool training) => (_spec, _training, _ids) = (spec, training, new int[spec.Nodes.Count]);

    /// <summary>The forward computation; its outputs are the prediction and, with a loss, the loss of each sample.</summary>
    /// <param name="training">Whether dropout is at work.</param>
    public static TensorGraph Run(ModelSpec spec, bool training) => new BuildGraph(spec, training).Run();

    private TensorGraph Run()
    {
        for (var i = 0; i < _spec.Nodes.Count; i++)
        {
            _ids[i] = Build(_spec.Nodes[i], i);
        }

        var prediction = _ids[_ids.Length - 1];
        var outputs = new List<GraphOutput> { new(OutputKind.Prediction, prediction) };
        if (_spec.Loss is { } loss)
        {
            outputs.Add(new(OutputKind.SampleLoss, LossOps.Build(_graph, loss, prediction, _last)));
        }

        return new(_graph.Nodes, new(outputs));
    }

    private int Build(NodeSpec node, int position)
    {
        if (node.Op is InputOp)
        {
            return _graph.Add(new InputNode(node.Name, new(node.OutputShape.Prepend(TensorGraph.Batch)), InputKind.Data));
        }

        var input = _ids[node.Inputs[0]];
        var id = Build(node, input, position);
        if (node.Op is not ActivationOp)
        {
            _last = new(ActivationKind.Linear, id, null);
        }

        return id;
    }

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

    private List<int> Parameters(NodeSpec node, int input) =>
    [
        .. LayerParameters.Of(node, new(_graph[input].Shape.Skip(1))).Select(p => _graph.Add(new ParameterNode(
            node.Name + "/" + p.Role, p.Shape, _parameters++, p.Initializer, p.FanIn, p.FanOut, p.Trainable, Training(p)))),
    ];

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

    private int Activation(string name, ActivationOp op, int input)
    {
        if (op.Kind == ActivationKind.Softmax)
        {
            var softmax = SoftmaxOps.Build(_graph, name, input);
            _last = new(op.Kind, input, softmax);
            return softmax.Probabilities;
        }

        if (op.Kind != ActivationKind.Linear)
        {
            _last = new(op.Kind, input, null);
        }

        return ActivationOps.Build(_graph, name, op, input);
    }
}
