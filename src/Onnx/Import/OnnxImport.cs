namespace NetCompiler.Onnx;

/// <summary>What became of a model: a class with its weights, or a list of what could not be imported.</summary>
/// <param name="Source">The class in C#; empty where something was refused.</param>
/// <param name="Weights">All parameters, under the names that the class expects; empty where something was refused.</param>
/// <param name="Inputs">The class's inputs.</param>
/// <param name="Outputs">The class's outputs.</param>
/// <param name="Refusals">What could not be imported; empty where all could.</param>
public sealed record OnnxImport(
    string Source, IReadOnlyList<TensorData> Weights, IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs,
    IReadOnlyList<OnnxRefusal> Refusals)
{
    /// <summary>Whether there is a class.</summary>
    public bool IsComplete => Refusals.Count == 0;
}
