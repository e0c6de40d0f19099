using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// x / (K + Alpha / Size * sum of squares)^Beta, the sum over Size neighbouring channels: Size / 2, rounded down, before its own, the others behind,
/// and zeros beyond the first and the last (Krizhevsky et al., 2012).
/// </summary>
internal sealed record LocalResponseNormalizationOp(int Size, float Alpha, float Beta, float K) : FreeLayer
{
    public static LayerCard Attribute { get; } = new(
        "LocalResponseNormalization", "LocalResponseNormalization", InputRule.One, PenaltyRule.None, Read);

    public override LayerCard Card => Attribute;

    public override ImageOrder Order => ImageOrder.KeptInImages;

    public override StepRule Steps => StepRule.Kept;

    private static LayerDraft Read(ILayerArguments arguments) => LayerDraft.Of(new LocalResponseNormalizationOp(
        arguments.Size("size"), arguments.AtLeastZero("Alpha", 1e-4f), arguments.AtLeastZero("Beta", 0.75f), arguments.AboveZero("K", 1)));

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;

    public override int Build(BuildContext at)
    {
        (Support.EquatableArray<int> shape, GraphBuilder graph) = (at.InputRows, at.Graph);
        (int channel, int cell) = (shape.Count - 1, shape.Count);
        int squares = graph.Map(at.Name + ".squares", at.Input, Times(at.Same, at.Same));
        IEnumerable<Axis> box = GraphBuilder.Box(shape).Append(new Axis("q", Size));
        Affine near = Affine.Of(channel, constant: -(Size / 2)) + Affine.Of(cell);
        var body = new LoadExpr(squares, new(Windows.Indices(0, channel).Append(near)));
        int sum = graph.Add(new NestNode(at.Name + ".sum", shape, new(box), GraphBuilder.Identity(shape.Count), Combine.Sum, body));
        int scale = graph.Map(at.Name + ".scale", sum, Add(Number(K), Times(graph.Same(sum), Number((double)Alpha / Size))));
        return at.Map(Over(at.Same, Power(at, scale)));
    }

    /// <summary>
    /// The scale to the power of Beta: for the usual exponents by square roots, which are exact to half a unit in the last place each, so that the
    /// power is within two of them; else as an exponential, whose error relative to the power grows with its exponent: about 2^-24 Beta |log(scale)|
    /// beside that of the functions themselves.
    /// </summary>
    private Expr Power(BuildContext at, int scale)
    {
        if (Beta is not (0.5f or 0.75f))
        {
            return Beta == 1 ? at.Graph.Same(scale) : Apply(UnaryKind.Exp, Times(Number(Beta), Apply(UnaryKind.Log, at.Graph.Same(scale))));
        }

        LoadExpr root = at.Graph.Same(at.Graph.Map(at.Name + ".root", scale, Apply(UnaryKind.Sqrt, at.Graph.Same(scale))));
        return Beta == 0.5f ? root : Times(root, Apply(UnaryKind.Sqrt, root));
    }

    /// <summary>Of an even number of neighbours, ONNX has one more behind than before, so that it is as here with the channels backwards.</summary>
    public override OnnxValue Export(ExportContext at)
    {
        bool isEven = Size % 2 == 0;
        OnnxAttribute[] attributes =
        [
            OnnxAttribute.Int("size", Size), OnnxAttribute.Float("alpha", Alpha), OnnxAttribute.Float("beta", Beta), OnnxAttribute.Float("bias", K),
        ];
        string[] backwards = [at.Graph.Ints(-1), at.Graph.Ints(int.MinValue), at.Graph.Ints(1), at.Graph.Ints(-1)];
        return !isEven ? at.GiveImage("LRN", [at.Image], attributes)
            : at.GiveImage("Slice", [at.Add("lrn", "LRN", [at.Add("backwards", "Slice", [at.Image, .. backwards])], attributes), .. backwards]);
    }
}
