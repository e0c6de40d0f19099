using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Model;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta of each channel, over the batch and all places (Ioffe and Szegedy, 2015). The variance is that of
/// the values less their mean, a second pass over them: the mean of squares less the squared mean would lose its digits where the mean is large.
/// </summary>
internal sealed class BatchNormalizationOps
{
    private readonly GraphBuilder _graph;
    private readonly string _name;
    private readonly BatchNormalizationOp _op;
    private readonly int _input;
    private readonly IReadOnlyList<int> _parameters;

    private BatchNormalizationOps(GraphBuilder graph, string name, BatchNormalizationOp op, int input, IReadOnlyList<int> parameters) =>
        (_graph, _name, _op, _input, _parameters) = (graph, name, op, input, parameters);

    /// <param name="parameters">Gamma and beta, as far as there are, then the moving mean and variance.</param>
    /// <param name="updates">Takes the averages' next values in training; null for the layer as it predicts.</param>
    public static int Build(
        GraphBuilder graph, string name, BatchNormalizationOp op, int input, IReadOnlyList<int> parameters, List<GraphOutput>? updates)
    {
        var layer = new BatchNormalizationOps(graph, name, op, input, parameters);
        return updates is null ? layer.Predict() : layer.Train(updates);
    }

    private int MovingMean => _parameters[_parameters.Count - 2];

    private int MovingVariance => _parameters[_parameters.Count - 1];

    private Expr? Beta => _op.Center ? _graph.Same(_parameters[_op.Scale ? 1 : 0]) : null;

    private int Predict()
    {
        var value = Times(Centered(MovingMean), Channel(Factor(MovingVariance)));
        return _graph.Map(_name, _input, _op.Center ? Add(value, Channel(_parameters[_op.Scale ? 1 : 0])) : value);
    }

    /// <summary>
    /// The batch's mean is a constant in the variance, whose derivative for it is 0, and in the product with the factor. There the mean's gradient
    /// passes through the summand instead: it has the value of beta, and is as long as a channel, so that the sum of all gradients serves both.
    /// </summary>
    private int Train(List<GraphOutput> updates)
    {
        var mean = Mean("mean", _graph.Same(_input));
        var constantMean = Constant(mean);
        var variance = Mean("variance", Times(Centered(constantMean), Centered(constantMean)));
        var factor = Factor(variance);
        Expr moved = Times(Subtract(_graph.Same(mean), _graph.Same(constantMean)), _graph.Same(Constant(factor)));
        var summand = _graph.Map(_name + ".summand", mean, Beta is { } beta ? Subtract(beta, moved) : Apply(UnaryKind.Negate, moved));
        Update(updates, MovingMean, _graph.Same(mean));
        Update(updates, MovingVariance, _op.UnbiasedMovingVariance ? Unbiased(_graph.Same(variance)) : _graph.Same(variance));
        return _graph.Map(_name, _input, Add(Times(Centered(constantMean), Channel(factor)), Channel(summand)));
    }

    /// <summary>The mean of each channel over the batch.</summary>
    private int Mean(string what, Expr value)
    {
        var sum = _graph.SumOfChannels(_name + "." + what + ".sum", _input, value);
        return _graph.Map(_name + "." + what, sum, Over(_graph.Same(sum), Values()));
    }

    /// <summary>How many values of a channel the batch has.</summary>
    private Expr Values()
    {
        var shape = _graph[_input].Shape;
        var places = shape.Skip(1).Take(shape.Count - 2).Aggregate(1L, (product, size) => product * size);
        return places == 1 ? _graph.BatchSize() : Times(_graph.BatchSize(), Number(places));
    }

    /// <summary>gamma / sqrt(variance + epsilon).</summary>
    private int Factor(int variance)
    {
        var inverse = _graph.Map(
            _name + ".inverse", variance, Over(Number(1), Apply(UnaryKind.Sqrt, Add(_graph.Same(variance), Number(_op.Epsilon)))));
        return _op.Scale ? _graph.Map(_name + ".factor", inverse, Times(_graph.Same(_parameters[0]), _graph.Same(inverse))) : inverse;
    }

    /// <summary>The tensor with no gradient through it.</summary>
    private int Constant(int id) => _graph.Map(_graph[id].Name + ".constant", id, _graph.Same(id), gradientScale: 0);

    /// <summary>n / (n - 1) times the variance; of a single value it is 0.</summary>
    private Expr Unbiased(Expr variance) => Times(variance, Over(Values(), Max(Number(1), Subtract(Values(), Number(1)))));

    /// <summary>Moves an average. A layer that is used several times moves it as often, one after the other.</summary>
    private void Update(List<GraphOutput> updates, int average, Expr value)
    {
        var parameter = (ParameterNode)_graph[average];
        var earlier = updates.FindIndex(update => update.Index == parameter.Index);
        var kept = Times(_graph.Same(earlier < 0 ? average : updates[earlier].Node), Number(_op.Momentum));
        var next = _graph.Map(parameter.Name + ".next", average, Add(kept, Times(value, Number(1 - (double)_op.Momentum))));
        if (earlier >= 0)
        {
            updates.RemoveAt(earlier);
        }

        updates.Add(new(OutputKind.StateUpdate, next, parameter.Index));
    }

    private Expr Centered(int mean) => Subtract(_graph.Same(_input), Channel(mean));

    private LoadExpr Channel(int vector) => new(vector, new([Affine.Of(_graph[_input].Shape.Count - 1)]));
}
