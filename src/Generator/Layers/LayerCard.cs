using System;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>How users write a kind of layer. <see cref="LayerCards"/> lists all.</summary>
/// <param name="attribute">The attribute as it stands in brackets: <c>MaxPool2D</c>.</param>
/// <param name="type">Keras' name of the class, which the summary shows and default names are made of: <c>MaxPooling2D</c>.</param>
/// <param name="inputs">What it takes.</param>
/// <param name="penalties">The parameters for which the attribute has penalties and limits.</param>
/// <param name="read">Reads the attribute's arguments; what is at fault by itself is reported.</param>
internal sealed class LayerCard(
    string attribute, string type, InputRule inputs, EquatableArray<PenaltyRule> penalties, Func<ILayerArguments, LayerDraft> read)
{
    public string Attribute => attribute;

    public string Type => type;

    public InputRule Inputs => inputs;

    public EquatableArray<PenaltyRule> Penalties => penalties;

    /// <summary>The full name of the attribute's class.</summary>
    public string ClassName { get; } = "NetCompiler." + attribute + "Attribute";

    /// <summary>What default names begin with, as in Keras: <c>max_pooling2d</c>.</summary>
    public string Stem => SnakeCase.Of(type);

    public LayerDraft Read(ILayerArguments arguments) => read(arguments);
}

/// <summary>How many inputs a layer takes, and whether a single number, without any axis for the layer to work along, may be one.</summary>
internal sealed record InputRule(int Least, int Most, bool TakesNumber)
{
    /// <summary>One with at least one axis.</summary>
    public static InputRule One { get; } = new(1, 1, false);

    /// <summary>One of any shape.</summary>
    public static InputRule OneOrNumber { get; } = new(1, 1, true);

    public static InputRule Between(int least, int most) => new(least, most, false);
}

/// <summary>
/// A parameter with penalties and limits, by its role, and how the attribute's properties for it begin: <c>KernelL1</c>, <c>KernelL2</c>,
/// <c>KernelMaxNorm</c>.
/// </summary>
internal sealed record PenaltyRule(string Role, string Prefix)
{
    /// <summary>The attribute has no such properties.</summary>
    public static EquatableArray<PenaltyRule> None => EquatableArray<PenaltyRule>.Empty;

    /// <summary>Those of a kernel and a bias.</summary>
    public static EquatableArray<PenaltyRule> KernelAndBias { get; } = new([new("kernel", "Kernel"), new("bias", "Bias")]);
}

/// <summary>A layer as its attribute says it.</summary>
/// <param name="Activation">Applied after the layer.</param>
internal sealed record LayerDraft(LayerOp Op, ActivationKind Activation)
{
    /// <summary>What is said about the training of the layer's parameters; null for nothing.</summary>
    public TrainingRules? Training { get; init; }

    /// <summary>A layer whose attribute takes no activation.</summary>
    public static LayerDraft Of(LayerOp op) => new(op, ActivationKind.Linear);
}
