using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>y = x W + b over the last axis: [..., in] to [..., Units]. Kernel [in, Units], bias [Units].</summary>
internal sealed record DenseOp(int Units, bool UseBias, InitializerKind Kernel, InitializerKind Bias) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("Dense", "Dense", InputRule.One, PenaltyRule.KernelAndBias, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Lost;

    private static LayerDraft Read(ILayerArguments arguments)
    {
        (int units, bool bias, (InitializerKind Kernel, InitializerKind Bias) initializers) =
            (arguments.Size("units"), arguments.Value("UseBias", true), arguments.Initializers());
        return new(new DenseOp(units, bias, initializers.Kernel, initializers.Bias), arguments.Activation());
    }

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(ShapeRules.WithChannels(inputs.First.Shape, Units));

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs)
    {
        int width = inputs[0].Last();
        return
        [
            new("kernel", new([width, Units]), Kernel, width, Units, TorchTensor.Of("weight", new(0, 1), [1], [0])),
            .. LayerParameter.Bias(UseBias, Units, Bias, new(-1, 0)),
        ];
    }

    public override long Flops(OpShapes shapes) => Saturating.Of(2 * shapes.Outputs * shapes.Channels);

    public override int Build(BuildContext at)
    {
        int product = Projection.Build(at.Graph, at.Bias is null ? at.Name : at.Name + ".matmul", at.Input, at.Parameters[0]);
        return BiasSum.Build(at.Graph, at.Name, product, at.Bias);
    }

    /// <summary>A vector times a matrix is one operation.</summary>
    public override OnnxValue Export(ExportContext at) => at.Output.Count == 1 && UseBias
        ? at.Give("Gemm", [at.Plain, .. at.Parameters])
        : at.Biased(name => at.Graph.Add(name, "MatMul", [at.Plain, at.Parameters[0]]), at.Bias);
}
