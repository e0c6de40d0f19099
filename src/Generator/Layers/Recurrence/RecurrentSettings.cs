using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>What all recurrent layers can be told; Keras' arguments, with its defaults.</summary>
/// <param name="Units">Values of the state.</param>
/// <param name="ReturnSequences">Whether the output has all steps, not only the last.</param>
/// <param name="ReturnState">Whether the layer also gives its last states.</param>
/// <param name="GoBackwards">Whether the steps are taken from the last to the first, and given in that order.</param>
/// <param name="UseBias">Whether biases are added.</param>
/// <param name="Dropout">Share of the inputs that training drops, the same ones in all steps.</param>
/// <param name="RecurrentDropout">Share of the state that training drops where it is multiplied, the same in all steps.</param>
/// <param name="Truncate">Steps after which the gradient ends; 0 for never.</param>
/// <param name="Stateful">Whether a batch in training begins with the states that the one before has left.</param>
/// <param name="ZeroOutputForMask">Whether masked steps give zeros; else they repeat the output before them.</param>
/// <param name="Activation">Of the candidate and the output.</param>
/// <param name="RecurrentActivation">Of the gates.</param>
/// <param name="Merge">How two directions become one output; null for a layer of one direction.</param>
internal sealed record RecurrentSettings(
    int Units, bool ReturnSequences, bool ReturnState, bool GoBackwards, bool UseBias, float Dropout, float RecurrentDropout, int Truncate,
    bool Stateful, bool ZeroOutputForMask, ActivationKind Activation, ActivationKind RecurrentActivation,
    InitializerKind Kernel, InitializerKind Recurrent, InitializerKind Bias, BidirectionalMerge? Merge)
{
    /// <summary>Reads them from an attribute.</summary>
    /// <param name="hasGates">Whether the cell has gates with an activation of their own.</param>
    public static RecurrentSettings Read(ILayerArguments arguments, bool hasGates)
    {
        BidirectionalMerge? merge = arguments.Bidirectional;
        var settings = new RecurrentSettings(
            arguments.Size("units"), arguments.Value("ReturnSequences", false), arguments.Value("ReturnState", false),
            arguments.Value("GoBackwards", false), arguments.Value("UseBias", true), arguments.Rate("Dropout"), arguments.Rate("RecurrentDropout"),
            arguments.NotNegative("Truncate", 0), arguments.Value("Stateful", false), arguments.Value("ZeroOutputForMask", false),
            Elementwise(arguments, "Activation", ActivationKind.Tanh),
            hasGates ? Elementwise(arguments, "RecurrentActivation", ActivationKind.Sigmoid) : ActivationKind.Linear,
            arguments.Initializer("KernelInitializer", InitializerKind.GlorotUniform),
            arguments.Initializer("RecurrentInitializer", InitializerKind.Orthogonal),
            arguments.Initializer("BiasInitializer", InitializerKind.Zeros), merge);
        if (merge is not null && settings.GoBackwards)
        {
            arguments.Report(Descriptors.BidirectionalOption, "GoBackwards", "GoBackwards");
        }

        if (merge is not null && settings.Stateful)
        {
            arguments.Report(Descriptors.BidirectionalOption, "Stateful", "Stateful");
        }

        return settings;
    }

    /// <summary>An activation of each value by itself.</summary>
    private static ActivationKind Elementwise(ILayerArguments arguments, string name, ActivationKind fallback)
    {
        ActivationKind kind = arguments.Choice(name, "Activation", fallback);
        if (ActivationCards.Of(kind).OfOne is not null)
        {
            arguments.Report(Descriptors.ActivationOfRows, name, kind.ToString());
        }

        return kind;
    }
}

/// <summary>Mirrors <c>NetCompiler.Merge</c>, member by member.</summary>
internal enum BidirectionalMerge
{
    Concat,
    Sum,
    Mul,
    Ave,
}
