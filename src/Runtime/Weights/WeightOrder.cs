namespace NetCompiler;

/// <summary>Matches the modules of a file with the layers of a network by their order: <see cref="WeightNames.InOrder"/>.</summary>
internal static class WeightOrder
{
    /// <summary>The names of the tensors of all parameters, in their order; null for those of layers for which no module is left.</summary>
    /// <param name="tensors">The file's tensors.</param>
    /// <param name="sorted">The file does not keep the order in which it was written.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="convention">The file's names.</param>
    public static string?[] Names(IReadOnlyList<TensorData> tensors, bool sorted, Parameter[] parameters, WeightConvention convention)
    {
        string[] modules = [.. tensors.Select(tensor => tensor.Name[..Math.Max(0, tensor.Name.LastIndexOf(convention.Separator))]).Distinct()];
        if (sorted)
        {
            Array.Sort(modules, CompareNatural);
        }

        string[] layers = [.. parameters.Select(parameter => parameter.LayerName).Distinct()];
        return Array.ConvertAll(parameters, parameter =>
            Array.IndexOf(layers, parameter.LayerName) is int i && i < modules.Length ? convention.Name(modules[i], parameter) : null);
    }

    /// <summary>By characters, but runs of digits by their value: <c>2</c> comes before <c>10</c>.</summary>
    internal static int CompareNatural(string a, string b)
    {
        (int i, int j) = (0, 0);
        while (i < a.Length && j < b.Length)
        {
            ReadOnlySpan<char> first = Digits(a, i), second = Digits(b, j);
            int order = first.IsEmpty || second.IsEmpty ? a[i].CompareTo(b[j]) : CompareNumbers(first, second);
            if (order != 0)
            {
                return order;
            }

            i += Math.Max(1, first.Length);
            j += Math.Max(1, second.Length);
        }

        return (a.Length - i).CompareTo(b.Length - j);
    }

    private static ReadOnlySpan<char> Digits(string text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text.AsSpan(start, end - start);
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        ReadOnlySpan<char> first = a.TrimStart('0'), second = b.TrimStart('0');
        int order = first.Length.CompareTo(second.Length);
        order = order != 0 ? order : first.SequenceCompareTo(second);
        return order != 0 ? order : a.Length.CompareTo(b.Length);
    }
}
