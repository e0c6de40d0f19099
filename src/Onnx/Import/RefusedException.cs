namespace NetCompiler.Onnx.Import;

/// <summary>Why a node cannot be imported; caught where nodes are walked.</summary>
internal sealed class RefusedException(string reason) : Exception(reason);
