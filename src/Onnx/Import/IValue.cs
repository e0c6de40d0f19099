namespace NetCompiler.Onnx.Import;

/// <summary>What a name of the model stands for: a <see cref="Constant"/>, or a <see cref="Flow"/> that depends on the inputs.</summary>
internal interface IValue
{
    /// <summary>What the elements are.</summary>
    OnnxElementType Type { get; }

    /// <summary>The sizes of all axes as the model counts them, the batch as <see cref="Batch.Size"/>.</summary>
    long[] Shape { get; }
}
