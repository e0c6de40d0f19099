using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Writing;

/// <summary>From a model to the bytes of a file. The numbers of the fields are those of <c>onnx.proto</c>.</summary>
internal static class ModelWriter
{
    public static WireWriter Write(OnnxModel model)
    {
        var writer = new WireWriter();
        writer.Int64(1, model.IrVersion);
        writer.Text(2, model.Producer);
        writer.Text(3, model.ProducerVersion);
        writer.Message(7, graph => GraphWriter.Graph(graph, model.Graph));
        foreach ((string domain, long version) in model.Opsets)
        {
            writer.Message(8, opset =>
            {
                opset.Text(1, domain);
                opset.Always(2, version);
            });
        }

        foreach ((string key, string value) in model.Metadata)
        {
            writer.Message(14, pair =>
            {
                pair.Text(1, key);
                pair.Text(2, value);
            });
        }

        return writer;
    }
}
