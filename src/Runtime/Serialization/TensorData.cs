namespace NetCompiler;

/// <summary>A named tensor of a file.</summary>
/// <param name="Name">The name, unique in its file.</param>
/// <param name="Shape">Sizes of the axes; empty for a single value.</param>
/// <param name="Values">The elements, row-major; as many as the product of the shape.</param>
public sealed record TensorData(string Name, int[] Shape, float[] Values);
