namespace NetCompiler.Onnx;

/// <summary>Name, type and shape of an input, an output or a value between.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">What the elements are; <see cref="OnnxElementType.Undefined"/> for what is no tensor, such as a sequence.</param>
/// <param name="Shape">The axes; null where they are not said.</param>
public sealed record OnnxValueInfo(string Name, OnnxElementType Type, IReadOnlyList<OnnxDimension>? Shape);
