using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>1 where the class number of the input is the index along the last axis, else 0.</summary>
internal sealed record OneHotOp : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at)
    {
        int rank = at.OutputRows.Count;
        var load = new LoadExpr(at.Input, GraphBuilder.Identity(rank - 1));
        Expr value = Where(new IndexExpr(Affine.Of(rank - 1)), CompareKind.Equal, load, Number(1), Number(0));
        return at.Graph.Map(at.Name, at.OutputRows, value, gradientScale: 0);
    }

    public override OnnxValue Export(ExportContext at)
    {
        string classes = at.Add("classes", "Range", [at.Graph.Float(0), at.Graph.Float(at.Output[at.Output.Count - 1]), at.Graph.Float(1)]);
        string number = at.Add("number", "Unsqueeze", [at.Rows(at.Input), at.Graph.Ints(-1)]);
        return at.Of(OnnxMasks.Float(at.Graph, at.Name, at.Add("same", "Equal", [number, classes])));
    }
}
