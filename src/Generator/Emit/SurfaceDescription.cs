using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Planning;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit;

/// <summary>
/// The <c>NetworkDescription</c> that the runtime works from. It lives in a class of its own, so that it exists when a static field of the
/// user's half creates a network.
/// </summary>
internal static class SurfaceDescription
{
    /// <summary>What a constructor passes to its base.</summary>
    public const string Instance = GeneratedNames.Description + ".Instance";

    private const string Runtime = "global::NetCompiler.";

    public static void Write(SourceWriter writer, CompiledModel model)
    {
        writer.Line().Line(TypeFrame.GeneratedCode);
        using (writer.Block("private static class " + GeneratedNames.Description))
        using (writer.Block("internal static readonly " + Runtime + "NetworkDescription Instance = new " + Runtime + "NetworkDescription", "};"))
        {
            WriteProperties(writer, model);
        }
    }

    private static void WriteProperties(SourceWriter writer, CompiledModel model)
    {
        ModelSpec spec = model.Spec;
        Set(writer, "Name", Quoted(spec.Type.PlainName));
        Set(writer, "InputShape", Ints(spec.InputShape));
        Set(writer, "OutputShape", Ints(spec.OutputShape));
        SetArray(writer, "Inputs", "TensorDescription", spec.Inputs.Select(node => Tensor(node.Name, node.OutputShape, ((InputOp)node.Op).Offset)));
        SetArray(writer, "Outputs", "TensorDescription", Outputs(spec));
        SetArray(writer, "Targets", "TensorDescription", spec.Targets
            .Select(node => Tensor(node.Name, node.OutputShape, ((TargetOp)node.Op).Offset)));
        SetArray(writer, "Layers", "LayerDescription", model.Layers.Select(Layer));
        IReadOnlyDictionary<string, TorchPlacement> torch = TorchTensors.Of(spec);
        SetArray(writer, "Parameters", "ParameterDescription", model.Parameters
            .Select(p => Parameter(p, torch.TryGetValue(p.Name, out TorchPlacement? known) ? known : null)));
        SetRanges(writer, "InputIndices", IndexPlaces.OfInputs(spec));
        SetRanges(writer, "TargetIndices", IndexPlaces.OfTargets(spec));
        Set(writer, "Loss", Loss(model));
        Set(writer, "ParameterFloats", model.ParameterFloats);
        Set(writer, "InferenceDerivedFloats", model.InferenceDerivedFloats);
        Set(writer, "InferenceWorkspaceFloats", model.InferenceWorkspaceFloats);
        Set(writer, "InferenceMicroBatch", model.InferenceMicroBatch);
        Set(writer, "TrainingDerivedFloats", model.TrainingDerivedFloats);
        Set(writer, "TrainingWorkspaceFloats", model.TrainingWorkspaceFloats);
        Set(writer, "TrainingMicroBatch", model.TrainingMicroBatch);
        if (model.TrainingTotals.Count > 0)
        {
            Set(writer, "TrainingTotals", Ints(model.TrainingTotals));
        }

        if (model.TrainingStates.Count > 0)
        {
            Set(writer, "TrainingStates", Ints(model.TrainingStates));
        }

        if (model.TrainingPlaces.Count > 0)
        {
            SetArray(writer, "TrainingPlaces", "TrainingPlace", model.TrainingPlaces.Select(Place));
        }

        if (model.ForwardPhase > 0)
        {
            Set(writer, "ForwardPhase", model.ForwardPhase);
        }

        if (model.CountedLosses > 0)
        {
            Set(writer, "CountedLosses", model.CountedLosses);
        }

        if (model.KeptStateFloats > 0)
        {
            Set(writer, "KeptStateFloats", model.KeptStateFloats);
        }

        if (model.CountsReadDerived)
        {
            Set(writer, "CountsReadDerived", Bool(true));
        }

        if (spec.Options.PerExampleGradients)
        {
            Set(writer, "HasPerExampleGradients", Bool(true));
        }

        if (spec.Options.InputGradient)
        {
            Set(writer, "HasInputGradient", Bool(true));
            Set(writer, "InputGradientWorkspaceFloats", model.InputGradientWorkspaceFloats);
            Set(writer, "InputGradientMicroBatch", model.InputGradientMicroBatch);
        }

        if (model.Stream is { } stream)
        {
            using (writer.Block("Stream = new " + Runtime + "StreamDescription", "},"))
            {
                WriteStream(writer, stream);
            }
        }
    }

