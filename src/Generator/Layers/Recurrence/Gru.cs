using System.Collections.Generic;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// Gated recurrent unit (Cho et al., 2014), with the gates z and r: h' = z h + (1 - z) g. The columns of W and U are the blocks z, r, g; the
/// candidate g is tanh(x W + b + r (h U + c)) where the reset stands behind the product, as in cuDNN, and tanh(x W + b + (r h) U) where it stands
/// before it.
/// </summary>
internal sealed record GruOp(RecurrentSettings Settings, bool ResetAfter) : RecurrentOp(Settings)
{
    public static LayerCard Attribute { get; } = CardOf("GRU", Read);

    public override LayerCard Card => Attribute;

    public override int Gates => 3;

    public override int States => 1;

    public override bool HasRecurrentBias => ResetAfter;

    public override InitializerKind BiasInitializer => Settings.Bias;

    /// <summary>PyTorch's blocks are r, z, n.</summary>
    public override EquatableArray<int>? TorchBlocks => new([1, 0, 2]);

    public override string? TorchFault => ResetAfter ? FaultOfActivations : "knows no GRU whose reset gate stands before the product";

    private static LayerDraft Read(ILayerArguments arguments) =>
        LayerDraft.Of(new GruOp(RecurrentSettings.Read(arguments, hasGates: true), arguments.Value("ResetAfter", true)));

    public override IReadOnlyList<int> Step(RecurrentStep at)
    {
        int x = at.OfInput();
        (Expr update, Expr candidate) = ResetAfter ? After(at, x) : Before(at, x);
        return [at.Unit("next", Add(Times(update, at.At(at.States[0])), Times(Subtract(Number(1), update), candidate)))];
    }

    private static (Expr Update, Expr Candidate) After(RecurrentStep at, int x)
    {
        int h = at.OfState();
        Expr reset = at.Gate(Add(at.At(x, 1), at.At(h, 1)));
        int update = at.Unit("update", at.Gate(Add(at.At(x, 0), at.At(h, 0))));
        return (at.At(update), at.Activate(Add(at.At(x, 2), Times(reset, at.At(h, 2)))));
    }

    private static (Expr Update, Expr Candidate) Before(RecurrentStep at, int x)
    {
        int gates = at.OfState("gates", at.Recurrent, 0, 2 * at.Units);
        int update = at.Unit("update", at.Gate(Add(at.At(x, 0), at.At(gates, 0))));
        int reset = at.Unit("reset", Times(at.Gate(Add(at.At(x, 1), at.At(gates, 1))), at.At(at.Recurrent)));
        int product = at.OfState("candidate", reset, 2 * at.Units, at.Units);
        return (at.At(update), at.Activate(Add(at.At(x, 2), at.At(product))));
    }
}
