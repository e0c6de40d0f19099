using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + Epsilon) of each channel over the batch and all its places in training; the moving averages of both otherwise
/// (Ioffe and Szegedy, 2015). Times gamma [channels] if Scale, plus beta [channels] if Center. Of an average, Momentum is kept in a step.
/// </summary>
internal sealed record BatchNormalizationOp(float Momentum, float Epsilon, bool Center, bool Scale, bool UnbiasedMovingVariance) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("BatchNormalization", "BatchNormalization", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => true;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Kept;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        float momentum = arguments.Value("Momentum", 0.99f);
        if (!(momentum >= 0 && momentum <= 1))
        {
            arguments.Report(Descriptors.MomentumOutOfRange, "Momentum", Invariant.Text(momentum));
        }

        (bool center, bool scale, float epsilon) = (arguments.Value("Center", true), arguments.Value("Scale", true), arguments.Epsilon(1e-3f));
        return LayerDraft.Of(new BatchNormalizationOp(momentum, epsilon, center, scale, arguments.Value("UnbiasedMovingVariance", false)));
    }

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape);

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        int width = inputs[0].Last();
        return
        [
            .. LayerParameter.Affine(Scale, Center, width, Along.Both),
            Average("moving_mean", "running_mean", InitializerKind.Zeros),
            Average("moving_variance", "running_var", InitializerKind.Ones),
        ];

        LayerParameter Average(string role, string torch, InitializerKind initializer) =>
            LayerParameter.Vector(role, width, initializer, TorchTensor.Vector(torch, Along.Both)) with { Trainable = false };
    }

    public override long Flops(OpShapes shapes) => 0;

    public override int Build(BuildContext at)
    {
        var equations = new BatchNormalization(at, this);
        return at.Updates is { } updates ? equations.Train(updates) : equations.Predict();
    }

    public override OnnxValue Export(ExportContext at)
    {
        int width = at.InputShape.Last();
        string gamma = Scale ? at.Parameters[0] : at.Graph.Fill(width, 1), beta = Center ? at.Parameters[Scale ? 1 : 0] : at.Graph.Fill(width, 0);
        return at.GiveImage(
            "BatchNormalization", [at.Image, gamma, beta, .. at.Parameters.Skip(at.Parameters.Count - 2)], OnnxAttribute.Float("epsilon", Epsilon),
            OnnxAttribute.Float("momentum", Momentum));
    }
}

/// <summary>
/// The equations. The variance is that of the values less their mean, a second pass over them: the mean of squares less the squared mean would lose
/// its digits where the mean is large. The same pass finds how far the rounded mean is from the true one.
/// </summary>
internal sealed class BatchNormalization(BuildContext at, BatchNormalizationOp op)
{
    /// <summary>By the moving averages.</summary>
    public int Predict()
    {
        Expr value = Times(Centered(MovingMean), at.Channel(Factor(MovingVariance)));
        return at.Map(Beta is { } beta ? Add(value, at.Channel(beta)) : value);
    }

    /// <summary>
    /// By the batch's statistics. Its mean is a constant in the variance, whose derivative for it is 0, and in the product with the factor. There the
    /// mean's gradient passes through the summand instead: it has the value of beta, and is as long as a channel, so that the sum of all gradients
    /// serves both.
    /// </summary>
    /// <param name="updates">Takes the averages' next values.</param>
    public int Train(List<GraphOutput> updates)
    {
        GraphBuilder graph = at.Graph;
        int mean = Mean("mean", at.Same);
        int constantMean = Constant(mean);
        int error = Mean("error", Centered(constantMean), gradientScale: 0);
        Expr nothing = Subtract(graph.Same(mean), graph.Same(constantMean));
        int variance = Variance(Mean("squares", Times(Centered(constantMean), Centered(constantMean))), error, nothing);
        int factor = Factor(variance);
        Expr moved = Times(nothing, graph.Same(Constant(factor)));
        int summand = graph.Map(at.Name + ".summand", mean, Beta is { } beta ? Subtract(graph.Same(beta), moved) : Apply(UnaryKind.Negate, moved));
        Update(updates, MovingMean, graph.Same(mean));
        Update(updates, MovingVariance, op.UnbiasedMovingVariance ? Unbiased(graph.Same(variance)) : graph.Same(variance));
        return at.Map(Add(Times(Subtract(Centered(constantMean), at.Channel(error)), at.Channel(factor)), at.Channel(summand)));
    }

    /// <summary>
    /// The variance from the mean of the squares about a rounded mean: less the square of what the rounding left, which would count where values are
    /// far from 0 and differ little.
    /// </summary>
    /// <param name="nothing">The mean less itself: takes the gradient of that square to the mean.</param>
    private int Variance(int squares, int error, Expr nothing)
    {
        Expr off = at.Graph.Same(error);
        Expr square = Add(Times(off, off), Times(Times(Number(2), off), nothing));
        return at.Graph.Map(at.Name + ".variance", squares, Max(Number(0), Subtract(at.Graph.Same(squares), square)));
    }

    private int MovingMean => at.Parameters[at.Parameters.Count - 2];

    private int MovingVariance => at.Parameters[at.Parameters.Count - 1];

    private int? Beta => op.Center ? at.Parameters[op.Scale ? 1 : 0] : null;

    /// <summary>The mean of each channel over the batch.</summary>
    private int Mean(string what, Expr value, float gradientScale = 1)
    {
        int sum = at.Graph.SumOfChannels(at.Name + "." + what + ".sum", at.Input, value);
        return at.Graph.Map(at.Name + "." + what, sum, Over(at.Graph.Same(sum), Values()), gradientScale);
    }

    /// <summary>How many values of a channel the batch has.</summary>
    private Expr Values()
    {
        EquatableArray<int> shape = at.InputRows;
        long places = shape.Skip(1).Take(shape.Count - 2).Aggregate(1L, (product, size) => product * size);
        return places == 1 ? at.Graph.BatchSize() : Times(at.Graph.BatchSize(), Number(places));
    }

    /// <summary>gamma / sqrt(variance + epsilon).</summary>
    private int Factor(int variance)
    {
        int inverse = RowMeans.Inverse(at.Graph, at.Name, variance, op.Epsilon);
        return op.Scale ? at.Graph.Map(at.Name + ".factor", inverse, Times(at.Graph.Same(at.Parameters[0]), at.Graph.Same(inverse))) : inverse;
    }

    /// <summary>The tensor with no gradient through it.</summary>
    private int Constant(int id) => at.Graph.Map(at.Graph[id].Name + ".constant", id, at.Graph.Same(id), gradientScale: 0);

    /// <summary>n / (n - 1) times the variance; of a single value it is 0.</summary>
    private Expr Unbiased(Expr variance) => Times(variance, Over(Values(), Max(Number(1), Subtract(Values(), Number(1)))));

    /// <summary>Moves an average. A layer that is used several times moves it as often, one after the other.</summary>
    private void Update(List<GraphOutput> updates, int average, Expr value)
    {
        var parameter = (ParameterNode)at.Graph[average];
        int earlier = updates.FindIndex(update => update.Index == parameter.Index);
        Expr kept = Times(at.Graph.Same(earlier < 0 ? average : updates[earlier].Node), Number(op.Momentum));
        int next = at.Graph.Map(parameter.Name + ".next", average, Add(kept, Times(value, Number(1 - (double)op.Momentum))));
        if (earlier >= 0)
        {
            updates.RemoveAt(earlier);
        }

        updates.Add(new(OutputKind.StateUpdate, next, parameter.Index));
    }

    private Expr Centered(int mean) => Subtract(at.Same, at.Channel(mean));
}
