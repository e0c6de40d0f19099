using System;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Numbers that are drawn anew for each sample of each training step; in predictions, their mean.</summary>
/// <param name="IsNormal">From the standard normal distribution; else evenly from 0 to 1, without 1.</param>
internal sealed record RandomOp(bool IsNormal) : ComputingFunction, IOfEachSample
{
    private double Mean => IsNormal ? 0 : 0.5;

    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at)
    {
        if (!at.IsTraining)
        {
            return at.Graph.Map(at.Name, at.OutputRows, Number(Mean));
        }

        int first = Even(at, 0);
        return IsNormal ? at.Graph.Map(at.Name, at.OutputRows, Normal(at.Graph.Same(first), at.Graph.Same(Even(at, 1)))) : first;
    }

    /// <summary>Of two even draws, one for the distance and one for the angle (Box and Muller, 1958); the distance has no logarithm of 0.</summary>
    private static Expr Normal(Expr distance, Expr turn) => Times(
        Apply(UnaryKind.Sqrt, Times(Number(-2), Apply(UnaryKind.Log, Subtract(Number(1), distance)))),
        Apply(UnaryKind.Cos, Times(Number(2 * Math.PI), turn)));

    /// <summary>Even draws of the output's shape.</summary>
    /// <param name="draw">Tells the draws of a function apart.</param>
    public static int Even(BuildContext at, int draw) =>
        at.Graph.Add(new RandomNode(at.Name + ".draw", at.OutputRows, 0, at.Salt(draw)) { IsUniform = true });

    public override OnnxValue Export(ExportContext at) => new FillOp((float)Mean).Export(at);
}

/// <summary>1 with the probability that the input says, else 0; in predictions the probability. No gradient flows.</summary>
internal sealed record BernoulliOp : ComputingFunction, IOfEachSample
{
    public override StepRule Steps => StepRule.Kept;

    public override int Build(BuildContext at)
    {
        Expr value = !at.IsTraining ? at.Same
            : Where(at.Graph.Same(RandomOp.Even(at, 0)), CompareKind.Less, at.Same, Number(1), Number(0));
        return at.Graph.Map(at.Name, at.OutputRows, value, gradientScale: 0);
    }

    public override OnnxValue Export(ExportContext at) => at.Input;
}
