using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>A tensor that the network keeps and that depends on no input.</summary>
internal sealed record FreeParameterOp(EquatableArray<int> Sizes, InitializerKind Initializer) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("Parameter", "Parameter", InputRule.Between(0, 0), PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Dropped;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new FreeParameterOp(
        arguments.Shape("shape"), arguments.Initializer("Initializer", InitializerKind.RandomNormal)));

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(Sizes);

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        int last = Sizes[Sizes.Count - 1];
        long before = Sizes.Take(Sizes.Count - 1).Aggregate(1L, (product, size) => Saturating.Of(new System.Numerics.BigInteger(product) * size));
        return [new("value", Sizes, Initializer, LayerParameter.Fan(before), last,
            TorchTensor.Of("value", Along.Neither, [.. Enumerable.Range(0, Sizes.Count).Select(axis => new[] { axis })]))];
    }

    public override long Flops(OpShapes shapes) => 0;

    public override int Build(BuildContext at) => at.Graph.Map(at.Name, at.Output, at.Graph.Same(at.Parameters[0]));

    public override OnnxValue Export(ExportContext at) => new(at.Output, isBatched: false, at.Graph.Root) { Plain = at.Parameters[0] };
}
