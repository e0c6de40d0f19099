using NetCompiler.Onnx;

namespace NetCompiler.Tool.Verification;

/// <summary>The same random samples through the imported class and through ONNX Runtime.</summary>
internal sealed class Verification(OnnxModel model, OnnxImport import, CompiledNetwork network)
{
    private readonly Dictionary<string, OnnxValueInfo> _values =
        model.Graph.Inputs.Concat(model.Graph.Outputs).ToDictionary(value => value.Name, StringComparer.Ordinal);

    /// <summary>How far the outputs are apart.</summary>
    public IReadOnlyList<OutputDifference> Run(RuntimeSession session, int samples, int seed)
    {
        var random = new Random(seed);
        OutputDifference[] differences = [.. import.Outputs.Select(port => new OutputDifference(port))];
        for (int sample = 0; sample < samples; sample++)
        {
            float[] input = Sample(random), output = new float[network.OutputFloats];
            network.Predict(input, output);
            Dictionary<string, float[]> expected = session.Run(Tensors(input), import.Outputs.Select(port => port.Name));
            int offset = 0;
            foreach (OutputDifference difference in differences)
            {
                OnnxPort port = difference.Port;
                int[] places = Layouts.Places(port, Layouts.ShapeOf(port, _values[port.Name]));
                float[] tensor = expected[port.Name];
                if (tensor.Length != places.Length)
                {
                    throw new CommandException(
                        $"The output '{port.Name}' has {tensor.Length} numbers of a sample in ONNX Runtime, but {places.Length} here.");
                }

                foreach (int place in places)
                {
                    difference.Add(tensor[place], output[offset++]);
                }
            }
        }

        return differences;
    }

    /// <summary>From -1 to 1; whole numbers where rows are looked up by them, and else 0 or 1 where the model wants whole ones.</summary>
    private float[] Sample(Random random)
    {
        List<float> values = [];
        foreach (OnnxPort port in import.Inputs)
        {
            bool isWhole = _values[port.Name].Type is not (OnnxElementType.Float or OnnxElementType.Double);
            int count = port.Shape.Aggregate(1, (product, size) => product * size);
            values.AddRange(Enumerable.Range(0, count).Select(_ => isWhole ? random.Next(2) : (2 * random.NextSingle()) - 1));
        }

        float[] sample = [.. values];
        foreach (IndexRange range in network.Description.InputIndices)
        {
            for (int i = 0; i < range.Count; i++)
            {
                sample[range.Offset + i] = random.Next(range.Limit);
            }
        }

        return sample;
    }

    private IEnumerable<(OnnxValueInfo Input, long[] Shape, float[] Values)> Tensors(float[] sample)
    {
        int offset = 0;
        foreach (OnnxPort port in import.Inputs)
        {
            long[] shape = Layouts.ShapeOf(port, _values[port.Name]);
            int[] places = Layouts.Places(port, shape);
            float[] values = new float[places.Length];
            foreach (int place in places)
            {
                values[place] = sample[offset++];
            }

            yield return (_values[port.Name], shape, values);
        }
    }
}
