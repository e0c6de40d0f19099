namespace NetCompiler.Onnx;

/// <summary>How a model becomes a class.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>The class's name.</summary>
    public string Name { get; init; } = "ImportedNetwork";

    /// <summary>The class's namespace; none where it is empty.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>
    /// Sizes, from 1, of the axes that the model leaves free, by the names it gives them; one without a name is called by its input and place, such
    /// as <c>state[1]</c>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Dimensions { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// Whether the first axis of inputs is the batch, where the model leaves its size free or has 1 for it. Otherwise a sample of the class is all
    /// that the
    /// model takes at once.
    /// </summary>
    public bool HasBatch { get; init; } = true;

    /// <summary>
    /// The name of the batch's axis, where that is not the first axis of the inputs; several names have commas between them. Empty otherwise.
    /// </summary>
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
