using System.ComponentModel;

namespace NetCompiler;

/// <summary>A part of networks; it has no weights without one. Generated code derives from it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CompiledBlock : TensorFunctions;
