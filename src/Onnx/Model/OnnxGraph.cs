namespace NetCompiler.Onnx;

/// <summary>Operations in an order in which they can run, and what goes in and comes out.</summary>
/// <param name="Name">The name.</param>
/// <param name="Nodes">The operations.</param>
/// <param name="Inputs">What the graph is given; older models list their constants here, too.</param>
/// <param name="Outputs">What it gives.</param>
public sealed record OnnxGraph(
    string Name, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs)
{
    /// <summary>Constants, usually the weights.</summary>
    public IReadOnlyList<OnnxTensor> Initializers { get; init; } = [];

    /// <summary>What the model says of values between; need not be complete.</summary>
    public IReadOnlyList<OnnxValueInfo> Values { get; init; } = [];

    /// <summary>Names of constants that are stored sparsely, which are not read.</summary>
    public IReadOnlyList<string> SparseInitializers { get; init; } = [];
}
