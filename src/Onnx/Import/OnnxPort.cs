namespace NetCompiler.Onnx;

/// <summary>An input or output of an imported class.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Parameter">What the class calls it.</param>
/// <param name="Shape">The sizes of a sample of the class; at least one axis.</param>
/// <param name="Axes">For each axis of the class, the axis of the model that it is; empty for a single number.</param>
public sealed record OnnxPort(string Name, string Parameter, IReadOnlyList<int> Shape, IReadOnlyList<int> Axes);
