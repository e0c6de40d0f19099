using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Layers;

/// <summary>An element from the elements at its place; inputs are broadcast to the output's shape, which has a batch if an input has.</summary>
internal sealed record ElementOp(ElementFunction Function) : ComputingFunction
{
    public override StepRule Steps => StepRule.Kept;

    public override int Build(BuildContext at)
    {
        bool batched = at.Operands.Any(input => input.Constant is null && at.Graph[input.Node].IsBatched);
        EquatableArray<int> shape = batched ? at.OutputRows : at.Output;
        Expr[] elements = [.. at.Operands.Select(input => Elementwise.Load(at.Graph, input, shape))];
        return at.Graph.Map(at.Name, shape, ElementCard.Of(Function).Formula(elements));
    }

    public override OnnxValue Export(ExportContext at) => at.Each(at.Inputs, names => ElementExport.Run(at, Function, names));
}

/// <summary>Tensors that are broadcast: axes of size 1, and those that a tensor has fewer of.</summary>
internal static class Elementwise
{
    /// <summary>The element that belongs to a place of a tensor of shape <paramref name="shape"/>, whose indices are the box's.</summary>
    public static Expr Load(GraphBuilder graph, Operand operand, EquatableArray<int> shape)
    {
        if (operand.Constant is { } number)
        {
            return new ConstExpr(number);
        }

        EquatableArray<int> source = graph[operand.Node].Shape;
        bool batched = graph[operand.Node].IsBatched;
        int first = shape.Count - source.Count;
        return new LoadExpr(operand.Node, new(source.Select((size, d) =>
            batched && d == 0 ? Affine.Of(0) : size == 1 && shape[first + d] != 1 ? Affine.Number(0) : Affine.Of(first + d))));
    }
}
