using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Graph;

/// <summary>A tensor and how it comes about. Its id is its position in <see cref="TensorGraph.Nodes"/>.</summary>
/// <param name="Name">Unique; the layer's name, with a suffix for what is inside or for gradients (<c>dense.matmul</c>, <c>d.dense</c>).</param>
/// <param name="Shape">Sizes; the first is <see cref="TensorGraph.Batch"/> for a tensor with a row per sample.</param>
internal abstract record Node(string Name, EquatableArray<int> Shape);

/// <summary>A tensor that the caller provides for each batch.</summary>
internal sealed record InputNode(string Name, EquatableArray<int> Shape, InputKind Kind) : Node(Name, Shape);

internal enum InputKind
{
    /// <summary>The samples.</summary>
    Data,

    /// <summary>What the loss compares with; a class index is a whole number stored as float, shape [N].</summary>
    Target,

    /// <summary>Shape [N]: the weight of a sample's loss in the batch's loss, that is the seed of the gradient.</summary>
    Scale,

    /// <summary>Shape [1]: how many samples the whole batch has, for means over it.</summary>
    BatchSize,

    /// <summary>The output's shape: the weight of each element of the output in the sum whose gradient is asked for.</summary>
    OutputWeights,
}

/// <summary>A tensor that the network keeps; <c>Index</c> counts parameters in definition order. One that is not <c>Trainable</c> gets no gradient.</summary>
internal sealed record ParameterNode(
    string Name, EquatableArray<int> Shape, int Index, InitializerKind Initializer, int FanIn, int FanOut, bool Trainable = true,
    ParameterTraining? Training = null) : Node(Name, Shape);

/// <summary>Penalties and limits of a parameter; the axes that number its units. They are for the runtime: nothing is computed from them here.</summary>
internal sealed record ParameterTraining(float L1, float L2, float MaxNorm, EquatableArray<int> UnitAxes);

/// <summary>A dropout mask: 0 with probability Rate, else 1 / (1 - Rate); a function of (key, Salt, sample, element).</summary>
internal sealed record RandomNode(string Name, EquatableArray<int> Shape, float Rate, int Salt) : Node(Name, Shape);

/// <summary>
/// The one computing primitive: for every point i of the box, <c>Out[Target(i)] combine= Body(i)</c>; then, for every element,
/// <c>Out = Epilogue(Out)</c>. Maps, contractions, reductions, windows, slices, pads and transposes are all this.
/// </summary>
/// <param name="Box">The indices, outermost first.</param>
/// <param name="Target">One affine form per output axis; writes outside the tensor are dropped. Assign reaches every element once.</param>
/// <param name="Combine">Assign; Sum from 0; Max from -infinity; ArgMax gives the row-major number, among the indices
/// absent from Target, of the first largest value, as a float.</param>
/// <param name="Epilogue">Applied to the accumulator; its loads and indices use only indices that Target names.</param>
/// <param name="GradientScale">A factor of the gradient that flows into what the node loads; with 0, differentiation takes the node for a constant.</param>
internal sealed record NestNode(
    string Name,
    EquatableArray<int> Shape,
    EquatableArray<Axis> Box,
    EquatableArray<Affine> Target,
    Combine Combine,
    Expr Body,
    Expr? Epilogue = null,
    float GradientScale = 1) : Node(Name, Shape);

/// <summary>
/// Rows of a table by their numbers: <c>Out[n, t, d] = Table[Rows[n, t], d]</c>. Numbers are whole; one outside of the table takes the nearest row.
/// </summary>
internal sealed record GatherNode(string Name, EquatableArray<int> Shape, int Table, int Rows) : Node(Name, Shape);

/// <summary>The gradient of a table whose rows were taken: <c>Out[Rows[n, t], d] += Values[n, t, d]</c> from 0, samples and places in their order.</summary>
internal sealed record ScatterNode(string Name, EquatableArray<int> Shape, int Rows, int Values) : Node(Name, Shape);

/// <summary>A box index; its extent may be <see cref="TensorGraph.Batch"/>, then it stands first in every access of a batched tensor, alone.</summary>
internal sealed record Axis(string Name, int Extent);

internal enum Combine
{
    Assign,
    Sum,
    Max,
    ArgMax,
}
