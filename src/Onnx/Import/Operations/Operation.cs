namespace NetCompiler.Onnx.Import.Operations;

/// <summary>How an operation of ONNX is imported.</summary>
/// <param name="Name">What ONNX calls it.</param>
/// <param name="Since">The first version of the operations that has it.</param>
/// <param name="Import">From a node to its results.</param>
internal sealed record Operation(string Name, int Since, Func<NodeCall, IValue[]> Import);
