namespace NetCompiler;

/// <summary>
/// A network as TensorFlow's GraphDef: a group per layer, named as it, with a node for its operation and one for each of its parameters; beside
/// them the inputs, and for a network that trains the targets and the loss. Functions between layers are edges.
/// </summary>
internal static class GraphSummary
{
    /// <summary>TensorFlow's DT_FLOAT.</summary>
    private const int Float = 1;

    /// <summary>A version that every reader of today takes.</summary>
    private const int Producer = 27;

    public static ProtoMessage Write(NetworkDescription network)
    {
        var graph = new ProtoMessage();
        AddPlaceholders(graph, "input", network.Inputs);
        var operations = network.Layers.ToDictionary(layer => layer.Name, layer => $"{layer.Name}/{layer.Type}");
        foreach (LayerDescription layer in network.Layers)
        {
            List<string> inputs = [.. layer.Inputs.Select(name => operations.GetValueOrDefault(name, name))];
            foreach (ParameterDescription parameter in network.Parameters.Where(parameter => LayerOf(parameter) == layer.Name))
            {
                inputs.Add(parameter.Name);
                graph.Add(1, Variable(parameter));
            }

            ProtoMessage node = Node(operations[layer.Name], layer.Type, inputs, layer.OutputShape);
            graph.Add(1, Attribute(Attribute(node, "parameters", layer.ParameterCount), "flops", layer.Flops));
        }

        if (network.Loss is { } loss)
        {
            IEnumerable<string> outputs = network.Outputs.SelectMany(output => output.Sources).Distinct()
                .Select(name => operations.GetValueOrDefault(name, name));
            IEnumerable<string> targets = AddPlaceholders(graph, "target", network.Targets);
            graph.Add(1, Node($"loss/{loss.Kind}", loss.Kind.ToString(), outputs.Concat(targets), []));
        }

        return graph.Add(4, new ProtoMessage().Add(1, Producer));
    }

    /// <summary>A node for each input or target: <c>input</c>, or <c>input/name</c> for several.</summary>
    private static List<string> AddPlaceholders(ProtoMessage graph, string kind, TensorDescription[] tensors)
    {
        List<string> names = [.. tensors.Select(tensor => tensors.Length == 1 ? kind : $"{kind}/{tensor.Name}")];
        for (int i = 0; i < tensors.Length; i++)
        {
            graph.Add(1, Placeholder(names[i], tensors[i].Shape));
        }

        return names;
    }

    /// <summary>What stands before the parameter's role: <c>conv2d</c> for <c>conv2d/kernel</c>.</summary>
    private static string LayerOf(ParameterDescription parameter) =>
        parameter.Name[..Math.Max(0, parameter.Name.LastIndexOf('/'))];

    private static ProtoMessage Placeholder(string name, int[] sample) =>
        Attribute(Node(name, "Placeholder", [], sample), "dtype", new ProtoMessage().Add(6, Float));

    private static ProtoMessage Variable(ParameterDescription parameter)
    {
        ProtoMessage node = new ProtoMessage().Add(1, parameter.Name).Add(2, "VariableV2");
        Attribute(node, "dtype", new ProtoMessage().Add(6, Float));
        return Attribute(node, "shape", new ProtoMessage().Add(7, ShapeProto(parameter.Shape)));
    }

    private static ProtoMessage Node(string name, string operation, IEnumerable<string> inputs, int[] sample)
    {
        ProtoMessage node = new ProtoMessage().Add(1, name).Add(2, operation);
        foreach (string input in inputs)
        {
            node.Add(3, input);
        }

        // A list of shapes, one an output; the batch comes first.
        ProtoMessage shape = ShapeProto(sample.Prepend(-1));
        return Attribute(node, "_output_shapes", new ProtoMessage().Add(1, new ProtoMessage().Add(7, shape)));
    }

    /// <summary>TensorShapeProto; -1 for a size that is not known.</summary>
    private static ProtoMessage ShapeProto(IEnumerable<int> sizes)
    {
        var shape = new ProtoMessage();
        foreach (int size in sizes)
        {
            shape.Add(2, new ProtoMessage().Add(1, size));
        }

        return shape;
    }

    private static ProtoMessage Attribute(ProtoMessage node, string name, long value) => Attribute(node, name, new ProtoMessage().Add(3, value));

    /// <summary>An entry of the map: the key is field 1, the AttrValue field 2.</summary>
    private static ProtoMessage Attribute(ProtoMessage node, string name, ProtoMessage value) =>
        node.Add(5, new ProtoMessage().Add(1, name).Add(2, value));
}
