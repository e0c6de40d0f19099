using System.Globalization;

namespace NetCompiler.Onnx.Import;

/// <summary>Values of inputs that are written as texts, such as <c>rate=16000</c>.</summary>
internal static class GivenConstant
{
    public static OnnxTensor Of(OnnxModel model, string setting)
    {
        int sign = setting.LastIndexOf('=');
        string name = setting[..Math.Max(0, sign)];
        OnnxValueInfo input = model.Graph.Inputs.FirstOrDefault(input => input.Name == name)
            ?? throw new ArgumentException($"Expected the name of an input, an equals sign and numbers, such as rate=16000, but got '{setting}'.");
        string[] numbers = setting[(sign + 1)..].Split(',', StringSplitOptions.TrimEntries);
        long[] shape = input.Shape is { Count: 0 } ? [] : [numbers.Length];
        try
        {
            return input.Type.IsWhole()
                ? OnnxTensor.Of(name, shape, Array.ConvertAll(numbers, text => long.Parse(text, CultureInfo.InvariantCulture)))
                : OnnxTensor.Of(name, shape, Array.ConvertAll(numbers, text => float.Parse(text, CultureInfo.InvariantCulture)));
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw new ArgumentException($"Expected numbers for '{name}', which is {input.Type}, but got '{setting[(sign + 1)..]}'.", fault);
        }
    }
}
