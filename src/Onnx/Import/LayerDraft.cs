namespace NetCompiler.Onnx.Import;

/// <summary>Layers above one method of the class.</summary>
/// <param name="Method">The method.</param>
internal sealed record LayerDraft(string Method)
{
    /// <summary>The attributes, in their order, without brackets.</summary>
    public List<string> Attributes { get; } = [];

    /// <summary>The weights, under names as the network has them.</summary>
    public List<(string Name, int[] Shape, float[] Values)> Weights { get; } = [];

    public required int[] Input { get; init; }

    public required int[] Output { get; init; }
}
