namespace NetCompiler;

/// <summary>
/// Tensors that hold several parameters, one after the other along their first axis, as PyTorch stacks an attention's projections. Between file and network
/// stand their parts, named <c>attn.in_proj_weight[0]</c>.
/// </summary>
internal static class WeightParts
{
    /// <summary>The name of a part.</summary>
    public static string Name(string tensor, int part) => $"{tensor}[{part}]";

    /// <summary>The tensors of a file, those that hold several of the expected names in parts.</summary>
    public static TensorData[] Split(TensorData[] tensors, IReadOnlyList<string?> expected)
    {
        ILookup<string, int> parts = expected.OfType<string>().Select(Parse).Where(name => name.Part >= 0).ToLookup(name => name.Tensor, name => name.Part);
        return [.. tensors.SelectMany(tensor => parts.Contains(tensor.Name) ? Split(tensor, parts[tensor.Name].Max() + 1) : [tensor])];
    }

    /// <summary>The tensors to write, parts of one put together.</summary>
    /// <exception cref="NotSupportedException">The parts of a tensor differ in their shapes.</exception>
    public static TensorData[] Join(TensorData[] tensors) =>
    [
        .. tensors.GroupBy(tensor => Parse(tensor.Name).Tensor, StringComparer.Ordinal)
            .Select(group => Parse(group.First().Name).Part < 0 ? group.First() : Join(group.Key, [.. group.OrderBy(part => Parse(part.Name).Part)])),
    ];

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
        if (parts.Any(part => !part.Shape.AsSpan().SequenceEqual(parts[0].Shape)))
        {
            throw new NotSupportedException(
                $"This layout stacks {parts.Length} parameters of one shape in '{name}'; theirs are {string.Join(", ", parts.Select(part => Shapes.Print(part.Shape)))}.");
        }

        return new TensorData(name, [parts[0].Shape[0] * parts.Length, .. parts[0].Shape[1..]], [.. parts.SelectMany(part => part.Values)]);
    }

    private static (string Tensor, int Part) Parse(string name)
    {
        int open = name.EndsWith(']') ? name.LastIndexOf('[') : -1;
        return open > 0 && int.TryParse(name.AsSpan(open + 1, name.Length - open - 2), out int part) ? (name[..open], part) : (name, -1);
    }
}
