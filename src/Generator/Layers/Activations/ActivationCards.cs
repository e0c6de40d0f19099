using System;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The activations, in the formulas of Keras 3. They are written so that the derivative of the branch that is taken is finite wherever the activation
/// is.
/// </summary>
internal static class ActivationCards
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    private static readonly Func<OutputRange, OutputRange> Any = _ => OutputRange.Any;
    private static readonly Func<OutputRange, OutputRange> NonNegative = _ => OutputRange.NonNegative;
    private static readonly Func<OutputRange, OutputRange> UnitInterval = _ => OutputRange.UnitInterval;

    /// <summary>Values from 0 to 1 stay as they are.</summary>
    private static readonly Func<OutputRange, OutputRange> Rectified = range =>
        range is OutputRange.UnitInterval or OutputRange.Distribution ? range : OutputRange.NonNegative;

    // A kind without a row does not compile. The compiler also asks for numbers that name no member: those are never read from an attribute.
#pragma warning disable CS8524
    /// <summary>A row for each kind.</summary>
    public static ActivationCard Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Linear => new(AlphaRule.None, range => range, null, (x, _) => x, (_, _, input, _) => new(input, null)),
        ActivationKind.Relu => Each(Rectified, x => Max(Number(0), x)),
        ActivationKind.LeakyRelu => Each(new(0.2f, MayBeZero: true), Any, (x, alpha) => Negative(x, x, Times(x, Number(alpha)))),
        ActivationKind.Elu => Each(new(1, MayBeZero: true), Any, (x, alpha) => Negative(x, x, Times(Number(alpha), Apply(UnaryKind.Expm1, x)))),
        ActivationKind.Selu => Each(
            Any, x => Negative(x, Times(Number(SeluScale), x), Times(Number(SeluScale * SeluAlpha), Apply(UnaryKind.Expm1, x)))),
        ActivationKind.Celu => Each(
            new(1, MayBeZero: false), Any, (x, alpha) => Negative(x, x, Times(Number(alpha), Apply(UnaryKind.Expm1, Times(x, Number(1.0 / alpha)))))),
        ActivationKind.Gelu => Each(Any, x => Times(Times(x, Number(0.5)), Add(Number(1), Apply(UnaryKind.Erf, Times(x, Number(Math.Sqrt(0.5))))))),
        ActivationKind.GeluTanh => Each(Any, x => Times(Times(x, Number(0.5)), Add(Number(1), Apply(UnaryKind.Tanh, GeluArgument(x))))),
        ActivationKind.Silu => Each(Any, x => Times(x, Apply(UnaryKind.Sigmoid, x))),
        ActivationKind.Mish => Each(Any, x => Times(x, Apply(UnaryKind.Tanh, Apply(UnaryKind.Softplus, x)))),
        ActivationKind.Softplus => Each(NonNegative, x => Apply(UnaryKind.Softplus, x)),
        ActivationKind.Softsign => Each(Any, x => Over(x, Add(Number(1), Apply(UnaryKind.Abs, x)))),
        ActivationKind.Tanh => Each(Any, x => Apply(UnaryKind.Tanh, x)),
        ActivationKind.Sigmoid => Each(UnitInterval, x => Apply(UnaryKind.Sigmoid, x)),
        ActivationKind.HardSigmoid => Each(UnitInterval, HardSigmoid),
        ActivationKind.HardSilu => Each(Any, x => Times(x, HardSigmoid(x))),
        ActivationKind.Relu6 => Each(Rectified, x => Min(Number(6), Max(Number(0), x))),
        ActivationKind.LogSigmoid => Each(Any, x => Apply(UnaryKind.Negate, Apply(UnaryKind.Softplus, Apply(UnaryKind.Negate, x)))),
        ActivationKind.Exponential => Each(NonNegative, x => Apply(UnaryKind.Exp, x)),
        ActivationKind.Softmax => new(AlphaRule.None, _ => OutputRange.Distribution, "1", null, (graph, name, input, _) =>
        {
            SoftmaxNodes nodes = Softmax.Build(graph, name, input);
            return new(nodes.Probabilities, nodes);
        }),
        ActivationKind.LogSoftmax => new(AlphaRule.None, Any, "0", null, (graph, name, input, _) => new(Softmax.BuildLog(graph, name, input), null)),
    };
#pragma warning restore CS8524

    private static ActivationCard Each(Func<OutputRange, OutputRange> range, Func<Expr, Expr> formula) =>
        ActivationCard.Each(AlphaRule.None, range, (x, _) => formula(x));

    private static ActivationCard Each(AlphaRule alpha, Func<OutputRange, OutputRange> range, Func<Expr, float, Expr> formula) =>
        ActivationCard.Each(alpha, range, formula);

    private static Expr Negative(Expr x, Expr otherwise, Expr then) => Where(x, CompareKind.Greater, Number(0), otherwise, then);

    private static Expr GeluArgument(Expr x) =>
        Times(Number(Math.Sqrt(2 / Math.PI)), Add(x, Times(Number(0.044715), Times(x, Times(x, x)))));

    private static Expr HardSigmoid(Expr x) => Times(Min(Number(6), Max(Number(0), Add(x, Number(3)))), Number(1.0 / 6));
}
