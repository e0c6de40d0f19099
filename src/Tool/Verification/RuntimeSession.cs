using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NetCompiler.Onnx;

namespace NetCompiler.Tool.Verification;

/// <summary>A model in ONNX Runtime, whose numbers are floats here, whatever they are there.</summary>
internal sealed class RuntimeSession : IDisposable
{
    private readonly SessionOptions _options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
    private readonly InferenceSession _session;

    public RuntimeSession(string path)
    {
        try
        {
            _session = new InferenceSession(path, _options);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new CommandException($"ONNX Runtime does not read {path}: {fault.Message}");
        }
    }

    /// <summary>The outputs, row-major.</summary>
    public Dictionary<string, float[]> Run(IEnumerable<(OnnxValueInfo Input, long[] Shape, float[] Values)> inputs, IEnumerable<string> outputs)
    {
        List<NamedOnnxValue> given = [.. inputs.Select(input => Value(input.Input, [.. input.Shape.Select(size => (int)size)], input.Values))];
        try
        {
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> made = _session.Run(given, [.. outputs]);
            return made.ToDictionary(value => value.Name, Floats);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new CommandException($"ONNX Runtime does not run the model: {fault.Message}");
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static NamedOnnxValue Value(OnnxValueInfo input, int[] shape, float[] values) => input.Type switch
    {
        OnnxElementType.Float => Of(input.Name, shape, values),
        OnnxElementType.Double => Of(input.Name, shape, Array.ConvertAll(values, value => (double)value)),
        OnnxElementType.Int64 => Of(input.Name, shape, Array.ConvertAll(values, value => (long)value)),
        OnnxElementType.Int32 => Of(input.Name, shape, Array.ConvertAll(values, value => (int)value)),
        OnnxElementType.UInt8 => Of(input.Name, shape, Array.ConvertAll(values, value => (byte)value)),
        OnnxElementType.Bool => Of(input.Name, shape, Array.ConvertAll(values, value => value != 0)),
        var type => throw new CommandException($"The input '{input.Name}' is of {type}, for which there are no random numbers here."),
    };

    private static NamedOnnxValue Of<T>(string name, int[] shape, T[] values) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, shape));

    private static float[] Floats(DisposableNamedOnnxValue value) => value.Value switch
    {
        Tensor<float> tensor => [.. tensor],
        Tensor<double> tensor => [.. tensor.Select(number => (float)number)],
        Tensor<long> tensor => [.. tensor.Select(number => (float)number)],
        Tensor<int> tensor => [.. tensor.Select(number => (float)number)],
        Tensor<byte> tensor => [.. tensor.Select(number => (float)number)],
        Tensor<bool> tensor => [.. tensor.Select(number => number ? 1f : 0f)],
        _ => throw new CommandException($"The output '{value.Name}' is no tensor of numbers that are compared here."),
    };
}
