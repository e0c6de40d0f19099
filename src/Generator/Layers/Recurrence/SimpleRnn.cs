using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>h' = tanh(x W + b + h U).</summary>
/// <param name="RecurrentBias">Whether h U has a bias of its own, as in PyTorch.</param>
internal sealed record SimpleRnnOp(RecurrentSettings Settings, bool RecurrentBias) : RecurrentOp(Settings)
{
    public static LayerCard Attribute { get; } = CardOf("SimpleRNN", Read);

    public override LayerCard Card => Attribute;

    public override int Gates => 1;

    public override int States => 1;

    public override bool HasRecurrentBias => RecurrentBias;

    public override InitializerKind BiasInitializer => Settings.Bias;

    public override EquatableArray<int>? TorchBlocks => null;

    public override string? TorchFault => Settings.Activation is ActivationKind.Tanh or ActivationKind.Relu ? null
        : "knows no RNN whose activation is " + Settings.Activation;

    private static LayerDraft Read(ILayerArguments arguments) =>
        LayerDraft.Of(new SimpleRnnOp(RecurrentSettings.Read(arguments, hasGates: false), arguments.Value("RecurrentBias", false)));

    public override IReadOnlyList<int> Step(RecurrentStep at)
    {
        (int x, int h) = (at.OfInput(), at.OfState());
        return [at.Unit("next", at.Activate(Add(at.At(x), at.At(h))))];
    }
}
