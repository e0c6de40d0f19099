namespace NetCompiler.Onnx.Import;

/// <summary>What is asked of graphs as a whole.</summary>
internal static class Graphs
{
    /// <summary>The nodes whose results are needed, in their order.</summary>
    public static List<OnnxNode> Needed(OnnxGraph graph)
    {
        var wanted = graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        List<OnnxNode> needed = [];
        foreach (OnnxNode node in graph.Nodes.Reverse())
        {
            if (node.Outputs.Any(name => name.Length > 0 && wanted.Contains(name)))
            {
                wanted.UnionWith(Reads(node));
                needed.Add(node);
            }
        }

        needed.Reverse();
        return needed;
    }

    /// <summary>How often each name is read, with the outputs.</summary>
    public static Dictionary<string, int> Uses(OnnxGraph graph)
    {
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in Needed(graph).SelectMany(Reads).Concat(graph.Outputs.Select(output => output.Name)))
        {
            uses[name] = uses.GetValueOrDefault(name) + 1;
        }

        return uses;
    }

    /// <summary>What a node reads, its branches included.</summary>
    private static IEnumerable<string> Reads(OnnxNode node) => node.Inputs.Where(name => name.Length > 0).Concat(
        node.Attributes.Where(attribute => attribute.Graph is not null).SelectMany(attribute =>
            attribute.Graph!.Nodes.SelectMany(Reads).Concat(attribute.Graph.Outputs.Select(output => output.Name))));
}
