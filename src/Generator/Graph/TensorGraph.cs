using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>Tensor equations in definition order: a node's inputs stand before it, but for what loops carry from step to step.</summary>
/// <param name="Loops">What is computed step by step; nodes name them by position.</param>
internal sealed record TensorGraph(EquatableArray<Node> Nodes, EquatableArray<GraphOutput> Outputs, EquatableArray<LoopRegion> Loops = default)
{
    /// <summary>The symbolic size N of a batch.</summary>
    public const int Batch = -1;
}

/// <summary>A tensor that leaves the graph. <c>Index</c> is the number of the parameter or of the kept tensor, else 0.</summary>
internal sealed record GraphOutput(OutputKind Kind, int Node, int Index = 0);

internal enum OutputKind
{
    /// <summary>The last layer's output, shape [N, ...].</summary>
    Prediction,

    /// <summary>The loss of each sample, not yet weighted, shape [N].</summary>
    SampleLoss,

    /// <summary>How many places of each sample count in each loss of which some do not, shape [N, losses]; the shares follow from them.</summary>
    Places,

    /// <summary>What the states of stateful layers are behind the batch, shape [N, values].</summary>
    KeptStates,

    ParameterGradient,
    InputGradient,

    /// <summary>What a parameter that is not trained becomes after a training step, such as a moving average.</summary>
    StateUpdate,

    /// <summary>What a stream keeps for the next step; <c>Index</c> is that of the input of this kind that it will be.</summary>
    StreamState,

    /// <summary>What a stream keeps as long as it lasts; <c>Index</c> is that of the input of this kind that it will be.</summary>
    StreamGiven,
}
