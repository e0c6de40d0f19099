namespace NetCompiler.Onnx.Import;

/// <summary>Layers above one method of the class.</summary>
/// <param name="Fallback">What the method is called where the model has no name for it.</param>
internal sealed record LayerDraft(string Fallback)
{
    /// <summary>What the model calls it; a weight that comes later may know better than the node.</summary>
    public string? Wanted { get; set; }

    /// <summary>The method's name, once all layers are known.</summary>
    public string Method { get; set; } = "";

    /// <summary>The attributes, in their order, without brackets.</summary>
    public List<string> Attributes { get; } = [];

    /// <summary>What the method takes.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = ["x"];

    /// <summary>What the method gives, where that is a tuple; empty where it is one tensor.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>The weights, under names as the network has them.</summary>
    public List<(string Name, int[] Shape, float[] Values)> Weights { get; } = [];

    public required int[] Input { get; init; }

    public required int[] Output { get; init; }
}
