using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>Axis i of the output is axis <c>Axes[i]</c> of the input.</summary>
internal sealed record TransposeOp(EquatableArray<int> Axes) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at)
    {
        IEnumerable<Affine> forms = Enumerable.Range(0, Axes.Count).Select(d => Affine.Of(Axes.ToList().IndexOf(d) + 1)).Prepend(Affine.Of(0));
        return at.Graph.Map(at.Name, at.OutputRows, new LoadExpr(at.Input, new(forms)));
    }

    public override OnnxValue Export(ExportContext at) =>
        at.Give("Transpose", [at.Rows(at.Input)], OnnxAttribute.Ints("perm", Axes.Select(axis => axis + 1).Prepend(0)));
}
