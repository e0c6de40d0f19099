namespace NetCompiler.Onnx;

/// <summary>How a model becomes a class.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>The class's name.</summary>
    public string Name { get; init; } = "ImportedNetwork";

    /// <summary>The class's namespace; none where it is empty.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Sizes of the axes to which the model gives names, from 1.</summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// Whether the first axis of inputs is the batch, where the model leaves its size free or has 1 for it. Otherwise a sample of the class is all
    /// that the
    /// model takes at once.
    /// </summary>
    public bool HasBatch { get; init; } = true;

    /// <summary>The name that the model gives to the batch's axis, where that is not the first axis of the inputs; empty otherwise.</summary>
    public string Batch { get; init; } = "";

    /// <summary>Whether images keep the model's order, channels first, at the inputs and outputs of the class.</summary>
    public bool ChannelsFirst { get; init; }

    /// <summary>Values of inputs that are to be constants of the class, by their names.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Constants { get; init; } = new Dictionary<string, OnnxTensor>();

    /// <summary>The file's name, for the class's header; empty for none.</summary>
    public string File { get; init; } = "";

    /// <summary>The file's hash, for the class's header; empty for none.</summary>
    public string Hash { get; init; } = "";
}
