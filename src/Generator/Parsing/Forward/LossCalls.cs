using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <summary>Calls of losses in a loss method -> nodes; faults are reported at the call.</summary>
internal sealed class LossCalls(ReadingContext context, LocationInfo where, TensorCalls calls)
{
    /// <summary>The loss of a sample, by the name of its kind.</summary>
    /// <param name="x">Output and target, the loss's settings in the order of its parameters, and the weights of places or nothing.</param>
    public Value? Run(string name, Value[] x)
    {
        var kind = (LossKind)Enum.Parse(typeof(LossKind), name);
        LossSpec loss = kind switch
        {
            LossKind.Huber => new LossSpec(kind, false, 0, Number(x[2])),
            LossKind.BinaryCrossentropy or LossKind.CategoricalCrossentropy => new LossSpec(kind, Truth(x[2]), Number(x[3]), 1),
            LossKind.SparseCategoricalCrossentropy => new LossSpec(kind, Truth(x[2]), 0, 1) { IgnoreClass = Ignored((int)Number(x[3])) },
            _ => new LossSpec(kind, false, 0, 1),
        };
        return Loss(loss, x[0], x[1], x[x.Length - 1]);
    }

    /// <summary>Connectionist temporal classification.</summary>
    /// <param name="steps">The number of each sample's steps, or nothing.</param>
    /// <param name="count">The number of each sample's labels, or nothing.</param>
    public Value? Ctc(Value scores, Value labels, int blank, Value steps, Value count)
    {
        (EquatableArray<int> shape, EquatableArray<int> target) = (calls.Shape(scores), calls.Shape(labels));
        if (shape.Count != 2 || shape[1] < 2 || target.Count != 1)
        {
            return Fault(Descriptors.FunctionShapes, "Ctc", Invariant.Text(shape) + " and " + Invariant.Text(target),
                "the logits are [steps, classes], with at least 2 classes, and the labels [labels]");
        }

        if (blank < 0 || blank >= shape[1])
        {
            return Fault(Descriptors.NumberInvalid, "Ctc", "blank", "one of the classes 0 to " + Invariant.Text(shape[1] - 1),
                Invariant.Text(blank));
        }

        Value[] lengths = [.. new[] { steps, count }.Where(length => length is not NoValue)];
        if (lengths.FirstOrDefault(length => calls.Shape(length).Any(size => size != 1)) is { } several)
        {
            return Fault(Descriptors.FunctionShapes, "Ctc", Invariant.Text(calls.Shape(several)),
                "the numbers of steps and of labels are one number a sample, of shape [] or [1]");
        }

        int[] inputs = [calls.Node(scores), calls.Node(labels), .. lengths.Select(calls.Node)];
        return calls.Add("Ctc", new CtcOp(blank, steps is not NoValue, count is not NoValue), inputs, EquatableArray<int>.Empty);
    }

    private Value? Loss(LossSpec loss, Value output, Value target, Value weights)
    {
        (EquatableArray<int> shape, EquatableArray<int> targets) = (calls.Shape(output), calls.Shape(target));
        EquatableArray<int> wanted = loss.Kind == LossKind.SparseCategoricalCrossentropy ? Places(loss, shape) : shape;
        if (OutputFault(loss, shape, targets, wanted) is { } fault)
        {
            return Fault(Descriptors.FunctionShapes, loss.Kind.ToString(), Invariant.Text(shape) + " and " + Invariant.Text(targets), fault);
        }

        if (!(loss.LabelSmoothing >= 0 && loss.LabelSmoothing <= 1))
        {
            return Fault(Descriptors.SmoothingOutOfRange, Invariant.Text(loss.LabelSmoothing));
        }

        if (!(loss.Delta > 0 && loss.Delta <= float.MaxValue))
        {
            return Fault(Descriptors.DeltaInvalid, Invariant.Text(loss.Delta));
        }

        if (loss.IgnoreClass is { } ignored && !LossSpec.IsClass(ignored))
        {
            return Fault(Descriptors.IgnoredClassInvalid, Invariant.Text(ignored));
        }

        bool isWeighted = weights is not NoValue;
        if (isWeighted && !AreWeights(calls.Shape(weights), Places(loss, shape)))
        {
            return Fault(Descriptors.FunctionShapes, loss.Kind.ToString(), Invariant.Text(shape) + " and " + Invariant.Text(calls.Shape(weights)),
                "the weights have the first axes of the output's places, whose shape is " + Invariant.Text(Places(loss, shape)));
        }

        Value? classes = targets == wanted ? target : calls.Reshape(target, [.. wanted]);
        int[] inputs = [calls.Node(output), calls.Node(classes!), .. isWeighted ? new[] { calls.Node(weights) } : []];
        return calls.Add(loss.Kind.ToString(), new LossOp(loss), inputs, EquatableArray<int>.Empty);
    }

    /// <summary>The shape of what there is a loss for: elements, or with classes the rows of them.</summary>
    private static EquatableArray<int> Places(LossSpec loss, EquatableArray<int> output) =>
        new(output.Take(output.Count - (IsCategorical(loss) ? 1 : 0)));

    private static bool IsCategorical(LossSpec loss) => loss.Kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy;

    private static string? OutputFault(LossSpec loss, EquatableArray<int> output, EquatableArray<int> target, EquatableArray<int> wanted)
    {
        bool isSparse = loss.Kind == LossKind.SparseCategoricalCrossentropy;
        bool fits = output.Count > 0 && (target == wanted || (isSparse && wanted.Count == 0 && target.Count == 1 && target[0] == 1));
        return fits && (!IsCategorical(loss) || output.Last() >= 2) ? null
            : output.Count == 0 ? "the output needs an axis"
            : isSparse ? "the target has the output's shape without its last axis, which has at least 2 classes"
            : "output and target have the same shape";
    }

    private static bool AreWeights(EquatableArray<int> weights, EquatableArray<int> places) =>
        weights.Count <= places.Count && weights.SequenceEqual(places.Take(weights.Count));

    private Value? Fault(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments)
    {
        context.Problems.Add(descriptor, where, arguments);
        return null;
    }

    private static int? Ignored(int number) => number == int.MinValue ? null : number;

    private static float Number(Value value) => (float)((NumberValue)value).Number;

    private static bool Truth(Value value) => ((BoolValue)value).Truth;
}
