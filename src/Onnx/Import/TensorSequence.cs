namespace NetCompiler.Onnx.Import;

/// <summary>A sequence of ONNX: a list of tensors, whose length and order are known while importing. Nothing is left of it in the class.</summary>
/// <param name="Items">The tensors.</param>
internal sealed record TensorSequence(IReadOnlyList<IValue> Items) : IValue
{
    /// <summary>Longer ones are refused.</summary>
    public const int Most = 1024;

    public OnnxElementType Type => Items.Count > 0 ? Items[0].Type : OnnxElementType.Undefined;

    public long[] Shape => throw new RefusedException("a sequence of tensors where one tensor is expected");
}
