namespace NetCompiler;

/// <summary>
/// Tensors that hold several parameters, one after the other along their first axis, as PyTorch stacks an attention's projections. Between file and
/// network
/// stand their parts, named <c>attn.in_proj_weight[0]</c>. Likewise two tensors of which only the sum counts, as PyTorch's two biases of an LSTM,
/// are one, named <c>lstm.bias_ih_l0+bias_hh_l0</c>; to write it, the second one is 0.
/// </summary>
internal static class WeightParts
{
    /// <summary>The name of a part.</summary>
    public static string Name(string tensor, int part) => $"{tensor}[{part}]";

    /// <summary>The tensors of a file, those that hold several of the expected names in parts.</summary>
    public static TensorData[] Split(TensorData[] tensors, IReadOnlyList<string?> expected)
    {
        var result = new List<TensorData>();
        foreach (TensorData tensor in tensors)
        {
            int count = 0;
            foreach (string? name in expected)
            {
                count = name is not null && Parse(name) is var (whole, part) && part >= 0 && whole == tensor.Name ? Math.Max(count, part + 1) : count;
            }

            result.AddRange(count > 0 ? Split(tensor, count) : [tensor]);
        }

        foreach (string? name in expected)
        {
            if (name is not null)
            {
                AddSum(result, name);
            }
        }

        return [.. result];
    }

    /// <summary>The tensors to write, parts of one put together; they stand in their order.</summary>
    /// <exception cref="NotSupportedException">The parts of a tensor differ in their shapes.</exception>
    public static TensorData[] Join(TensorData[] tensors)
    {
        var result = new List<TensorData>();
        foreach (TensorData tensor in tensors)
        {
            (string name, int part) = Parse(tensor.Name);
            if (Summands(tensor.Name) is (string first, string second))
            {
                result.Add(new TensorData(first, tensor.Shape, tensor.Values));
                result.Add(new TensorData(second, tensor.Shape, new float[tensor.Values.Length]));
            }
            else if (part <= 0)
            {
                result.Add(part < 0 ? tensor : Join(name,
                    Array.FindAll(tensors, other => Parse(other.Name) is var (whole, number) && number >= 0 && whole == name)));
            }
        }

        return [.. result];
    }

    /// <summary>Puts the sum of two tensors in their place, where a name stands for one and both are there, of one shape.</summary>
    private static void AddSum(List<TensorData> tensors, string name)
    {
        if (Summands(name) is not (string first, string second) || tensors.Find(tensor => tensor.Name == first) is not { } left
            || tensors.Find(tensor => tensor.Name == second) is not { } right || !left.Shape.AsSpan().SequenceEqual(right.Shape))
        {
            return;
        }

        var sum = new float[left.Values.Length];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = left.Values[i] + right.Values[i];
        }

        tensors[tensors.IndexOf(left)] = new TensorData(name, left.Shape, sum);
        tensors.Remove(right);
    }

    /// <summary>The names of the two tensors whose sum a name stands for; null for a name of one tensor.</summary>
    private static (string First, string Second)? Summands(string name) => name.IndexOf('+') is var plus && plus > 0
        ? (name[..plus], name[..(name.LastIndexOf('.', plus) + 1)] + name[(plus + 1)..]) : null;

    private static IEnumerable<TensorData> Split(TensorData tensor, int count)
    {
        if (tensor.Shape.Length == 0 || tensor.Shape[0] % count != 0)
        {
            yield return tensor;
            yield break;
        }

        int[] shape = [tensor.Shape[0] / count, .. tensor.Shape[1..]];
        int floats = Shapes.Floats(shape);
        for (int part = 0; part < count; part++)
        {
            yield return new TensorData(Name(tensor.Name, part), shape, tensor.Values.AsSpan(part * floats, floats).ToArray());
        }
    }

    private static TensorData Join(string name, TensorData[] parts)
    {
        if (!Array.TrueForAll(parts, part => part.Shape.AsSpan().SequenceEqual(parts[0].Shape)))
        {
            throw new NotSupportedException(
                $"This layout stacks {parts.Length} parameters of one shape in '{name}'; theirs are "
                    + $"{Listing.FirstOf(Array.ConvertAll(parts, part => Shapes.Print(part.Shape)))}.");
        }

        int floats = parts[0].Values.Length;
        var values = new float[parts.Length * floats];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part].Values.CopyTo(values, part * floats);
        }

        return new TensorData(name, [parts[0].Shape[0] * parts.Length, .. parts[0].Shape[1..]], values);
    }

    /// <summary>The number is one digit; -1 for a name without.</summary>
    private static (string Tensor, int Part) Parse(string name) =>
        name.Length > 3 && name[^1] == ']' && name[^3] == '[' && char.IsAsciiDigit(name[^2]) ? (name[..^3], name[^2] - '0') : (name, -1);
}
