using System;
using System.Collections.Generic;
using System.Numerics;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>
/// Turns layer attributes, one after the other, into nodes. After a fault the shape is unknown: then arguments are still checked, shapes no more.
/// </summary>
internal sealed class LayerParser
{
    private readonly Problems _problems;
    private readonly ArenaBudget _budget;
    private readonly List<NodeSpec> _nodes = [];
    private bool _isShapeKnown;

    /// <param name="inputShape">The shape of one sample, or null when it is at fault.</param>
    /// <param name="trains">Whether the network has a loss, and so a backward pass.</param>
    public LayerParser(EquatableArray<int>? inputShape, bool trains, Problems problems)
    {
        _problems = problems;
        _budget = new(trains);
        _isShapeKnown = inputShape is not null;
        _nodes.Add(new(LayerNames.Input, new InputOp(), EquatableArray<int>.Empty, inputShape ?? EquatableArray<int>.Empty));
    }

    /// <summary>The nodes, the input first; whole only when no error was reported.</summary>
    public EquatableArray<NodeSpec> Nodes => new(_nodes);

    private NodeSpec Last => _nodes[_nodes.Count - 1];

    public void Add(AttributeReader attribute, string name)
    {
        var arguments = new LayerArguments(attribute, name, _problems);
        if (ReadLayer.Run(arguments) is not { } read)
        {
            _problems.Add(Descriptors.UnknownLayer, attribute.Location, attribute.ClassName);
            _isShapeKnown = false;
            return;
        }

        var draft = read with { Training = ReadTraining.Run(arguments) };
        _isShapeKnown &= arguments.IsSound;
        if (!_isShapeKnown)
        {
            return;
        }

        var result = draft.Shape(Last.OutputShape);
        if (result.Fault != ShapeFault.None)
        {
            ShapeFaults.Report(result.Fault, arguments, draft, Last);
            _isShapeKnown = false;
            return;
        }

        Append(arguments, name, draft.Op(result.Window), result.Shape, draft.Window, draft.Training);
        if (draft.Activation != ActivationKind.Linear && _isShapeKnown)
        {
            var op = new ActivationOp(draft.Activation, Activations.DefaultAlpha(draft.Activation) ?? 0);
            Append(arguments, name + NodeSpec.ActivationSuffix, op, result.Shape, null);
        }
    }

    private void Append(LayerArguments arguments, string name, OpSpec op, EquatableArray<int> shape, WindowRequest? window, TrainingRules? training = null)
    {
        var input = Last;
        if (_budget.Take(op, input.OutputShape, shape, window) is { } excess)
        {
            arguments.Report(Descriptors.TooLarge, arguments.Attribute.Location, excess.What, Invariant.Text(excess.Bytes));
            _isShapeKnown = false;
            return;
        }

        if (op is ActivationOp { Kind: ActivationKind.Softmax or ActivationKind.LogSoftmax } softmax && shape[shape.Count - 1] == 1)
        {
            var argument = name == arguments.Layer ? "kind" : "Activation";
            var always = softmax.Kind == ActivationKind.Softmax ? "1" : "0";
            arguments.Report(Descriptors.SoftmaxOverOne, argument, softmax.Kind.ToString(), always, Invariant.Text(shape));
        }

        _nodes.Add(new(name, op, new([_nodes.Count - 1]), shape, training));
    }
}
