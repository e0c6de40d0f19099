using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>x / sqrt(mean of squares + Epsilon) over the last axis, times scale [channels] (Zhang and Sennrich, 2019).</summary>
internal sealed record RmsNormalizationOp(float Epsilon) : ComputingLayer
{
    public static LayerCard Attribute { get; } = new("RMSNormalization", "RMSNormalization", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override bool MixesSamples => false;

    public override StepRule Steps => StepRule.Kept;

    public override ImageOrder Order => ImageOrder.Kept;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new RmsNormalizationOp(arguments.Epsilon(1e-6f)));

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape);

    public override IEnumerable<LayerParameter> Parameters(IReadOnlyList<EquatableArray<int>> inputs) =>
        [LayerParameter.Vector("scale", inputs[0].Last(), InitializerKind.Ones, TorchTensor.Vector("weight", Along.Both))];

    public override long Flops(OpShapes shapes) => 0;

    public override int Build(BuildContext at)
    {
        int square = RowMeans.Mean(at.Graph, at.Name + ".square", at.Input, Times(at.Same, at.Same));
        Expr value = Times(at.Same, at.Graph.Same(RowMeans.Inverse(at.Graph, at.Name, square, Epsilon)));
        return at.Map(Times(value, at.Channel(at.Parameters[0])));
    }

    public override OnnxValue Export(ExportContext at)
    {
        string squares = at.Add("squares", "Mul", [at.Plain, at.Plain]);
        string mean = at.Add("square", "ReduceMean", [squares], OnnxAttribute.Ints("axes", [-1]));
        string root = at.Add("root", "Sqrt", [at.Add("sum", "Add", [mean, at.Graph.Float(Epsilon)])]);
        string normalised = at.Add("normalized", "Mul", [at.Plain, at.Add("inverse", "Reciprocal", [root])]);
        return at.Give("Mul", [normalised, at.Parameters[0]]);
    }
}
