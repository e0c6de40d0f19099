using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>Calls of functions over tensors -> nodes; faults are reported at the call.</summary>
internal sealed partial class TensorCalls(ReadingContext context, LocationInfo where)
{
    private GraphDraft Graph => context.Graph;

    /// <summary>Calls a function by its name, with a value for each of its parameters.</summary>
    public Value? Run(string name, IReadOnlyList<Value?> arguments)
    {
        Value[] x = arguments.Select(a => a!).ToArray();
        if (ElementCard.Called(name) is { } function)
        {
            return Element(function, x);
        }

        if (Enum.TryParse(name, out ActivationKind kind))
        {
            return ActivationCards.Of(kind).OfOne is null
                ? Activate(kind, x[0], x.Length > 1 ? (float)((NumberValue)x[1]).Number : 0)
                : SoftmaxAlong(kind, x[0], Integer(x[1]));
        }

        return name switch
        {
            "Sum" => Reduce(ReduceFunction.Sum, x),
            "Mean" => Reduce(ReduceFunction.Mean, x),
            "Max" => Reduce(ReduceFunction.Max, x),
            "Min" => Reduce(ReduceFunction.Min, x),
            "Prod" => Reduce(ReduceFunction.Prod, x),
            "Norm" => Norm(x),
            "CumSum" => CumSum(x[0], Integer(x[1]), Truth(x[2]), Truth(x[3])),
            "Einsum" => Einsum(((TextValue)x[0]).Text, Items(x[1])),
            "Tile" => Tile(x[0], Integers(x[1])),
            "Gather" => Gather(x[0], x[1], Integer(x[2])),
            "TopK" => TopK(x[0], Integer(x[1]), Integer(x[2])),
            "ArgMax" => ReduceAlong(ReduceFunction.ArgMax, x[0], [Integer(x[1])], keepDims: false),
            "Variance" => Variance(x[0], Integer(x[1]), Truth(x[2])),
            "MatMul" => MatMul(x[0], x[1], Truth(x[2]), Truth(x[3])),
            "Concat" => x[0] is NumberValue axis ? Concat(Integer(axis), Items(x[1])) : Concat(-1, Items(x[0])),
            "Stack" => Stack(Items(x[0])),
            "Reshape" => Reshape(x[0], Integers(x[1])),
            "Flatten" => Reshape(x[0], [-1]),
            "Transpose" => Transpose(x[0], Integers(x[1])),
            "ExpandDims" => ExpandDims(x[0], Integer(x[1])),
            "Squeeze" => Squeeze(x[0], Integer(x[1])),
            "BroadcastTo" => BroadcastTo(x[0], Integers(x[1])),
            "Zeros" => OfShape(name, new FillOp(0), Integers(x[0])),
            "Ones" => OfShape(name, new FillOp(1), Integers(x[0])),
            "Arange" => Arange(Integer(x[0])),
            "OneHot" => OneHot(x[0], Integer(x[1])),
            "RandomNormal" => OfShape(name, new RandomOp(IsNormal: true), Integers(x[0])),
            "RandomUniform" => OfShape(name, new RandomOp(IsNormal: false), Integers(x[0])),
            "Bernoulli" => Add(name, new BernoulliOp(), [Node(x[0])], Shape(x[0])),
            "Dropout" => Drop(x[0], (float)((NumberValue)x[1]).Number),
            "StopGradient" => Add(name, new GradientOp(0), [Node(x[0])], Shape(x[0])),
            "GivenGradient" => Element(ElementFunction.Multiply, x) is { } product
                ? Reduce(ReduceFunction.Sum, [product, new ListValue([], IsTuple: false)]) : null,
            "ReverseGradient" => ReverseGradient(x[0], (float)((NumberValue)x[1]).Number),
            "MeanSquaredError" or "MeanAbsoluteError" or "Huber" or "BinaryCrossentropy" or "CategoricalCrossentropy"
                or "SparseCategoricalCrossentropy" => new LossCalls(context, where, this).Run(name, x),
            "Ctc" => new LossCalls(context, where, this).Ctc(x[0], x[1], Integer(x[2]), x[3], x[4]),
            _ => Fault(Descriptors.UnknownMethod, name),
        };
    }

    /// <summary>A function of the elements at one place.</summary>
    public Value? Element(ElementFunction function, params Value[] operands)
    {
        var shapes = operands.Select(Shape).ToList();
        EquatableArray<int> shape = shapes[0];
        foreach (EquatableArray<int> other in shapes.Skip(1))
        {
            if (ShapeRules.Broadcast(shape, other) is not { } both)
            {
                return Fault(Descriptors.FunctionShapes, ElementCard.Of(function).Words, Invariant.Text(shape) + " and " + Invariant.Text(other),
                    "sizes must be equal or 1, from the last axis on");
            }

            shape = both;
        }

        return Add(function.ToString(), new ElementOp(function), [.. operands.Select(Node)], shape);
    }

    /// <summary>The node behind a value: a number becomes a constant.</summary>
    public int Node(Value value) => value switch
    {
        TensorValue tensor => tensor.Node,
        NumberValue number => Graph.TryAdd(new(Graph.FunctionName("constant"), new ConstantOp((float)number.Number), EquatableArray<int>.Empty,
            EquatableArray<int>.Empty, IsFunction: true))!.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Kind, "Expected a tensor or a number."),
    };

    /// <summary>The shape of a value: a number has none.</summary>
    public EquatableArray<int> Shape(Value value) => value is TensorValue tensor ? Graph[tensor.Node].OutputShape : EquatableArray<int>.Empty;

    private Value? Activate(ActivationKind kind, Value x, float alpha)
    {
        if (ActivationCards.Of(kind).Alpha.Fault(alpha) is { } rule)
        {
            return Fault(Descriptors.NumberInvalid, kind.ToString(), "alpha of " + kind, rule, Invariant.Text(alpha));
        }

        return Add(kind.ToString(), new ActivationOp(kind, alpha), [Node(x)], Shape(x));
    }

    private Value? ReverseGradient(Value x, float scale) => Math.Abs(scale) <= float.MaxValue
        ? Add("ReverseGradient", new GradientOp(-scale), [Node(x)], Shape(x))
        : Fault(Descriptors.ArgumentsDoNotFit, "ReverseGradient", Invariant.Text(scale), "one that takes a finite scale");

    private Value? Drop(Value x, float rate) => rate >= 0 && rate < 1
        ? Add("Dropout", new DropoutOp(rate), [Node(x)], Shape(x))
        : Fault(Descriptors.RateOutOfRange, "Dropout", Invariant.Text(rate));

    /// <summary>A node of a function; null, with a diagnostic, where the network is too large for it.</summary>
    public TensorValue? Add(string function, OpSpec op, int[] inputs, EquatableArray<int> shape)
    {
        if (Graph.TryAdd(new(Graph.FunctionName(function.ToLowerInvariant()), op, new(inputs), shape, IsFunction: true)) is { } node)
        {
            return new(node);
        }

        context.Problems.Add(Descriptors.TooLarge, where, function, Graph.Excess.What, Invariant.Text(Graph.Excess.Bytes), "");
        return null;
    }

    private Value? Fault(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments)
    {
        context.Problems.Add(descriptor, where, arguments);
        return null;
    }

    private static int Integer(Value value) => (int)((NumberValue)value).Number;

    private static bool Truth(Value value) => ((BoolValue)value).Truth;

    private static int[] Integers(Value value) => [.. ((ListValue)value).Items.Select(item => Integer(item!))];

    private static IReadOnlyList<Value> Items(Value value) => [.. ((ListValue)value).Items.Select(item => item!)];
}
