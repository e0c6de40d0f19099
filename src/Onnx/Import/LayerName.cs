namespace NetCompiler.Onnx.Import;

/// <summary>What a layer is called: as its weights are, else as its node is.</summary>
internal static class LayerName
{
    private static readonly string[] Endings = [".weight", ".kernel", "/weight", "/kernel", "_weight", ".W", "/kernel:0", ".weights", "_W", "_w"];

    public static string? Of(Constant? weights, OnnxNode node)
    {
        if (weights?.Name is { } name)
        {
            foreach (string ending in Endings.Where(ending => name.EndsWith(ending, StringComparison.Ordinal)))
            {
                return name[..^ending.Length];
            }
        }

        string path = node.Name.TrimStart('/');
        int last = path.LastIndexOf('/');
        return last > 0 && path[(last + 1)..].StartsWith(node.Operation, StringComparison.Ordinal) ? path[..last] : path;
    }
}
