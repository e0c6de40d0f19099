using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Reading;

/// <summary>From the bytes of a file to a model. The numbers of the fields are those of <c>onnx.proto</c>.</summary>
internal static class ModelReader
{
    /// <exception cref="ModelFileException">The bytes are no sound model.</exception>
    public static OnnxModel Read(WireFile file, ExternalData? external)
    {
        var reader = new WireReader(file);
        OnnxGraph? graph = null;
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> functions = [];
        long version = 0;
        string producer = "", producerVersion = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: version = reader.Int64(); break;
                case 2: producer = reader.Text(); break;
                case 3: producerVersion = reader.Text(); break;
                case 7: graph = new GraphReader(external).Graph(OnlyOnce(reader, graph)); break;
                case 8: Opset(reader.Message(), opsets); break;
                case 14: (string key, string value) = Pair(reader.Message()); metadata[key] = value; break;
                case 25: functions.Add(FunctionName(reader.Message())); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxModel(graph ?? throw reader.Error(0, "expected an ONNX model with a graph, but found none."), opsets)
        {
            IrVersion = version, Producer = producer, ProducerVersion = producerVersion, Metadata = metadata, Functions = functions,
        };
    }

    /// <summary>A key and its value.</summary>
    public static (string Key, string Value) Pair(WireReader reader)
    {
        string key = "", value = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return (key, value);
    }

    private static WireReader OnlyOnce(WireReader reader, OnnxGraph? graph) =>
        graph is null ? reader.Message() : throw reader.Error(reader.Position, "expected one graph, but found a second one.");

    private static void Opset(WireReader reader, Dictionary<string, long> opsets)
    {
        string domain = "";
        long version = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    private static string FunctionName(WireReader reader)
    {
        string name = "";
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                name = reader.Text();
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }
}
