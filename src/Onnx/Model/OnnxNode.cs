namespace NetCompiler.Onnx;

/// <summary>One operation of a graph.</summary>
/// <param name="Operation">What it does, such as <c>Conv</c>.</param>
/// <param name="Inputs">Names of what it reads; an empty one is an input that is left out.</param>
/// <param name="Outputs">Names of what it gives; an empty one is not wanted.</param>
public sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>The node's own name, often empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whose operation it is; empty for those of ONNX itself.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];
}
