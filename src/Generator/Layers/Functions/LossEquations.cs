using System;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Losses of each sample, in Keras' formulas: the mean over all places of the output, or of its rows for cross-entropy over classes. After a softmax
/// or sigmoid, cross-entropy goes on from what stands before it, which neither overflows nor loses small probabilities.
/// </summary>
internal sealed class LossEquations
{
    /// <summary>Keras' epsilon: probabilities are kept this far from 0 and 1.</summary>
    private const double Epsilon = 1e-7;

    private readonly GraphBuilder _graph;
    private readonly LossSpec _loss;
    private readonly LastActivation _last;
    private readonly int _output;
    private readonly int _target;

    private readonly LossPlaces _places;

    private LossEquations(GraphBuilder graph, LossSpec loss, int output, int target, LastActivation last, LossPlaces places) =>
        (_graph, _loss, _output, _target, _last, _places) = (graph, loss, output, target, last, places);

    /// <summary>Adds the loss.</summary>
    /// <param name="target">As the output; for a sparse loss without its last axis.</param>
    /// <param name="places">Which places of the output count, and how much.</param>
    /// <returns>A tensor of shape [N].</returns>
    public static int Build(GraphBuilder graph, LossSpec loss, int output, int target, LastActivation last, LossPlaces places) =>
        new LossEquations(graph, loss, output, target, last, places).Build();

    /// <summary>The mean over all places of a sample; of shape [N].</summary>
    public static int Mean(GraphBuilder graph, string name, int losses)
    {
        EquatableArray<int> shape = graph[losses].Shape;
        return shape.Count == 1 ? losses
            : Scale(graph, name, graph.Reduce(name + ".sum", losses, Combine.Sum, graph.Same(losses), shape.Count - 1), Places(shape));
    }

    private Expr Output => _graph.Same(_output);

    private Expr Target => _graph.Same(_target);

    private int Build() => _loss.Kind switch
    {
        LossKind.MeanSquaredError => Mean(Times(Subtract(Output, Target), Subtract(Output, Target))),
        LossKind.MeanAbsoluteError => Mean(Apply(UnaryKind.Abs, Subtract(Output, Target))),
        LossKind.Huber => Mean(Huber(Subtract(Output, Target))),
        LossKind.BinaryCrossentropy => Mean(Binary()),
        LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy => Mean("loss", Categorical()),
        _ => throw new ArgumentOutOfRangeException(nameof(_loss), _loss.Kind, "No formula for this loss."),
    };

    private Expr Huber(Expr error)
    {
        (Expr size, Expr delta) = (Apply(UnaryKind.Abs, error), Number(_loss.Delta));
        return Where(
            size, CompareKind.Greater, delta,
            Times(delta, Subtract(size, Number(0.5 * _loss.Delta))), Times(Number(0.5), Times(error, error)));
    }

    /// <summary>From logits: softplus(x) - x t; else -(t log p + (1 - t) log(1 - p)), the second logarithm as exact as the first.</summary>
    private Expr Binary()
    {
        Expr smoothed = _loss.LabelSmoothing == 0 ? Target
            : Add(Times(Target, Number(1 - _loss.LabelSmoothing)), Number(0.5 * _loss.LabelSmoothing));
        if (_loss.FromLogits || _last.Kind == ActivationKind.Sigmoid)
        {
            return BinaryOfLogits(_graph.Same(_loss.FromLogits ? _output : _last.Input), smoothed);
        }

        Expr p = Clip(Output);
        Expr positive = Times(smoothed, Apply(UnaryKind.Log, p));
        Expr negative = Times(Subtract(Number(1), smoothed), Apply(UnaryKind.Log1p, Apply(UnaryKind.Negate, p)));
        return Apply(UnaryKind.Negate, Add(positive, negative));
    }

    /// <summary>
    /// softplus(x) - x t as softplus(-|x|) and |x| times what the target is away from the answer that x gives: two terms that are not negative, where
    /// the difference of two large ones would leave nothing of the loss of a network that is sure and right. The same holds for their derivatives.
    /// </summary>
    private static Expr BinaryOfLogits(Expr x, Expr target)
    {
        Expr below = Where(x, CompareKind.Greater, Number(0), Apply(UnaryKind.Negate, x), x);
        Expr distance = Where(x, CompareKind.Greater, Number(0), Subtract(Number(1), target), target);
        return Add(Apply(UnaryKind.Softplus, below), Share(distance, Apply(UnaryKind.Negate, below)));
    }

