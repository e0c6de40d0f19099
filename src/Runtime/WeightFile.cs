using System.Text;

namespace NetCompiler;

/// <summary>A network's parameters as a safetensors file, by name and in their public layout.</summary>
internal static class WeightFile
{
    public static void Write(string path, CompiledNetwork network)
    {
        var tensors = new List<TensorData>(network.Parameters.Count);
        foreach (Parameter parameter in network.Parameters)
        {
            var values = new float[parameter.Count];
            parameter.CopyTo(values);
            tensors.Add(new TensorData(parameter.Name, parameter.Shape, values));
        }

        SafeTensors.Write(path, tensors);
    }

    /// <summary>The values of each parameter, in their order, once the file is known to hold exactly these.</summary>
    public static float[][] Read(string path, Parameter[] parameters)
    {
        Dictionary<string, TensorData> tensors = SafeTensors.Read(path).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var values = new float[parameters.Length][];
        var problems = new StringBuilder();
        for (int i = 0; i < parameters.Length; i++)
        {
            Parameter parameter = parameters[i];
            if (!tensors.Remove(parameter.Name, out TensorData? tensor))
            {
                problems.Append($"; '{parameter.Name}' {Shapes.Print(parameter.Shape)} is missing");
            }
            else if (!parameter.Shape.AsSpan().SequenceEqual(tensor.Shape))
            {
                problems.Append($"; '{parameter.Name}' has shape {Shapes.Print(tensor.Shape)}, expected {Shapes.Print(parameter.Shape)}");
            }
            else
            {
                values[i] = tensor.Values;
            }
        }

        foreach (TensorData tensor in tensors.Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            problems.Append($"; '{tensor.Name}' {Shapes.Print(tensor.Shape)} is no parameter of this network");
        }

        return problems.Length == 0 ? values : throw new ModelFileException(path, null, "the tensors do not fit the network" + problems + ".");
    }
}
