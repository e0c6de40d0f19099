using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Writing;

/// <summary>Graphs and what is in them.</summary>
internal static class GraphWriter
{
    public static void Graph(WireWriter writer, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes)
        {
            writer.Message(1, message => Node(message, node));
        }

        writer.Text(2, graph.Name);
        foreach (OnnxTensor tensor in graph.Initializers)
        {
            writer.Message(5, message => Tensor(message, tensor));
        }

        Values(writer, 11, graph.Inputs);
        Values(writer, 12, graph.Outputs);
        Values(writer, 13, graph.Values);
    }

    private static void Node(WireWriter writer, OnnxNode node)
    {
        Names(writer, 1, node.Inputs);
        Names(writer, 2, node.Outputs);
        writer.Text(3, node.Name);
        writer.Text(4, node.Operation);
        foreach (OnnxAttribute attribute in node.Attributes)
        {
            writer.Message(5, message => Attribute(message, attribute));
        }

        writer.Text(7, node.Domain);
    }

    /// <summary>An empty name stands for an input that is left out, so it is written, too.</summary>
    private static void Names(WireWriter writer, int field, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            writer.Bytes(field, System.Text.Encoding.UTF8.GetBytes(name));
        }
    }

    private static void Attribute(WireWriter writer, OnnxAttribute attribute)
    {
        writer.Text(1, attribute.Name);
        switch (attribute.Type)
        {
            case OnnxAttributeType.Float: writer.Single(2, attribute.Float); break;
            case OnnxAttributeType.Int: writer.Always(3, attribute.Int); break;
            case OnnxAttributeType.Text: writer.Bytes(4, attribute.Text); break;
            case OnnxAttributeType.Tensor: writer.Message(5, message => Tensor(message, attribute.Tensor!)); break;
            case OnnxAttributeType.Graph: writer.Message(6, message => Graph(message, attribute.Graph!)); break;
            case OnnxAttributeType.Floats: attribute.Floats.ToList().ForEach(value => writer.Single(7, value)); break;
            case OnnxAttributeType.Ints: attribute.Ints.ToList().ForEach(value => writer.Always(8, value)); break;
            case OnnxAttributeType.Texts: attribute.Texts.ToList().ForEach(value => writer.Bytes(9, value)); break;
            default: throw new NotSupportedException($"The attribute '{attribute.Name}' is of a kind that is not kept, so it cannot be written.");
        }

        writer.Int64(20, (long)attribute.Type);
    }

    public static void Tensor(WireWriter writer, OnnxTensor tensor)
    {
        writer.Packed(1, tensor.Dimensions);
        writer.Int64(2, (long)tensor.Type);
        foreach (ReadOnlyMemory<byte> text in tensor.Texts)
        {
            writer.Bytes(6, text);
        }

        writer.Text(8, tensor.Name);
        if (tensor.Type != OnnxElementType.String)
        {
            writer.Bytes(9, tensor.Data);
        }
    }

    private static void Values(WireWriter writer, int field, IReadOnlyList<OnnxValueInfo> values)
    {
        foreach (OnnxValueInfo value in values)
        {
            writer.Message(field, message =>
            {
                message.Text(1, value.Name);
                if (value.Type != OnnxElementType.Undefined)
                {
                    message.Message(2, type => type.Message(1, tensor => TensorType(tensor, value)));
                }
            });
        }
    }

    private static void TensorType(WireWriter writer, OnnxValueInfo value)
    {
        writer.Int64(1, (long)value.Type);
        if (value.Shape is not { } shape)
        {
            return;
        }

        writer.Message(2, message =>
        {
            foreach (OnnxDimension axis in shape)
            {
                message.Message(1, dimension =>
                {
                    if (axis.Size is { } size)
                    {
                        dimension.Always(1, size);
                    }
                    else
                    {
                        dimension.Text(2, axis.Name ?? "");
                    }
                });
            }
        });
    }
}
