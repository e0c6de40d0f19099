using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Model;

/// <summary>
/// The user's intent: what the attributes of one class say, with shapes inferred. Records and equatable arrays only, so that
/// the incremental pipeline can compare two of them; no symbol, syntax node or location may be added here.
/// </summary>
/// <param name="Type">The partial class that the network is generated into.</param>
/// <param name="Nodes">Layers and functions in definition order; an input always stands before its user.</param>
/// <param name="Outputs">The nodes that the network predicts, in order; at least one.</param>
/// <param name="LossNode">The node with the loss of each sample; -1 for a class that only infers.</param>
/// <param name="Loss">The ready loss that the loss node is; null for none, and for one that a method computes.</param>
/// <param name="Methods">Partial methods to be completed.</param>
/// <param name="Options">What the user asked of the compiler.</param>
internal sealed record ModelSpec(
    TypeSpec Type,
    EquatableArray<NodeSpec> Nodes,
    EquatableArray<int> Outputs,
    int LossNode,
    LossSpec? Loss,
    EquatableArray<LayerMethodSpec> Methods,
    ModelOptions Options)
{
    public bool HasLoss => LossNode >= 0;

    /// <summary>The outputs' names, one for each.</summary>
    public EquatableArray<string> OutputNames { get; init; } = new(["output"]);

    /// <summary>The scans, whose nodes name them by their position.</summary>
    public EquatableArray<ScanSpec> Scans { get; init; } = EquatableArray<ScanSpec>.Empty;

    /// <summary>The shape of a sample; several inputs lie one after the other, flattened.</summary>
    public EquatableArray<int> InputShape => Joint(Inputs);

    /// <summary>The shape of a prediction; several outputs lie one after the other, flattened.</summary>
    public EquatableArray<int> OutputShape => Joint(Outputs.Select(position => Nodes[position]));

    /// <summary>The shape of a target; several lie one after the other, flattened.</summary>
    public EquatableArray<int> TargetShape => Joint(Targets);

    public IEnumerable<NodeSpec> Inputs => Nodes.Where(node => node.Op is InputOp);

    public IEnumerable<NodeSpec> Targets => Nodes.Where(node => node.Op is TargetOp);

    private static EquatableArray<int> Joint(IEnumerable<NodeSpec> parts)
    {
        var shapes = parts.Select(part => part.OutputShape).ToList();
        return shapes.Count == 1 ? shapes[0] : new([shapes.Sum(shape => shape.Aggregate(1, (product, size) => product * size))]);
    }
}

/// <summary>A partial method that stands for layers, to be completed so that it shows what they do.</summary>
/// <param name="Declaration">Its declaration without semicolon: <c>private static partial Tensor First(Tensor x)</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Documentation">Lines on its layers: type, shapes and parameters; empty where nothing is known.</param>
internal sealed record LayerMethodSpec(string Declaration, string Name, EquatableArray<string> Documentation);

/// <summary>What the class offers to the user's code, whatever its layers are.</summary>
internal sealed record OutlineSpec(TypeSpec Type, BaseClass Base, EquatableArray<LayerMethodSpec> Methods)
{
    /// <summary>The generated members that the class leaves no room for.</summary>
    public EquatableArray<string> Taken { get; init; } = EquatableArray<string>.Empty;
}

/// <summary>What a generated class derives from.</summary>
internal enum BaseClass
{
    CompiledBlock,
    CompiledNetwork,
    TrainableNetwork,
}

/// <summary>
/// The class to extend. <c>ContainingTypes</c> are declarations such as <c>partial class Outer</c>, outermost first. Names are
/// written as in C#, with an @ before those that are keywords.
/// </summary>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> ContainingTypes, string Name, string Accessibility, bool IsSealed)
{
    /// <summary>Name without namespace and containing types, as users know it.</summary>
    public string PlainName => Name.TrimStart('@');

    /// <summary>The type as code anywhere names it: <c>global::App.Outer.Digits</c>.</summary>
    public string Reference => "global::" + Joined;

    /// <summary>Namespace, containing types and name, joined by dots: <c>App.Outer.Digits</c>.</summary>
    public string FullName => Joined.Replace("@", "");

    private string Joined =>
        string.Join(".", ContainingTypes.Select(c => c.Substring(c.LastIndexOf(' ') + 1)).Prepend(Namespace).Append(Name).Where(n => n.Length > 0));
}

/// <param name="InputGradient">Also compile gradients with respect to the input: of the loss, and of the outputs.</param>
/// <param name="EmitGraph">Add the printed graph after each pass as a comment file.</param>
/// <param name="PerExampleGradients">Permit the gradients of single samples.</param>
/// <param name="Sets">What kernels are written for.</param>
internal sealed record ModelOptions(
    bool InputGradient, bool EmitGraph, bool PerExampleGradients = false, InstructionSets Sets = InstructionSets.All)
{
    /// <summary>Add the network's graph as the text that its ONNX model is made of.</summary>
    public bool EmitOnnx { get; init; }

    /// <summary>In place of an input's number: the network is not compiled step by step.</summary>
    public const int NoStream = -1;

    /// <summary>Also compile a step of a sequence; this is the number of the input that has the steps.</summary>
    public int StreamedInput { get; init; } = NoStream;
}

/// <summary>One layer or function: its name, what it computes, the nodes it reads and its output's shape without the batch.</summary>
/// <param name="Owner">The node whose parameters it has, when it is a further use of a layer; else null.</param>
/// <param name="IsFunction">Whether it is a function of a forward method, and no layer that users know by name.</param>
/// <param name="Training">What is said about the training of its parameters; null for nothing.</param>
internal sealed record NodeSpec(
    string Name, OpSpec Op, EquatableArray<int> Inputs, EquatableArray<int> OutputShape, string? Owner = null,
    bool IsFunction = false, TrainingRules? Training = null)
{
    /// <summary>In place of a scan's position: the node is none of a scan's step.</summary>
    public const int NoScan = -1;

    /// <summary>The position of the scan whose step the node belongs to.</summary>
    public int Scan { get; init; } = NoScan;

    /// <summary>Ends the name of an activation that is part of the layer before it, as in <c>dense.activation</c>.</summary>
    public const string ActivationSuffix = ".activation";

    /// <summary>The layer's name, or the function's without what keeps it apart from layers.</summary>
    public string DisplayName => IsFunction ? Name.Split('.')[0] : LayerName;

    /// <summary>Whether the node is part of the layer before it.</summary>
    public bool IsPart => Name.EndsWith(ActivationSuffix, System.StringComparison.Ordinal);

    /// <summary>Whether, in training, the output of a sample depends on the others of its batch.</summary>
    public bool MixesSamples => Op.MixesSamples && Training is not { Trainable: false };

    /// <summary>The shapes of what it reads and gives.</summary>
    /// <param name="nodes">All nodes of its network.</param>
    public OpShapes Shapes(IReadOnlyList<NodeSpec> nodes) => new([.. Inputs.Select(input => nodes[input].OutputShape)], OutputShape);

    /// <summary>The name of the layer that the node is, or is part of.</summary>
    public string LayerName => IsPart ? Name.Substring(0, Name.Length - ActivationSuffix.Length) : Name;
}