    private static void WriteStream(SourceWriter writer, StreamInfo stream)
    {
        Set(writer, "InputShape", Ints(stream.InputShape));
        SetRanges(writer, "InputIndices", stream.InputIndices);
        Set(writer, "OutputShape", Ints(stream.OutputShape));
        Set(writer, "StateFloats", stream.StateFloats);
        Set(writer, "KeptFloats", stream.KeptFloats);
        if (stream.Fills.Count > 0)
        {
            SetArray(writer, "Fills", "StreamFill", stream.Fills
                .Select(fill => New(Invariant.Text(fill.Offset), Invariant.Text(fill.Floats), CSharpText.Literal(fill.Value))));
        }

        if (stream.MostSteps > 0)
        {
            Set(writer, "PositionOffset", stream.PositionOffset);
            Set(writer, "MostSteps", stream.MostSteps);
        }

        Set(writer, "WorkspaceFloats", stream.StepWorkspaceFloats);
        Set(writer, "MicroBatch", stream.StepMicroBatch);
        if (stream.BeginShape.Count > 0)
        {
            Set(writer, "BeginShape", Ints(stream.BeginShape));
            SetRanges(writer, "BeginIndices", stream.BeginIndices);
        }

        if (stream.Begins)
        {
            Set(writer, "BeginWorkspaceFloats", stream.BeginWorkspaceFloats);
            Set(writer, "BeginMicroBatch", stream.BeginMicroBatch);
        }
    }

    private static string Layer(LayerInfo layer) =>
        New(Quoted(layer.Name), Quoted(layer.Type), Ints(layer.OutputShape), Invariant.Text(layer.ParameterCount),
            Invariant.Text(layer.Flops))
        + " { Inputs = " + Strings(layer.Inputs) + " }";

    private static string Place(PlaceInfo place)
    {
        IEnumerable<string> numbers =
            new[] { place.Offset, place.SampleFloats, place.Steps }.Concat(place.Axes).Select(number => Invariant.Text(number));
        return New([Quoted(place.Name), .. numbers]) + Initializer(place.NotKept.Count == 0 ? [] : ["NotKept = " + Strings(place.NotKept)]);
    }

    private static IEnumerable<string> Outputs(ModelSpec spec)
    {
        (LayerSources sources, int offset) = (new LayerSources(spec), 0);
        for (int i = 0; i < spec.Outputs.Count; i++)
        {
            EquatableArray<int> shape = spec.Nodes[spec.Outputs[i]].OutputShape;
            yield return Tensor(spec.OutputNames[i], shape, offset) + " { Sources = " + Strings(sources.Of(spec.Outputs[i])) + " }";
            offset += shape.Aggregate(1, (product, size) => product * size);
        }
    }

    private static string Tensor(string name, EquatableArray<int> shape, int offset) =>
        New(Quoted(name), Ints(shape), Invariant.Text(offset));

    private static string Parameter(ParameterInfo parameter, TorchPlacement? torch)
    {
        string layout = New(
            Ints(parameter.Strides), Invariant.Text(parameter.PanelDimension), Invariant.Text(parameter.PanelWidth),
            Invariant.Text(parameter.PanelStride), Invariant.Text(parameter.Floats));
        string[] arguments =
        [
            Quoted(parameter.Name), Ints(parameter.Shape), Invariant.Text(parameter.Offset), layout,
            Runtime + "Initializer." + parameter.Initializer, Invariant.Text(parameter.FanIn), Invariant.Text(parameter.FanOut),
        ];
        return New(parameter.Trainable ? arguments : [.. arguments, "Trainable: false"])
            + Initializer(Torch(torch).Concat(Training(parameter.Training)).Concat(parameter.SparseTable is null ? [] : ["SparseUpdates = true"]));
    }

