using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>
/// The sum of all places up to each one along an axis; from the end with <c>Reverse</c>, and without the place itself with <c>Exclusive</c>. Each
/// round adds what stands 1, 2, 4, ... places before (Hillis and Steele, 1986).
/// </summary>
internal sealed record CumSumOp(int Axis, bool Exclusive, bool Reverse) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at)
    {
        int sum = at.Input, size = at.Output[Axis];
        for (int step = 1; step < size; step *= 2)
        {
            sum = at.Graph.Map(at.Name + ".round", at.OutputRows, Add(at.Graph.Same(sum), Before(at, sum, step)));
        }

        return at.Graph.Map(at.Name, at.OutputRows, Before(at, sum, Exclusive ? 1 : 0));
    }

    /// <summary>What stands so many places before; 0 where nothing does.</summary>
    private LoadExpr Before(BuildContext at, int node, int places) => new(node, new(GraphBuilder.Identity(at.OutputRows.Count)
        .Select((form, d) => d == Axis + 1 ? Affine.Of(d, constant: Reverse ? places : -places) : form)));

    public override OnnxValue Export(ExportContext at) => at.Give("CumSum", [at.Rows(at.Input), at.Graph.Ints(Axis + 1)],
        OnnxAttribute.Int("exclusive", Exclusive ? 1 : 0), OnnxAttribute.Int("reverse", Reverse ? 1 : 0));
}
