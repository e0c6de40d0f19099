using NetCompiler.Onnx.Import;
using NetCompiler.Onnx.Reading;
using NetCompiler.Onnx.Wire;

namespace NetCompiler.Onnx.Tests.NodeTests;

/// <summary>One of ONNX's own tests: a model, and what it is to give for its inputs.</summary>
internal sealed class NodeCase
{
    /// <summary>Inputs that set shapes, axes or weights, by the operation; the class has them as constants.</summary>
    private static readonly Dictionary<string, int[]> Frozen = new(StringComparer.Ordinal)
    {
        ["Reshape"] = [1], ["Expand"] = [1], ["Tile"] = [1, 2], ["Pad"] = [1, 2, 3], ["Slice"] = [1, 2, 3, 4], ["Resize"] = [1, 2, 3], ["Upsample"] =
            [1],
        ["Conv"] = [1, 2], ["ConvTranspose"] = [1, 2], ["ConvInteger"] = [1, 3], ["Squeeze"] = [1], ["Unsqueeze"] = [1], ["OneHot"] = [1, 2],
        ["CumSum"] = [1], ["TopK"] = [1], ["Trilu"] = [1], ["Split"] = [1], ["Dropout"] = [1, 2], ["Compress"] = [1], ["ReverseSequence"] = [1],
        ["Pow"] = [1], ["ReduceSum"] = [1], ["ConstantOfShape"] = [0], ["Range"] = [0, 1, 2], ["If"] = [0], ["Loop"] = [0, 1],
        ["LSTM"] = [1, 2, 3, 4, 5, 6, 7], ["GRU"] = [1, 2, 3, 4, 5], ["RNN"] = [1, 2, 3, 4, 5],
    };

    private NodeCase(string name, OnnxModel model, OnnxTensor[] inputs, OnnxTensor[] outputs) =>
        (Name, Model, Inputs, Outputs) = (name, model, inputs, outputs);

    public string Name { get; }

    public OnnxModel Model { get; }

    public OnnxTensor[] Inputs { get; }

    public OnnxTensor[] Outputs { get; }

    /// <summary>Reads a case's folder; null where it has other data than tensors.</summary>
    public static NodeCase? Read(string folder)
    {
        try
        {
            string data = Path.Combine(folder, "test_data_set_0");
            var model = OnnxModel.Load(Path.Combine(folder, "model.onnx"));
            return new NodeCase(Path.GetFileName(folder), model, Tensors(data, "input", model.Graph.Inputs),
                Tensors(data, "output", model.Graph.Outputs));
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    public OnnxImport Import()
    {
        var constants = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        OnnxValueInfo[] inputs = [.. Model.Graph.Inputs];
        for (int i = 0; i < Math.Min(Inputs.Length, inputs.Length); i++)
        {
            string name = inputs[i].Name;
            inputs[i] = inputs[i] with { Shape = [.. Inputs[i].Dimensions.Select(size => (OnnxDimension)size)] };
            bool isFrozen = Model.Graph.Nodes.Any(node => Frozen.TryGetValue(node.Operation, out int[]? places)
                && places.Any(place => place < node.Inputs.Count && node.Inputs[place] == name));
            if (isFrozen && Inputs[i].Type != OnnxElementType.String)
            {
                constants[name] = Inputs[i];
            }
        }

        OnnxModel model = Model with { Graph = Model.Graph with { Inputs = inputs } };
        return OnnxImporter.Import(model, new() { Name = "Case", HasBatch = false, ChannelsFirst = true, Constants = constants });
    }

    /// <summary>Runs the class; null where it is right, else what is wrong.</summary>
    public string? Compare(CompiledNetwork network, OnnxImport import)
    {
        float[] inputs = [.. import.Inputs.SelectMany(port => Numbers(InputOf(port.Name)))];
        float[] results = new float[import.Outputs.Sum(port => port.Shape.Aggregate(1, (product, size) => product * size))];
        network.Predict(inputs, results);
        int offset = 0;
        for (int output = 0; output < import.Outputs.Count; output++)
        {
            int count = import.Outputs[output].Shape.Aggregate(1, (product, size) => product * size);
            float[] expected = Numbers(Outputs[output]);
            if (expected.Length != count)
            {
                return $"{Name}: output {output} has {count} elements in place of {expected.Length}";
            }

            for (int i = 0; i < count; i++)
            {
                float result = results[offset + i];
                bool isRight = float.IsNaN(expected[i]) ? float.IsNaN(result) : float.IsInfinity(expected[i]) ? result == expected[i]
                    : Math.Abs(result - expected[i]) <= 1e-7 + (1e-3 * Math.Abs(expected[i]));
                if (!isRight)
                {
                    return $"{Name}: output {output}[{i}] is {result} in place of {expected[i]}";
                }
            }

            offset += count;
        }

        return null;
    }

    private OnnxTensor InputOf(string name) => Inputs[Model.Graph.Inputs.ToList().FindIndex(input => input.Name == name)];

    private static float[] Numbers(OnnxTensor tensor) => Constant.Of(tensor).As(OnnxElementType.Float).Floats();

    /// <summary>Floats of 16 bits with the range of 32 are written as the numbers that their bits are; the model says what they are.</summary>
    private static OnnxTensor[] Tensors(string folder, string kind, IReadOnlyList<OnnxValueInfo> values)
    {
        List<OnnxTensor> tensors = [];
        for (int i = 0; File.Exists(Path.Combine(folder, $"{kind}_{i}.pb")); i++)
        {
            string path = Path.Combine(folder, $"{kind}_{i}.pb");
            OnnxTensor tensor = new TensorReader(null).Read(new WireReader(new WireFile(path, File.ReadAllBytes(path))));
            tensors.Add(values[i].Type == OnnxElementType.BFloat16 ? tensor with { Type = OnnxElementType.BFloat16 } : tensor);
        }

        return [.. tensors];
    }

}
