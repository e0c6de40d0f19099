namespace NetCompiler.Onnx.Tests.Model;

/// <summary>Short ways to write models.</summary>
internal static class Models
{
    /// <summary>A model of one graph with float inputs and outputs.</summary>
    public static OnnxModel Of(OnnxNode[] nodes, OnnxValueInfo[] inputs, string[] outputs, OnnxTensor[]? initializers = null, long opset = 17) =>
        new(new OnnxGraph("graph", nodes, inputs, [.. outputs.Select(name => new OnnxValueInfo(name, OnnxElementType.Float, null))])
        {
            Initializers = initializers ?? [],
        }, new Dictionary<string, long> { [""] = opset }) { Producer = "tests" };

    public static OnnxNode Node(string operation, string inputs, string outputs, params OnnxAttribute[] attributes) =>
        new(operation, Names(inputs), Names(outputs)) { Name = $"{operation}_{outputs.Split(' ')[0]}", Attributes = attributes };

    public static OnnxValueInfo Input(string name, params OnnxDimension[] shape) => new(name, OnnxElementType.Float, shape);

    /// <summary>A tensor of made-up floats around 0.</summary>
    public static OnnxTensor Random(string name, int seed, params long[] shape)
    {
        var random = new Random(seed);
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((random.NextDouble() - 0.5) * 0.8);
        }

        return OnnxTensor.Of(name, shape, values);
    }

    public static byte[] Bytes(OnnxModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }

    /// <summary>Names between spaces; a dash is one that is left out.</summary>
    private static string[] Names(string names) => [.. names.Split(' ').Select(name => name == "-" ? "" : name)];
}
