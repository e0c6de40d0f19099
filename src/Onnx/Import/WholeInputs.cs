namespace NetCompiler.Onnx.Import;

/// <summary>
/// Numbers of rows that a model takes as floats and casts to whole ones: they are whole already, or there is no such row, so the cast changes none.
/// </summary>
internal static class WholeInputs
{
    /// <summary>Operations that only move numbers.</summary>
    private static readonly HashSet<string> Moving =
        ["Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Slice", "Transpose", "Concat", "Split", "Expand"];

    /// <summary>The graph without those casts.</summary>
    public static OnnxGraph WithoutCasts(OnnxGraph graph)
    {
        HashSet<string> given = [.. graph.Inputs.Where(input => input.Type.IsFloat()).Select(input => input.Name)];
        ILookup<string, bool> places = graph.Nodes
            .SelectMany(node => node.Inputs.Select((name, i) => (Name: name, IsPlaces: node.Operation == "Gather" && i == 1)))
            .Concat(graph.Outputs.Select(output => (output.Name, IsPlaces: false)))
            .ToLookup(read => read.Name, read => read.IsPlaces, StringComparer.Ordinal);
        return graph with { Nodes = [.. graph.Nodes.Select(node => WithoutCast(node, given, places))] };
    }

    /// <summary>The operation, or nothing in place of a needless cast. What is given grows by what only moves it.</summary>
    private static OnnxNode WithoutCast(OnnxNode node, HashSet<string> given, ILookup<string, bool> places)
    {
        if (node.Domain.Length > 0 || node.Inputs.Count == 0 || !given.Contains(node.Inputs[0]))
        {
            return node;
        }

        if (Moving.Contains(node.Operation))
        {
            given.UnionWith(node.Outputs);
        }

        return node.Operation == "Cast" && node.Outputs is [var output] && places[output].Any() && places[output].All(isPlaces => isPlaces)
            ? node with { Operation = "Identity", Attributes = [] } : node;
    }
}
