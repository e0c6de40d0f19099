using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

/// <summary>The product of the last two axes; the axes before them are broadcast.</summary>
internal sealed record MatMulOp(bool TransposeLeft, bool TransposeRight) : FunctionOp
{
    public override StepRule Steps => StepRule.Dropped;

    public override SummaryRow Row => SummaryRow.Always("MatMul");

    public override long Flops(OpShapes shapes) => Saturating.Of(2 * shapes.Outputs * shapes.Input[shapes.Input.Count - (TransposeLeft ? 2 : 1)]);

    public override WholeNumbers? Numbers(OpShapes shapes) => null;

    public override IReadOnlyList<Run>? Moved(IReadOnlyList<Run> places, OpShapes shapes) => null;

    public override int Build(BuildContext at)
    {
        (int left, int right, EquatableArray<int> output) = (at.Inputs[0], at.Inputs[1], at.Output);
        int rank = output.Count;
        (int rows, int columns) = (rank - 1, rank);
        int inner = at.Graph[left].Shape[at.Graph[left].Shape.Count - (TransposeLeft ? 2 : 1)];
        IEnumerable<Axis> box = GraphBuilder.Box(at.OutputRows).Select(
            (axis, d) => new Axis(d == rows ? "i" : d == columns ? "j" : d > 0 ? "b" + Invariant.Text(d) : axis.Name, axis.Extent));
        (Affine i, Affine j, Affine k) = (Affine.Of(rows), Affine.Of(columns), Affine.Of(columns + 1));
        Expr body = Times(
            Matrix(at.Graph, left, output, TransposeLeft ? k : i, TransposeLeft ? i : k),
            Matrix(at.Graph, right, output, TransposeRight ? j : k, TransposeRight ? k : j));
        return at.Graph.Add(new NestNode(
            at.Name, at.OutputRows, new(box.Append(new Axis("k", inner))), GraphBuilder.Identity(rank + 1), Combine.Sum, body));
    }

    /// <summary>A load whose last two axes are given, and whose axes before them are those of the output, broadcast.</summary>
    private static LoadExpr Matrix(GraphBuilder graph, int node, EquatableArray<int> output, Affine row, Affine column)
    {
        EquatableArray<int> shape = graph[node].Shape;
        int first = output.Count + 1 - shape.Count;
        IEnumerable<Affine> outer = Enumerable.Range(1, shape.Count - 3).Select(
            d => shape[d] == 1 && output[first + d - 1] != 1 ? Affine.Number(0) : Affine.Of(first + d));
        return new(node, new(outer.Prepend(Affine.Of(0)).Append(row).Append(column)));
    }

    public override OnnxValue Export(ExportContext at) =>
        at.Give("MatMul", [Matrix(at, "left", at.Inputs[0], TransposeLeft), Matrix(at, "right", at.Inputs[1], TransposeRight)]);

    /// <summary>A tensor with as many axes as the output, the last two exchanged or not.</summary>
    private static string Matrix(ExportContext at, string part, OnnxValue value, bool transpose)
    {
        int missing = at.Output.Count - value.Shape.Count;
        string rows = at.Rows(value);
        string matrix = missing == 0 ? rows : at.Reshape(part + ".aligned", rows, [.. Enumerable.Repeat(1, missing), .. value.Shape]);
        int rank = at.Output.Count + 1;
        return transpose ? at.Transpose(part + ".transposed", matrix, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]) : matrix;
    }
}
