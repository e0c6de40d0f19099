namespace NetCompiler.Onnx.Import;

/// <summary>What a layer is called: as its weights are, else as its node is.</summary>
internal static class LayerName
{
    private static readonly string[] Endings = [".weight", ".bias", ".gamma", ".beta", ".kernel", "/weight", "/kernel", "_weight", ".W",
        "/kernel:0", ".weights", "_W", "_w"];

    public static string? Of(Constant? weights, OnnxNode node)
    {
        if (Of(weights) is { } known)
        {
            return known;
        }

        string path = node.Name.TrimStart('/');
        int last = path.LastIndexOf('/');
        return last > 0 && path[(last + 1)..].StartsWith(node.Operation, StringComparison.Ordinal) ? path[..last] : path;
    }

    /// <summary>The name of weights without what they are; null where they have no such name.</summary>
    public static string? Of(Constant? weights) =>
        weights?.Name is { } name && Array.Find(Endings, ending => name.EndsWith(ending, StringComparison.Ordinal)
            && name.Length > ending.Length) is { } found
            ? name[..^found.Length] : null;
}