    /// <summary>
    /// A share of a value: 0 if it is none, even of infinity, since a class that is ruled out costs nothing where the target does not ask for it. NaN
    /// comes through.
    /// </summary>
    private static Expr Share(Expr share, Expr value) =>
        Times(share, Where(share, CompareKind.Equal, Number(0), Min(Number(float.MaxValue), value), value));

    /// <summary>A value per row: minus the logarithm of the target's probability.</summary>
    private int Categorical()
    {
        if (_loss.FromLogits || _last.Kind == ActivationKind.Softmax)
        {
            // sum over classes of t (log(sum) - shifted), the weights t of a row adding up to their own sum.
            SoftmaxNodes nodes = _last.Softmax is { } known && !_loss.FromLogits ? known : Softmax.Build(_graph, "loss.softmax", _output);
            int logarithm = Softmax.Logarithm(_graph, "loss", nodes.Shifted, nodes.Exponentials, nodes.Sum);
            return _graph.Reduce("loss.rows", _output, Combine.Sum, Weighted(Subtract(_graph.Same(logarithm), _graph.Same(nodes.Shifted))));
        }

        int sum = _graph.Reduce("loss.sum", _output, Combine.Sum, Output);
        int p = _graph.Map("loss.probabilities", _output, Clip(Over(Output, _graph.Same(sum))));
        return _graph.Reduce("loss.rows", _output, Combine.Sum, Weighted(Apply(UnaryKind.Negate, Apply(UnaryKind.Log, _graph.Same(p)))));
    }

    /// <summary>Times the target's weight of the class; a class index picks one.</summary>
    private Expr Weighted(Expr value)
    {
        EquatableArray<int> shape = _graph[_output].Shape;
        if (_loss.Kind == LossKind.SparseCategoricalCrossentropy)
        {
            return Where(new IndexExpr(Affine.Of(shape.Count - 1)), CompareKind.Equal, Target, value, Number(0));
        }

        Expr share = _loss.LabelSmoothing == 0 ? Target
            : Add(Times(Target, Number(1 - _loss.LabelSmoothing)), Number(_loss.LabelSmoothing / shape[shape.Count - 1]));
        return Share(share, value);
    }

    private static Expr Clip(Expr p) => Min(Number(1 - Epsilon), Max(Number(Epsilon), p));

    /// <summary>The mean over every place of a sample.</summary>
    private int Mean(Expr element) => Mean("loss", _output, element);

    /// <summary>The mean of what each place has.</summary>
    private int Mean(string name, int losses) => Mean(name, losses, _graph.Same(losses));

    /// <summary>
    /// The mean of a value of each place of a tensor, times the place's weight. Only places that count take part, and the mean is that of the batch:
    /// the sum divided by how many of all samples' places count, not by the sum of weights.
    /// </summary>
    private int Mean(string name, int like, Expr element)
    {
        EquatableArray<int> shape = _graph[like].Shape;
        Expr value = _places.Weights is { } weights ? Share(_graph.Same(weights), element) : element;
        if (Counted(shape.Count) is not { } mask)
        {
            return shape.Count == 1 ? _graph.Map(name, like, value)
                : Scale(_graph, name, _graph.Reduce(name + ".sum", like, Combine.Sum, value, shape.Count - 1), Places(shape));
        }

        Expr chosen = StepMasks.Choose(_graph.Same(mask), value, Number(0));
        int sum = shape.Count == 1 ? _graph.Map(name + ".sum", like, chosen)
            : _graph.Reduce(name + ".sum", like, Combine.Sum, chosen, shape.Count - 1);
        int count = StepMasks.Sum(_graph, name, mask);
        long inner = Places(shape) / Places(_graph[mask].Shape);
        Expr own = Over(_graph.Same(sum), Times(Max(_graph.Same(count), Number(1)), Number(inner)));
        return _graph.Map(name, sum, _places.Shares is { } shares ? Times(own, shares.Of(count)) : own);
    }

    /// <summary>Which places count, of the first axes of the output; null where all do.</summary>
    /// <param name="rank">The axes of the losses.</param>
    private int? Counted(int rank)
    {
        int? steps = _places.Mask is { } mask && rank > 1 ? mask : (int?)null;
        if (_loss.IgnoreClass is not { } ignored)
        {
            return steps;
        }

        Expr counts = Where(Target, CompareKind.Equal, Number(ignored), Number(0), steps is { } both ? _graph.Same(both) : Number(1));
        return _graph.Map("loss.counted", _target, counts, gradientScale: 0);
    }

    private static long Places(EquatableArray<int> shape) => shape.Skip(1).Aggregate(1L, (product, size) => product * size);

    private static int Scale(GraphBuilder graph, string name, int sum, long count) =>
        count == 1 ? sum : graph.Map(name, sum, Over(graph.Same(sum), Number(count)));
}
