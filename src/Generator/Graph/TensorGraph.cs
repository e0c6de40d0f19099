using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Tensor equations in definition order: a node's inputs stand before it.</summary>
/// <param name="Blocks">Nodes that planning runs part by part; only the last pass sets them.</param>
internal sealed record TensorGraph(EquatableArray<Node> Nodes, EquatableArray<GraphOutput> Outputs, EquatableArray<NodeBlock> Blocks = default)
{
    /// <summary>The symbolic size N of a batch.</summary>
    public const int Batch = -1;
}

/// <summary>
/// Neighbouring nests that are run one sample and one part at a time, so that what only they know stays in the cache. Their boxes begin with the sample and the
/// part; so do the shapes of all but the last, which nobody else reads.
/// </summary>
internal sealed record NodeBlock(int First, int Last);

/// <summary>A tensor that leaves the graph. <c>Index</c> is the parameter's for those that belong to one, else 0.</summary>
internal sealed record GraphOutput(OutputKind Kind, int Node, int Index = 0);

internal enum OutputKind
{
    /// <summary>The last layer's output, shape [N, ...].</summary>
    Prediction,

    /// <summary>The loss of each sample, not yet weighted, shape [N].</summary>
    SampleLoss,

    ParameterGradient,
    InputGradient,

    /// <summary>What a parameter that is not trained becomes after a training step, such as a moving average.</summary>
    StateUpdate,
}
