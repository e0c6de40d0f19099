using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Reading;

/// <summary>Graphs, nodes and attributes of a file.</summary>
internal sealed class GraphReader(ExternalData? external)
{
    private readonly TensorReader _tensors = new(external);

    public OnnxGraph Graph(WireReader reader)
    {
        string name = "";
        List<OnnxNode> nodes = [];
        List<OnnxTensor> initializers = [];
        List<OnnxValueInfo> inputs = [], outputs = [], values = [];
        List<string> sparse = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodes.Add(Node(reader.Message())); break;
                case 2: name = reader.Text(); break;
                case 5: initializers.Add(_tensors.Read(reader.Message())); break;
                case 11: inputs.Add(ValueInfoReader.Read(reader.Message())); break;
                case 12: outputs.Add(ValueInfoReader.Read(reader.Message())); break;
                case 13: values.Add(ValueInfoReader.Read(reader.Message())); break;
                case 15: sparse.Add(SparseName(reader.Message())); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxGraph(name, nodes, inputs, outputs) { Initializers = initializers, Values = values, SparseInitializers = sparse };
    }

    private OnnxNode Node(WireReader reader)
    {
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        string name = "", operation = "", domain = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: inputs.Add(reader.Text()); break;
                case 2: outputs.Add(reader.Text()); break;
                case 3: name = reader.Text(); break;
                case 4: operation = reader.Text(); break;
                case 5: attributes.Add(Attribute(reader.Message())); break;
                case 7: domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxNode(operation, inputs, outputs) { Name = name, Domain = domain == "ai.onnx" ? "" : domain, Attributes = attributes };
    }

    private OnnxAttribute Attribute(WireReader reader)
    {
        var attribute = new OnnxAttribute("", OnnxAttributeType.Undefined);
        List<long> ints = [];
        List<float> floats = [];
        List<ReadOnlyMemory<byte>> texts = [];
        long? type = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: attribute = attribute with { Name = reader.Text() }; break;
                case 2: attribute = attribute with { Float = reader.Single(), Type = OnnxAttributeType.Float }; break;
                case 3: attribute = attribute with { Int = reader.Int64(), Type = OnnxAttributeType.Int }; break;
                case 4: attribute = attribute with { Text = reader.Bytes(), Type = OnnxAttributeType.Text }; break;
                case 5: attribute = attribute with { Tensor = _tensors.Read(reader.Message()), Type = OnnxAttributeType.Tensor }; break;
                case 6: attribute = attribute with { Graph = Graph(reader.Message()), Type = OnnxAttributeType.Graph }; break;
                case 7: TensorReader.AddSingles(reader.FixedBytes(sizeof(float)).Span, floats); break;
                case 8: reader.AddInt64(ints); break;
                case 9: texts.Add(reader.Bytes()); break;
                case 20: type = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        return attribute with { Floats = floats, Ints = ints, Texts = texts, Type = Type(type, attribute.Type, floats, ints, texts) };
    }

    /// <summary>The type that is written; the first files of the format have none, and the value says it.</summary>
    private static OnnxAttributeType Type(
        long? written, OnnxAttributeType single, List<float> floats, List<long> ints, List<ReadOnlyMemory<byte>> texts) => written switch
    {
        > 0 and <= (long)OnnxAttributeType.Texts => (OnnxAttributeType)written,
        not (null or 0) => OnnxAttributeType.Other,
        _ when floats.Count > 0 => OnnxAttributeType.Floats,
        _ when ints.Count > 0 => OnnxAttributeType.Ints,
        _ when texts.Count > 0 => OnnxAttributeType.Texts,
        _ => single,
    };

    /// <summary>The name of a sparse tensor is that of its values, which are field 1.</summary>
    private string SparseName(WireReader reader)
    {
        string name = "";
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                name = _tensors.Read(reader.Message()).Name;
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }
}
