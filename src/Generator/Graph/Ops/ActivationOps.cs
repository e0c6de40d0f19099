using System;
using System.Linq;
using NetCompiler.Generator.Model;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Graph.Ops;

/// <summary>
/// Activations as expressions, in the formulas of Keras 3. They are written so that the derivative of the branch that is taken is finite wherever the
/// activation is.
/// </summary>
internal static class ActivationOps
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    public static int Build(GraphBuilder graph, string name, ActivationOp op, int input) => op.Kind switch
    {
        ActivationKind.Linear => input,
        ActivationKind.Softmax => SoftmaxOps.Build(graph, name, input).Probabilities,
        ActivationKind.LogSoftmax => SoftmaxOps.BuildLog(graph, name, input),
        _ => graph.Map(name, input, Expression(op, graph.Same(input))),
    };

    /// <summary>x for x &gt; 0, else alpha x; alpha has the input's shape, or 1 along axes that share it (He et al., 2015).</summary>
    public static int ParametricRelu(GraphBuilder graph, string name, int input, int alpha)
    {
        var places = graph[alpha].Shape.Select((size, d) => size == 1 ? Affine.Number(0) : Affine.Of(1 + d));
        var x = graph.Same(input);
        return graph.Map(name, input, Negative(x, x, Times(new LoadExpr(alpha, new(places)), x)));
    }

    private static Expr Expression(ActivationOp op, Expr x) => op.Kind switch
    {
        ActivationKind.Relu => Max(Number(0), x),
        ActivationKind.LeakyRelu => Negative(x, x, Times(x, Number(op.Alpha))),
        ActivationKind.Elu => Negative(x, x, Times(Number(op.Alpha), Apply(UnaryKind.Expm1, x))),
        ActivationKind.Selu => Negative(x, Times(Number(SeluScale), x), Times(Number(SeluScale * SeluAlpha), Apply(UnaryKind.Expm1, x))),
        ActivationKind.Celu => Negative(x, x, Times(Number(op.Alpha), Apply(UnaryKind.Expm1, Times(x, Number(1.0 / op.Alpha))))),
        ActivationKind.Gelu => Times(Times(x, Number(0.5)), Add(Number(1), Apply(UnaryKind.Erf, Times(x, Number(Math.Sqrt(0.5)))))),
        ActivationKind.GeluTanh => Times(Times(x, Number(0.5)), Add(Number(1), Apply(UnaryKind.Tanh, GeluArgument(x)))),
        ActivationKind.Silu => Times(x, Apply(UnaryKind.Sigmoid, x)),
        ActivationKind.Mish => Times(x, Apply(UnaryKind.Tanh, Apply(UnaryKind.Softplus, x))),
        ActivationKind.Softplus => Apply(UnaryKind.Softplus, x),
        ActivationKind.Softsign => Over(x, Add(Number(1), Apply(UnaryKind.Abs, x))),
        ActivationKind.Tanh => Apply(UnaryKind.Tanh, x),
        ActivationKind.Sigmoid => Apply(UnaryKind.Sigmoid, x),
        ActivationKind.HardSigmoid => HardSigmoid(x),
        ActivationKind.HardSilu => Times(x, HardSigmoid(x)),
        ActivationKind.Relu6 => Min(Number(6), Max(Number(0), x)),
        ActivationKind.LogSigmoid => Apply(UnaryKind.Negate, Apply(UnaryKind.Softplus, Apply(UnaryKind.Negate, x))),
        ActivationKind.Exponential => Apply(UnaryKind.Exp, x),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op.Kind, "No expression for this activation."),
    };

    private static Expr Negative(Expr x, Expr otherwise, Expr then) => Where(x, CompareKind.Greater, Number(0), otherwise, then);

    private static Expr GeluArgument(Expr x) =>
        Times(Number(Math.Sqrt(2 / Math.PI)), Add(x, Times(Number(0.044715), Times(x, Times(x, x)))));

    private static Expr HardSigmoid(Expr x) => Times(Min(Number(6), Max(Number(0), Add(x, Number(3)))), Number(1.0 / 6));
}
