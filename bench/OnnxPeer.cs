using Microsoft.ML.OnnxRuntime;
using NetCompiler.Onnx;

namespace NetCompiler.Bench;

/// <summary>A network in ONNX Runtime: the same layers and weights, exported.</summary>
internal sealed class OnnxPeer : IDisposable
{
    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtValue[] _inputs, _outputs;

    /// <param name="network">The network.</param>
    /// <param name="inputs">One sample, one input after the other.</param>
    /// <param name="threads">Threads.</param>
    public OnnxPeer(CompiledNetwork network, float[] inputs, int threads)
    {
        _options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        string path = Path.GetTempFileName();
        try
        {
            network.ExportOnnx(path);
            _session = new InferenceSession(path, _options);
        }
        finally
        {
            File.Delete(path);
        }

        _inputs = Values(_session.InputNames, _session.InputMetadata);
        foreach (OrtValue input in _inputs)
        {
            Span<float> values = input.GetTensorMutableDataAsSpan<float>();
            inputs.AsSpan(0, values.Length).CopyTo(values);
            inputs = inputs[values.Length..];
        }

        _outputs = Values(_session.OutputNames, _session.OutputMetadata);
    }

    /// <summary>Predicts the sample.</summary>
    public void Run() => _session.Run(_run, _session.InputNames, _inputs, _session.OutputNames, _outputs);

    /// <summary>The largest difference between its outputs and others, relative to the largest of these.</summary>
    /// <param name="outputs">One output after the other.</param>
    public double DifferenceTo(ReadOnlySpan<float> outputs)
    {
        (double difference, double largest) = (0, 0);
        foreach (OrtValue output in _outputs)
        {
            foreach (float value in output.GetTensorDataAsSpan<float>())
            {
                (difference, largest) = (Math.Max(difference, Math.Abs(outputs[0] - value)), Math.Max(largest, Math.Abs(outputs[0])));
                outputs = outputs[1..];
            }
        }

        return difference / largest;
    }

    public void Dispose()
    {
        Array.ForEach(_inputs, input => input.Dispose());
        Array.ForEach(_outputs, output => output.Dispose());
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private static OrtValue[] Values(IEnumerable<string> names, IReadOnlyDictionary<string, NodeMetadata> nodes) => [.. names
        .Select(name => nodes[name].Dimensions.Select(size => Math.Max(1L, size)).ToArray())
        .Select(shape => OrtValue.CreateTensorValueFromMemory(new float[shape.Aggregate(1L, (floats, size) => floats * size)], shape))];
}
