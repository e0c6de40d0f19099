using System.Runtime.InteropServices;
using NetCompiler.Onnx;

namespace NetCompiler.Tool.Verification;

/// <summary>The same random samples through the imported class and through ONNX Runtime.</summary>
internal sealed class Verification(
    OnnxModel model, OnnxImport import, IReadOnlyDictionary<string, OnnxTensor> constants, CompiledNetwork network)
{
    private readonly Dictionary<string, OnnxValueInfo> _values =
        model.Graph.Inputs.Concat(model.Graph.Outputs).ToDictionary(value => value.Name, StringComparer.Ordinal);

    /// <summary>How far the outputs are apart.</summary>
    public IReadOnlyList<OutputDifference> Run(RuntimeSession session, Trial trial)
    {
        var random = new Random(trial.Seed);
        OutputDifference[] differences = [.. import.Outputs.Select(port => new OutputDifference(port))];
        float[] output = new float[network.OutputFloats], expected = new float[output.Length];
        for (int sample = 0; sample < trial.Samples; sample++)
        {
            float[] input = Sample(random, trial.Range);
            foreach ((string name, float[] values) in trial.Given)
            {
                Give(name, values, sample, input.AsSpan(RangeOf(import.Inputs, name)));
            }

            float[] given = [.. input];
            foreach ((string from, string to) in trial.Fed)
            {
                // Each goes on with its own states.
                Range source = RangeOf(import.Outputs, from), target = RangeOf(import.Inputs, to);
                Feed(output.AsSpan(source), input.AsSpan(target), from, to);
                Feed(expected.AsSpan(source), given.AsSpan(target), from, to);
            }

            network.Predict(input, output);
            Expect(session.Run(Tensors(given).Concat(constants.Values.Select(Given)), import.Outputs.Select(port => port.Name)), expected);
            foreach (OutputDifference difference in differences)
            {
                Range range = RangeOf(import.Outputs, difference.Port.Name);
                foreach ((float theirs, float ours) in expected[range].Zip(output[range]))
                {
                    difference.Add(theirs, ours);
                }
            }
        }

        return differences;
    }

    /// <summary>One of the samples of a file, the first again behind the last one.</summary>
    private void Give(string name, float[] values, int sample, Span<float> target)
    {
        OnnxPort port = import.Inputs.Single(port => port.Name == name);
        int[] places = Layouts.Places(port, Layouts.ShapeOf(port, _values[name]));
        if (values.Length == 0 || values.Length % places.Length != 0)
        {
            throw new CommandException($"Expected samples of {places.Length} numbers for the input '{name}', but its file has {values.Length}.");
        }

        int start = sample * places.Length % values.Length;
        for (int i = 0; i < places.Length; i++)
        {
            target[i] = values[start + places[i]];
        }
    }

    private static void Feed(ReadOnlySpan<float> source, Span<float> target, string from, string to)
    {
        if (source.Length != target.Length)
        {
            throw new CommandException($"The output '{from}' has {source.Length} numbers, but the input '{to}' has {target.Length}.");
        }

        source.CopyTo(target);
    }

    /// <summary>Where a port's numbers stand among those of all.</summary>
    private static Range RangeOf(IReadOnlyList<OnnxPort> ports, string name)
    {
        int start = 0;
        foreach (OnnxPort port in ports)
        {
            int count = Count(port);
            if (port.Name == name)
            {
                return start..(start + count);
            }

            start += count;
        }

        throw new CommandException($"The class has neither an input nor an output for '{name}'.");
    }

    private static int Count(OnnxPort port) => port.Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>ONNX Runtime's outputs in the order of the class.</summary>
    private void Expect(Dictionary<string, float[]> outputs, float[] expected)
    {
        int offset = 0;
        foreach (OnnxPort port in import.Outputs)
        {
            int[] places = Layouts.Places(port, Layouts.ShapeOf(port, _values[port.Name]));
            float[] tensor = outputs[port.Name];
            if (tensor.Length != places.Length)
            {
                throw new CommandException(
                    $"The output '{port.Name}' has {tensor.Length} numbers of a sample in ONNX Runtime, but {places.Length} here.");
            }

            foreach (int place in places)
            {
                expected[offset++] = tensor[place];
            }
        }
    }

    /// <summary>From -1 to 1; whole numbers where rows are looked up by them, and else 0 or 1 where the model wants whole ones.</summary>
    private float[] Sample(Random random, float largest)
    {
        List<float> values = [];
        foreach (OnnxPort port in import.Inputs)
        {
            bool isWhole = _values[port.Name].Type is not (OnnxElementType.Float or OnnxElementType.Double);
            values.AddRange(Enumerable.Range(0, Count(port)).Select(_ => isWhole ? random.Next(2) : ((2 * random.NextSingle()) - 1) * largest));
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

    private (OnnxValueInfo Input, long[] Shape, float[] Values) Given(OnnxTensor constant) => (_values[constant.Name], [.. constant.Dimensions],
        constant.Type == OnnxElementType.Float ? MemoryMarshal.Cast<byte, float>(constant.Data.Span).ToArray()
            : Array.ConvertAll(MemoryMarshal.Cast<byte, long>(constant.Data.Span).ToArray(), value => (float)value));

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
