namespace NetCompiler.Onnx;

/// <summary>An operation of ONNX that is imported, in some of its forms at least.</summary>
/// <param name="Name">What ONNX calls it.</param>
/// <param name="Since">The first version of ONNX's operations in which it is imported.</param>
public sealed record OnnxOperation(string Name, int Since);
