using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Layers;
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
        if (attribute.TypeArgument is not null)
        {
            arguments.Size("repeat");
            ReadTraining.Run(null, arguments);
            return new(arguments, null, null);
        }

        LayerCard? card = LayerCards.Find(attribute.ClassName);
        if (card is null)
        {
            problems.Add(Descriptors.UnknownLayer, attribute.Location, attribute.ClassName);
        }

        LayerDraft? draft = card?.Read(arguments);
        draft = attribute.Wrapper is { } wrapper && draft is not null ? Wrapped(draft, wrapper, arguments) : draft;
        TrainingRules? training = ReadTraining.Run(card, arguments);
        return new(arguments, card, arguments.IsSound && draft is not null ? draft with { Training = training } : null);
    }

    /// <summary>The layer as the attribute before it means it; what does not go together is reported.</summary>
    private static LayerDraft Wrapped(LayerDraft draft, AttributeReader wrapper, LayerArguments arguments)
    {
        bool isDistributed = wrapper.ClassName == NetworkParser.TimeDistributedAttribute;
        string? fault = !isDistributed && draft.Op is not RecurrentOp ? "it takes a recurrent layer through the steps in both directions"
            : isDistributed && StepFault(draft.Op) is { } reason ? "a layer that is applied to each step by itself cannot be one that " + reason
            : null;
        if (fault is not null)
        {
            arguments.Report(Descriptors.WrapperInvalid, wrapper.Location, wrapper.Name, arguments.Attribute, fault);
        }

        return isDistributed ? draft with { Op = new TimeDistributedOp(draft.Op) } : draft;
    }

    /// <summary>What keeps a layer from being computed step by step; null for nothing.</summary>
    private static string? StepFault(LayerOp op) =>
        op is RecurrentOp ? "goes through steps itself"
        : op.MixesSamples ? "needs the whole batch"
        : op is EmbeddingOp ? "takes rows of a table; it does so at any number of axes"
        : null;

    /// <summary>Adds the layer behind its inputs; null after a fault, which is reported.</summary>
    /// <param name="name">Of the layer in the whole network; a further use has the same.</param>
    /// <param name="call">Where a method calls the layer; null for a layer of a stack.</param>
    public int? Run(LayerReading layer, string name, IReadOnlyList<int> inputs, LocationInfo? call)
    {
        if (layer is not { Draft: { } draft, Card: { } card })
        {
            return null;
        }

        var arguments = new LayerArguments(layer.Attribute, layer.Arguments.Layer, problems);
        if (card.Inputs.Most == 0 && inputs.Count > 0)
        {
            problems.Add(Descriptors.InputCount, call ?? layer.Attribute.Location, name, "0 inputs", Invariant.Text(inputs.Count));
            return null;
        }

        var read = inputs.Select(input => new LayerInput(graph[input].DisplayName, graph[input].OutputShape)).ToList();
        ShapeResult result = !card.Inputs.TakesNumber && read.FirstOrDefault(input => input.Shape.Count == 0) is { } single
            ? ShapeResult.Refuse(Descriptors.WrongRank, [], card.Attribute, "[..., features]", single.Name, single.Text)
            : draft.Op.Shape(new(read, method => Beside(method, name)));
        if (result.Fault is { } fault)
        {
            arguments.Report(fault.Descriptor, call ?? Where(layer.Attribute, fault), fault.Details);
            return null;
        }

        LayerOp op = result.Completed ?? draft.Op;
        if (graph.IsScanning && StepFault(op) is { } reason)
        {
            problems.Add(Descriptors.ScanInvalid, call ?? layer.Attribute.Location,
                "its step cannot have the layer '" + name + "', [" + card.Attribute + "], which " + reason);
            return null;
        }

        if (graph.Conflict(name, op, [.. read.Select(input => input.Shape)]) is { } first)
        {
            problems.Add(Descriptors.SharedShape, call ?? layer.Attribute.Location, name,
                read.FirstOrDefault()?.Text ?? Invariant.Text(result.Shape), Invariant.Text(first));
            return null;
        }

        int use = graph.CountUse(name);
        string node = use == 0 ? name : name + "." + Invariant.Text(use + 1);
        TrainingRules? training = Frozen == 0 ? draft.Training : NotTrained;
        int? id = Append(arguments, new(node, op, new(inputs), result.Shape, use == 0 ? null : name, Training: training), result.Warning, call);
        return id is { } source && draft.Activation != ActivationKind.Linear ? Activate(arguments, node, draft.Activation, source, call) : id;
    }

    /// <summary>The last states that a recurrent layer gives beside its output, where it is told to.</summary>
    /// <param name="output">The layer's node.</param>
    public IReadOnlyList<int> States(int output) => graph[output].Op is not RecurrentOp { Settings.ReturnState: true } layer ? []
        : [.. Enumerable.Range(0, layer.AllStates).Select(number => graph.TryAdd(new(
            graph.FunctionName("state"), new LastStateOp(number), new([output]), layer.StateShape, IsFunction: true))).OfType<int>()];

    /// <summary>Adds the activation that is part of a layer.</summary>
    private int? Activate(LayerArguments arguments, string layer, ActivationKind kind, int source, LocationInfo? call)
    {
        var op = new ActivationOp(kind);
        EquatableArray<int> shape = graph[source].OutputShape;
        ShapeFault? warning = op.Shape(new([new(layer, shape)], _ => null)).Warning;
        return Append(arguments, new(layer + NodeSpec.ActivationSuffix, op, new([source]), shape), warning, call);
    }

    /// <summary>
    /// The layer that a method beside the layer's own stands for, if it was called before; one in a block, by the methods on the way to it. What is
    /// not beside the layer is looked for beside the blocks around it.
    /// </summary>
    private (string Name, OpSpec Op)? Beside(string method, string layer)
    {
        string path = string.Join("/", method.Split('/').Select(SnakeCase.Of));
        NodeSpec? found = null;
        for (int end = layer.LastIndexOf('/'); found is null; end = layer.LastIndexOf('/', end - 1))
        {
            string block = layer.Substring(0, end + 1);
            found = graph.Nodes.FirstOrDefault(node => node.Name == block + path || node.Name == block + method);
            if (end <= 0)
            {
                break;
            }
        }

        return found is null ? null : (found.Name, found.Op);
    }

    private int? Append(LayerArguments layer, NodeSpec node, ShapeFault? warning, LocationInfo? call)
    {
        if (graph.TryAdd(node) is not { } id)
        {
            layer.Report(Descriptors.TooLarge, call ?? layer.Reader.Location, graph.Excess.What, Invariant.Text(graph.Excess.Bytes), "");
            return null;
        }

        if (warning is not null)
        {
            layer.Report(warning.Descriptor, Where(layer.Reader, warning), warning.Details);
        }

        return id;
    }

    /// <summary>The argument at fault.</summary>
    private static LocationInfo Where(AttributeReader attribute, ShapeFault fault) =>
        (fault.Arguments.FirstOrDefault(attribute.Has) ?? fault.Arguments.FirstOrDefault()) is { } argument
            ? attribute.Where(argument)
            : attribute.Location;
}
