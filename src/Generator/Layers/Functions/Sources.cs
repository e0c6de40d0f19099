using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Layers;

/// <summary>An input of the network; <c>Offset</c> is its place in a sample, in floats.</summary>
internal sealed record InputOp(int Offset = 0) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Part(InputKind.Data, Offset);
}

/// <summary>A target of the loss; <c>Offset</c> is its place in a sample's target, in floats.</summary>
internal sealed record TargetOp(int Offset = 0) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Part(InputKind.Target, Offset);
}

/// <summary>The same number at every place; of shape []. It stands in expressions and is no node.</summary>
internal sealed record ConstantOp(float Value) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => -1;
}

/// <summary>0, 1, 2, ...; the same for every sample.</summary>
internal sealed record ArangeOp : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Graph.Map(at.Name, at.Output, new IndexExpr(Affine.Of(0)));
}
