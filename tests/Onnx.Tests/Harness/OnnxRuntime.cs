using Microsoft.ML.OnnxRuntime;

namespace NetCompiler.Onnx.Tests.Harness;

/// <summary>What ONNX Runtime makes of a model.</summary>
internal static class OnnxRuntime
{
    /// <summary>The outputs for samples that lie one after the other, each with all inputs in a row; the outputs are given in the same way.</summary>
    public static float[] Run(OnnxModel model, ReadOnlySpan<float> samples, int count)
    {
        using var bytes = new MemoryStream();
        model.Write(bytes);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(bytes.ToArray(), options);
        int width = samples.Length / count, offset = 0;
        var inputs = new Dictionary<string, OrtValue>();
        foreach (OnnxValueInfo input in model.Graph.Inputs)
        {
            long[] shape = [count, .. input.Shape!.Skip(1).Select(axis => axis.Size!.Value)];
            int floats = (int)shape.Skip(1).Aggregate(1L, (product, size) => product * size);
            float[] values = new float[floats * count];
            for (int i = 0; i < count; i++)
            {
                samples.Slice((i * width) + offset, floats).CopyTo(values.AsSpan(i * floats));
            }

            inputs[input.Name] = OrtValue.CreateTensorValueFromMemory(values, shape);
            offset += floats;
        }

        using var run = new RunOptions();
        string[] names = [.. model.Graph.Outputs.Select(output => output.Name)];
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, inputs, names);
        float[][] parts = [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
        return [.. Enumerable.Range(0, count).SelectMany(i => parts.SelectMany(part => part.Chunk(part.Length / count).ElementAt(i)))];
    }
}
