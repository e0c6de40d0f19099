using System.Linq;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// The user's intent: what the attributes of one class say, with shapes inferred. Records and equatable arrays only, so that
/// the incremental pipeline can compare two of them; no symbol, syntax node or location may be added here.
/// </summary>
/// <param name="Type">The partial class that the network is generated into.</param>
/// <param name="Nodes">Layers in definition order; node 0 is the input, an input always stands before its user, the last is the output.</param>
/// <param name="Loss">The loss, or null for a class that only infers.</param>
/// <param name="Options">What the user asked of the compiler.</param>
internal sealed record ModelSpec(TypeSpec Type, EquatableArray<NodeSpec> Nodes, LossSpec? Loss, ModelOptions Options)
{
    public EquatableArray<int> InputShape => Nodes[0].OutputShape;

    public EquatableArray<int> OutputShape => Nodes[Nodes.Count - 1].OutputShape;
}

/// <summary>What the class offers to the user's code, whatever its layers are.</summary>
internal sealed record OutlineSpec(TypeSpec Type, bool HasLoss);

/// <summary>
/// The class to extend. <c>ContainingTypes</c> are declarations such as <c>partial class Outer</c>, outermost first. Names are
/// written as in C#, with an @ before those that are keywords.
/// </summary>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> ContainingTypes, string Name, string Accessibility, bool IsSealed)
{
    /// <summary>Name without namespace and containing types, as users know it.</summary>
    public string PlainName => Name.TrimStart('@');

    /// <summary>Namespace, containing types and name, joined by dots: <c>App.Outer.Digits</c>.</summary>
    public string FullName =>
        string.Join(".", ContainingTypes.Select(c => c.Substring(c.LastIndexOf(' ') + 1)).Prepend(Namespace).Append(Name).Where(n => n.Length > 0))
            .Replace("@", "");
}

/// <param name="InputGradient">Also compile gradients with respect to the input: of the loss, and of the outputs.</param>
/// <param name="EmitGraph">Add the printed graph after each pass as a comment file.</param>
internal sealed record ModelOptions(bool InputGradient, bool EmitGraph);

/// <summary>One layer: its Keras name, what it computes, the nodes it reads and its output's shape without the batch.</summary>
/// <param name="Training">What is said about the training of its parameters; null for nothing.</param>
internal sealed record NodeSpec(
    string Name, OpSpec Op, EquatableArray<int> Inputs, EquatableArray<int> OutputShape, TrainingRules? Training = null)
{
    /// <summary>Ends the name of an activation that is part of the layer before it, as in <c>dense.activation</c>.</summary>
    public const string ActivationSuffix = ".activation";

    /// <summary>Whether the node is part of the layer before it.</summary>
    public bool IsPart => Name.EndsWith(ActivationSuffix, System.StringComparison.Ordinal);

    /// <summary>The name of the layer that the node is, or is part of.</summary>
    public string LayerName => IsPart ? Name.Substring(0, Name.Length - ActivationSuffix.Length) : Name;
}

/// <summary>A loss over the last node's output.</summary>
/// <param name="FromLogits">The output is not yet a probability.</param>
/// <param name="LabelSmoothing">0 to 1; Keras' rule.</param>
/// <param name="Delta">Where Huber's loss turns from square to linear.</param>
internal sealed record LossSpec(LossKind Kind, bool FromLogits, float LabelSmoothing, float Delta);

/// <summary>Mirrors <c>NetCompiler.Loss</c>, member by member.</summary>
internal enum LossKind
{
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
}

/// <summary>Mirrors <c>NetCompiler.Activation</c>, member by member.</summary>
internal enum ActivationKind
{
    Linear,
    Relu,
    LeakyRelu,
    Elu,
    Selu,
    Celu,
    Gelu,
    GeluTanh,
    Silu,
    Mish,
    Softplus,
    Softsign,
    Tanh,
    Sigmoid,
    HardSigmoid,
    HardSilu,
    Relu6,
    LogSigmoid,
    Exponential,
    Softmax,
    LogSoftmax,
}

/// <summary>Mirrors <c>NetCompiler.Initializer</c>, member by member.</summary>
internal enum InitializerKind
{
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    Zeros,
    Ones,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    Orthogonal,
}

/// <summary>Mirrors <c>NetCompiler.Padding</c>, member by member.</summary>
internal enum PaddingKind
{
    Valid,
    Same,
    Causal,
}
