using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>Einstein's sum: for each place of the output the product of the inputs, summed over all letters that the output does not have.</summary>
/// <param name="Inputs">A letter for each axis of each input, without the batch.</param>
/// <param name="Result">Those of the output.</param>
/// <param name="Sums">The letters that are summed over, with their sizes.</param>
internal sealed record EinsumOp(EquatableArray<string> Inputs, string Result, EquatableArray<(char Letter, int Size)> Sums) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    public override int Build(BuildContext at)
    {
        string letters = Result + string.Concat(Sums.Select(sum => sum.Letter));
        IEnumerable<Axis> box = GraphBuilder.Box(at.OutputRows).Take(1)
            .Concat(Result.Select((letter, d) => new Axis("e" + letter, at.Output[d])))
            .Concat(Sums.Select(sum => new Axis("e" + sum.Letter, sum.Size)));
        IEnumerable<Expr> loads = Inputs.Select((axes, i) => new LoadExpr(at.Inputs[i],
            new(axes.Select((letter, d) => at.Graph[at.Inputs[i]].Shape[d + 1] == 1 ? Affine.Number(0) : Affine.Of(letters.IndexOf(letter) + 1))
                .Prepend(Affine.Of(0)))));
        return at.Graph.Add(new NestNode(at.Name, at.OutputRows, new(box), GraphBuilder.Identity(at.OutputRows.Count),
            Sums.Count == 0 ? Combine.Assign : Combine.Sum, loads.Aggregate(Times)));
    }

    public override OnnxValue Export(ExportContext at)
    {
        const char batch = 'Z';
        string equation = string.Join(",", Inputs.Select(axes => batch + axes)) + "->" + batch + Result;
        return at.Give("Einsum", [.. at.Inputs.Select(at.Rows)], OnnxAttribute.String("equation", equation));
    }
}
