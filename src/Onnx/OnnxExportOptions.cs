namespace NetCompiler.Onnx;

/// <summary>How a network is exported.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The oldest version of the operations that networks are written in.</summary>
    internal const int OldestOpset = 17;

    /// <summary>The version of ONNX' operations: 17 to 22.</summary>
    public int Opset { get; init; } = OldestOpset;

    /// <summary>What the axis of the samples is called.</summary>
    public string Batch { get; init; } = "batch";
}
