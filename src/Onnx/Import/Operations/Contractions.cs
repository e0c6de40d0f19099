namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Einstein's sums.</summary>
internal static class Contractions
{
    private const string Ellipsis = "...";

    public static IEnumerable<Operation> All => [new("Einsum", 12, Einsum)];

    private static IValue[] Einsum(NodeCall call)
    {
        string[] sides = call.Text("equation", "").Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] given = sides[0].Split(',');
        Flow[] flows = [.. given.Select((_, i) => call.Flow(i).Unflattened().Natural())];
        int hidden = given.Select((axes, i) => axes.Contains(Ellipsis, StringComparison.Ordinal) ? flows[i].Shape.Length - axes.Length + 3 : 0).Max();
        string[] inputs = [.. given.Select((axes, i) => Expand(axes, flows[i].Shape.Length - axes.Length + 3))];
        string result = sides.Length > 1 ? Expand(sides[1], hidden) : Hidden(hidden) + string.Concat(sides[0].Where(char.IsAsciiLetter)
            .GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key).Order());
        if (inputs.Any(axes => axes.Distinct().Count() < axes.Length))
        {
            throw new RefusedException("a diagonal, where a letter stands twice in an input");
        }

        // The batch is no axis here: its letter goes everywhere.
        char[] batches = [.. flows.Select((flow, i) => flow.BatchAxis is >= 0 and var axis ? inputs[i][axis] : ' ')
            .Where(letter => letter != ' ').Distinct()];
        if (batches.Length > 1 || batches.Any(letter => !result.Contains(letter) || flows.Where((flow, i) =>
            inputs[i].IndexOf(letter) is >= 0 and var axis && (!Batch.Has(flow.Shape[axis]) || flow.Axes.Contains(axis))).Any()))
        {
            throw new RefusedException("it works across the samples of a batch");
        }

        var sizes = new Dictionary<char, long>();
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int axis = 0; axis < inputs[i].Length; axis++)
            {
                long size = flows[i].Shape[axis];
                sizes[inputs[i][axis]] = sizes.TryGetValue(inputs[i][axis], out long known) && known != 1 ? known : size;
            }
        }

        string pattern = Without(string.Join(',', inputs) + "->" + result, batches);
        long[] shape = [.. result.Select(letter => sizes[letter])];
        string arguments = string.Concat(flows.Select((_, i) => $", {{{i}}}"));
        var term = new Term($"Einsum(\"{pattern}\"{arguments})", Level.Primary, Ordering.SampleOf(shape), [.. flows.Select(flow => flow.Term)]);
        return [Flow.Natural(term, shape, flows[0].Type)];
    }

    private static string Without(string pattern, char[] letters) => string.Concat(pattern.Where(letter => !letters.Contains(letter)));

    private static string Expand(string axes, int hidden) => axes.Replace(Ellipsis, Hidden(hidden), StringComparison.Ordinal);

    /// <summary>Capital letters from the end of the alphabet, of which the last axes have the last ones.</summary>
    private static string Hidden(int count) => string.Concat(Enumerable.Range(0, Math.Max(count, 0)).Reverse().Select(i => (char)('Y' - i)));
}
