using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;

namespace NetCompiler.Generator.Layers;

/// <summary>An input of the network; <c>Offset</c> is its place in a sample, in floats.</summary>
internal sealed record InputOp(int Offset = 0) : ComputingFunction, IOfEachSample
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Part(InputKind.Data, Offset);

    public override OnnxValue Export(ExportContext at) => at.Of(at.Name);
}

/// <summary>A target of the loss; <c>Offset</c> is its place in a sample's target, in floats.</summary>
internal sealed record TargetOp(int Offset = 0) : ComputingFunction, IOfEachSample
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Part(InputKind.Target, Offset);

    public override OnnxValue Export(ExportContext at) => throw new ExportRefused("a target, which predictions do not have");
}

/// <summary>The same number at every place; of shape []. It stands in expressions and is no node.</summary>
internal sealed record ConstantOp(float Value) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => -1;

    public override OnnxValue Export(ExportContext at) => new(at.Output, isBatched: false, at.Graph.Root) { Number = Value };
}

/// <summary>0, 1, 2, ...; the same for every sample.</summary>
internal sealed record ArangeOp : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at) => at.Graph.Map(at.Name, at.Output, new IndexExpr(Affine.Of(0)));

    public override OnnxValue Export(ExportContext at) =>
        at.Of(at.Graph.Add(at.Name, "Range", [at.Graph.Float(0), at.Graph.Float(at.Output[0]), at.Graph.Float(1)]), isBatched: false);
}
