using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>x / max(norm, 1e-12), the norm being the Euclidean one over the last axis.</summary>
internal sealed record UnitNormalizationOp : FreeLayer
{
    /// <summary>The square of the smallest norm.</summary>
    private const double LeastSquare = 1e-24;

    public static LayerCard Attribute { get; } = new(
        "UnitNormalization", "UnitNormalization", InputRule.One, PenaltyRule.None, _ => LayerDraft.Of(new UnitNormalizationOp()));

    public override LayerCard Card => Attribute;

    public override ImageOrder Order => ImageOrder.Kept;

    public override StepRule Steps => StepRule.Kept;

    public override ShapeResult Shape(LayerInputs inputs) => ShapeResult.Of(inputs.First.Shape);

    public override OutputValues Values(OutputRange range, OpShapes shapes) => OutputValues.Any;

    /// <summary>The square is limited, not the norm: so a row of zeros has a gradient that is a number.</summary>
    public override int Build(BuildContext at)
    {
        int square = at.Graph.Reduce(at.Name + ".square", at.Input, Combine.Sum, Times(at.Same, at.Same));
        int inverse = at.Graph.Map(
            at.Name + ".inverse", square, Over(Number(1), Apply(UnaryKind.Sqrt, Max(Number(LeastSquare), at.Graph.Same(square)))));
        return at.Map(Times(at.Same, at.Graph.Same(inverse)));
    }

    public override OnnxValue Export(ExportContext at)
    {
        string square = at.Add("square", "ReduceSum", [at.Add("squares", "Mul", [at.Plain, at.Plain]), at.Graph.Ints(-1)]);
        string root = at.Add("root", "Sqrt", [at.Add("limited", "Max", [square, at.Graph.Float((float)LeastSquare)])]);
        return at.Give("Mul", [at.Plain, at.Add("inverse", "Reciprocal", [root])]);
    }
}
