using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997; Gers et al., 2000). With z = x W + b + h U, whose columns are the blocks i, f, c, o:
/// c' = sigmoid(f) c + sigmoid(i) tanh(c), h' = sigmoid(o) tanh(c').
/// </summary>
/// <param name="RecurrentBias">Whether h U has a bias of its own, as in PyTorch.</param>
/// <param name="UnitForgetBias">Whether biases of zeros begin with ones for the forget gates (Jozefowicz et al., 2015).</param>
internal sealed record LstmOp(RecurrentSettings Settings, bool RecurrentBias, bool UnitForgetBias) : RecurrentOp(Settings)
{
    public static LayerCard Attribute { get; } = CardOf("LSTM", Read);

    public override LayerCard Card => Attribute;

    public override int Gates => 4;

    public override int States => 2;

    public override bool HasRecurrentBias => RecurrentBias;

    public override InitializerKind BiasInitializer =>
        UnitForgetBias && Settings.Bias == InitializerKind.Zeros ? InitializerKind.UnitForget : Settings.Bias;

    public override EquatableArray<int>? TorchBlocks => null;

    public override string? TorchFault => FaultOfActivations;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new LstmOp(
        RecurrentSettings.Read(arguments, hasGates: true), arguments.Value("RecurrentBias", false), arguments.Value("UnitForgetBias", true)));

    public override IReadOnlyList<int> Step(RecurrentStep at)
    {
        (int x, int h) = (at.OfInput(), at.OfState());
        int sum = at.Graph.Map(at.Graph[h].Name + ".sum", h, Add(at.At(x), at.At(h)));
        Expr input = at.Gate(at.At(sum, 0)), forget = at.Gate(at.At(sum, 1)), output = at.Gate(at.At(sum, 3));
        int memory = at.Unit("memory", Add(Times(forget, at.At(at.States[1])), Times(input, at.Activate(at.At(sum, 2)))));
        return [at.Unit("next", Times(output, at.Activate(at.At(memory)))), memory];
    }
}
