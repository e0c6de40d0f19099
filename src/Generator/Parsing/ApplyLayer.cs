using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing;

/// <summary>Layer + shapes of its inputs -> nodes: the layer, and its activation.</summary>
internal sealed class ApplyLayer(GraphDraft graph, Problems problems)
{
    private static readonly TrainingRules NotTrained = new(false, new([]));

    /// <summary>How many of the classes whose layers are being applied are not trained; with one, none of their layers is.</summary>
    public int Frozen { get; set; }

    /// <summary>Checks a layer's arguments; what is at fault is reported.</summary>
    public static LayerReading Read(AttributeReader attribute, string name, Problems problems)
    {
        var arguments = new LayerArguments(attribute, name, problems);
        var draft = ReadLayer.Run(arguments);
        if (draft is null)
        {
            problems.Add(Descriptors.UnknownLayer, attribute.Location, attribute.ClassName);
        }

        var training = ReadTraining.Run(arguments);
        return new(arguments, arguments.IsSound && draft is not null ? draft with { Training = training } : null);
    }

    /// <summary>Adds the layer behind its inputs; null after a fault, which is reported.</summary>
    /// <param name="name">Of the layer in the whole network; a further use has the same.</param>
    /// <param name="call">Where a method calls the layer; null for a layer of a stack.</param>
    public int? Run(LayerReading layer, string name, IReadOnlyList<int> inputs, LocationInfo? call)
    {
        if (layer.Draft is not { } draft)
        {
            return null;
        }

        var arguments = new LayerArguments(layer.Attribute, layer.Arguments.Layer, problems);
        var input = graph[inputs[0]];
        if (!draft.TakesNumber && Nodes(inputs).FirstOrDefault(node => node.OutputShape.Count == 0) is { } single)
        {
            ShapeFaults.Report(ShapeResult.Refuse(ShapeFault.NoAxis), arguments, draft, [single], call);
            return null;
        }

        var table = draft.Table is null ? null : FindTable(draft.Table, name);
        if (draft.Table is { } wanted && table?.Width != input.OutputShape.LastOrDefault())
        {
            var width = table is null ? "no embedding of that name stands before it" : "its rows have " + Invariant.Text(table.Value.Width) + " floats, the input is " + Invariant.Text(input.OutputShape);
            arguments.Report(Descriptors.TableUnfit, call ?? layer.Attribute.Where("layer"), wanted, width);
            return null;
        }

        var result = table is { } found ? ShapeRules.Dense(input.OutputShape, found.Rows) : draft.ShapeOf(inputs, graph);
        if (result.Fault != ShapeFault.None)
        {
            ShapeFaults.Report(result, arguments, draft, [.. Nodes(inputs)], call);
            return null;
        }

        var op = draft.OpOf?.Invoke([.. Nodes(inputs).Select(node => node.OutputShape)]) ?? draft.Op(result.Window);
        if (table is { } rows)
        {
            op = ((TiedDenseOp)op) with { Table = rows.Owner, Units = rows.Rows };
        }

        if (graph.Conflict(name, op, input.OutputShape) is { } first)
        {
            problems.Add(Descriptors.SharedShape, call ?? layer.Attribute.Location, name, Invariant.Text(input.OutputShape), Invariant.Text(first));
            return null;
        }

        var use = graph.CountUse(name);
        var node = use == 0 ? name : name + "." + Invariant.Text(use + 1);
        var id = Append(arguments, new(node, op, new(inputs), result.Shape, use == 0 ? null : name, Training: Frozen == 0 ? draft.Training : NotTrained), draft.Window, call);
        return id is { } source && draft.Activation != ActivationKind.Linear
            ? Append(
                arguments,
                new(node + NodeSpec.ActivationSuffix, new ActivationOp(draft.Activation, Activations.DefaultAlpha(draft.Activation) ?? 0), new([source]), result.Shape),
                null, call)
            : id;
    }

    /// <summary>The embedding that a method beside the layer's own stands for, if it was called before.</summary>
    private (string Owner, int Rows, int Width)? FindTable(string method, string layer)
    {
        var block = layer.Substring(0, layer.LastIndexOf('/') + 1);
        return graph.Nodes.FirstOrDefault(node => node.Name == block + Forward.LayerMethod.SnakeCase(method) || node.Name == block + method)
            is { Op: EmbeddingOp table } found ? (found.Name, table.Rows, table.Width) : null;
    }

    private IEnumerable<NodeSpec> Nodes(IReadOnlyList<int> positions)
    {
        foreach (var position in positions)
        {
            yield return graph[position];
        }
    }

    private int? Append(LayerArguments layer, NodeSpec node, WindowRequest? window, LocationInfo? call)
    {
        if (graph.TryAdd(node, window) is not { } id)
        {
            layer.Report(Descriptors.TooLarge, call ?? layer.Attribute.Location, graph.Excess.What, Invariant.Text(graph.Excess.Bytes), "");
            return null;
        }

        if (node.Op is ActivationOp { Kind: ActivationKind.Softmax or ActivationKind.LogSoftmax } softmax && node.OutputShape[node.OutputShape.Count - 1] == 1)
        {
            var argument = node.IsPart ? "Activation" : "kind";
            var always = softmax.Kind == ActivationKind.Softmax ? "1" : "0";
            layer.Report(Descriptors.SoftmaxOverOne, argument, softmax.Kind.ToString(), always, Invariant.Text(node.OutputShape));
        }

        return id;
    }
}
