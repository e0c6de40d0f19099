namespace NetCompiler.Onnx.Exporting;

/// <summary>What later versions of the operations write in another way than version 17.</summary>
internal static class OpsetChanges
{
    /// <summary>Since then the axes of all reductions are an input.</summary>
    private const int AxesAreInputs = 18;

    private static readonly HashSet<string> Reductions = ["ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd"];

    /// <summary>The graph of version 17 in another.</summary>
    public static OnnxGraph Apply(OnnxGraph graph, int opset)
    {
        if (opset < AxesAreInputs)
        {
            return graph;
        }

        var constants = graph.Initializers.ToList();
        List<OnnxNode> nodes = Nodes(graph.Nodes, constants);
        return graph with { Nodes = nodes, Initializers = constants };
    }

    /// <summary>The version of the format that came with a version of the operations.</summary>
    public static long IrVersion(int opset) => opset switch { < 19 => 8, < 21 => 9, _ => 10 };

    private static List<OnnxNode> Nodes(IEnumerable<OnnxNode> nodes, List<OnnxTensor> constants) => [.. nodes.Select(node =>
        Reductions.Contains(node.Operation) ? AxesAsInput(node, constants)
        : node with { Attributes = [.. node.Attributes.Select(attribute => attribute.Graph is not { } body ? attribute
            : OnnxAttribute.Of(attribute.Name, body with { Nodes = Nodes(body.Nodes, constants) }))] })];

    private static OnnxNode AxesAsInput(OnnxNode node, List<OnnxTensor> constants)
    {
        OnnxAttribute axes = node.Attributes.Single(attribute => attribute.Name == "axes");
        string name = node.Name + ".axes";
        constants.Add(OnnxTensor.Of(name, [axes.Ints.Count], [.. axes.Ints]));
        return node with { Inputs = [.. node.Inputs, name], Attributes = [.. node.Attributes.Where(attribute => attribute != axes)] };
    }
}