    /// <summary>The properties that there are, or nothing.</summary>
    private static string Initializer(IEnumerable<string> properties) => properties.Any() ? " { " + string.Join(", ", properties) + " }" : "";

    /// <summary>The parameter in PyTorch, where it is known.</summary>
    private static IEnumerable<string> Torch(TorchPlacement? torch)
    {
        if (torch is not null)
        {
            yield return torch.Fault is { } fault ? "PyTorchFault = " + Quoted(fault)
                : torch.IsSame ? "PyTorch = " + New(Quoted(torch.Name))
                : "PyTorch = " + New(Quoted(torch.Name), Ints(torch.Shape), Ints(torch.Sizes), Ints(torch.Order))
                + (torch.Blocks is { } blocks ? " { Blocks = " + Ints(blocks) + " }" : "");
        }
    }

    /// <summary>The penalties and limits that there are.</summary>
    private static List<string> Training(ParameterTraining? training)
    {
        var there = new List<string>();
        if (training is { L1: not 0 })
        {
            there.Add("L1 = " + CSharpText.Literal(training.L1));
        }

        if (training is { L2: not 0 })
        {
            there.Add("L2 = " + CSharpText.Literal(training.L2));
        }

        if (training is { MaxNorm: < float.PositiveInfinity })
        {
            there.Add("MaxNorm = " + CSharpText.Literal(training.MaxNorm));
            there.Add("UnitAxes = " + Ints(training.UnitAxes));
        }

        return there;
    }

    private static string Loss(CompiledModel model)
    {
        if (!model.Spec.HasLoss)
        {
            return "null";
        }

        LossSpec? loss = model.Spec.Loss;
        return New(
            Runtime + "Loss." + (loss?.Kind ?? LossKind.Custom), Bool(loss?.FromLogits ?? false),
                Invariant.Text(model.TargetFloats),
            Invariant.Text(model.Spec.OutputShape.Last())) + Ignored("IgnoreClass", loss?.IgnoreClass);
    }

    private static string Ignored(string property, int? number) => Initializer(number is { } value ? [property + " = " + Invariant.Text(value)] : []);

    private static void SetArray(SourceWriter writer, string property, string type, IEnumerable<string> elements)
    {
        using (writer.Block(property + " = new " + Runtime + type + "[]", "},"))
        {
            foreach (string element in elements)
            {
                writer.Line(element + ",");
            }
        }
    }

    private static void SetRanges(SourceWriter writer, string property, EquatableArray<IndexRange> ranges)
    {
        if (ranges.Count > 0)
        {
            SetArray(writer, property, "IndexRange", ranges
                .Select(r => New(Invariant.Text(r.Offset), Invariant.Text(r.Count), Invariant.Text(r.Limit), Quoted(r.Layer))
                + Ignored("Ignored", r.Ignored)));
        }
    }

    private static void Set(SourceWriter writer, string property, long value) => Set(writer, property, Invariant.Text(value));

    private static void Set(SourceWriter writer, string property, string value) => writer.Line(property + " = " + value + ",");

    /// <summary>An object whose type the place where it stands tells: thousands of them need no name each.</summary>
    private static string New(params string[] arguments) => "new(" + string.Join(", ", arguments) + ")";

    private static string Ints(IEnumerable<int> values) => Ints(values.Select(v => (long)v));

    private static string Ints(IEnumerable<long> values) => "new int[] { " + string.Join(", ", values.Select(v => Invariant.Text(v))) + " }";

    private static string Strings(IEnumerable<string> values) => "new string[] { " + string.Join(", ", values.Select(Quoted)) + " }";

    private static string Quoted(string text) => "\"" + text + "\"";

    private static string Bool(bool value) => value ? "true" : "false";
}
