using System.Linq;
using NetCompiler.Generator.Export;
using NetCompiler.Generator.Graph;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Support;
using static NetCompiler.Generator.Graph.Scalars;

namespace NetCompiler.Generator.Layers;

internal enum ReduceFunction
{
    Sum,
    Mean,
    Max,
    Min,
    ArgMax,
    Prod,
}

/// <summary>Combines all places along <c>Axes</c>, which are rising.</summary>
internal sealed record ReduceOp(ReduceFunction Function, EquatableArray<int> Axes, bool KeepDims) : ComputingFunction
{
    public override StepRule Steps => StepRule.Dropped;

    // A function without a row does not compile. The compiler also asks for numbers that name no member: nothing makes those.
#pragma warning disable CS8524
    public override int Build(BuildContext at) => Function switch
    {
        ReduceFunction.Sum => Combined(at, at.Name, Combine.Sum, at.Input),
        ReduceFunction.Max => Combined(at, at.Name, Combine.Max, at.Input),
        ReduceFunction.ArgMax => Combined(at, at.Name, Combine.ArgMax, at.Input),
        ReduceFunction.Min => Smallest(at),
        ReduceFunction.Mean => Mean(at),
        ReduceFunction.Prod => Product(at),
    };
#pragma warning restore CS8524

    private int Smallest(BuildContext at)
    {
        int negative = at.Graph.Map(at.Name + ".negative", at.Input, Apply(UnaryKind.Negate, at.Same));
        int largest = Combined(at, at.Name + ".max", Combine.Max, negative);
        return at.Graph.Map(at.Name, largest, Apply(UnaryKind.Negate, at.Graph.Same(largest)));
    }

    private int Mean(BuildContext at)
    {
        int sum = Combined(at, at.Name + ".sum", Combine.Sum, at.Input);
        long count = Axes.Aggregate(1L, (product, axis) => product * at.InputRows[axis + 1]);
        return at.Graph.Map(at.Name, sum, Over(at.Graph.Same(sum), Number(count)));
    }

    /// <summary>By halves: each place of the first half times that of the second, along one axis after the other.</summary>
    private int Product(BuildContext at)
    {
        int product = at.Input;
        foreach (int axis in Axes)
        {
            for (int size = at.InputRows[axis + 1]; size > 1; size = (size + 1) / 2)
            {
                (int d, int half) = (axis + 1, (size + 1) / 2);
                var shape = new EquatableArray<int>(at.Graph[product].Shape.Select((extent, i) => i == d ? half : extent));
                EquatableArray<Affine> same = GraphBuilder.Identity(shape.Count);
                var behind = new LoadExpr(product, new(same.Select((form, i) => i == d ? Affine.Of(i, constant: half) : form)), Fill: 1);
                product = at.Graph.Map(at.Name + ".half", shape, Times(new LoadExpr(product, same), behind));
            }
        }

        int kept = 0;
        var forms = Enumerable.Range(0, at.InputRows.Count).Select(d => IsReduced(d) && !KeepDims ? Affine.Number(0) : Affine.Of(kept++)).ToList();
        return at.Graph.Map(at.Name, at.OutputRows, new LoadExpr(product, new(forms)));
    }

    private int Combined(BuildContext at, string name, Combine combine, int input)
    {
        EquatableArray<int> shape = at.Graph[input].Shape;
        var axes = Enumerable.Range(0, shape.Count).ToList();
        var order = axes.Where(d => !IsReduced(d)).Concat(axes.Where(IsReduced)).ToList();
        EquatableArray<Axis> named = GraphBuilder.Box(shape);
        var access = new EquatableArray<Affine>(axes.Select(d => Affine.Of(order.IndexOf(d))));
        IEnumerable<Affine> target =
            axes.Where(d => KeepDims || !IsReduced(d)).Select(d => IsReduced(d) ? Affine.Number(0) : Affine.Of(order.IndexOf(d)));
        return at.Graph.Add(new NestNode(
            name, at.OutputRows, new(order.Select(d => named[d])), new(target), combine, new LoadExpr(input, access),
            GradientScale: combine == Combine.ArgMax ? 0 : 1));
    }

    private bool IsReduced(int dimension) => dimension > 0 && Axes.Contains(dimension - 1);

    public override OnnxValue Export(ExportContext at)
    {
        string rows = at.Rows(at.Input);
        long[] axes = [.. Axes.Select(axis => axis + 1L)];
        OnnxAttribute keep = OnnxAttribute.Int("keepdims", KeepDims ? 1 : 0);
        return Function switch
        {
            ReduceFunction.ArgMax => at.Give("Cast", [Largest(at, rows)], OnnxTypes.To(OnnxTypes.Float)),
            ReduceFunction.Sum => at.Give("ReduceSum", [rows, at.Graph.Ints(axes)], keep),
            _ => at.Give("Reduce" + Function, [rows], OnnxAttribute.Ints("axes", axes), keep),
        };
    }

    /// <summary>ONNX' is along one axis, so several become one.</summary>
    private string Largest(ExportContext at, string rows)
    {
        if (Axes.Count == 1)
        {
            return at.Add("place", "ArgMax", [rows], OnnxAttribute.Int("axis", Axes[0] + 1), OnnxAttribute.Int("keepdims", KeepDims ? 1 : 0));
        }

        int rank = at.InputShape.Count + 1;
        string last = at.Transpose("last", rows, [.. Enumerable.Range(0, rank).Where(d => !IsReduced(d)), .. Axes.Select(axis => axis + 1)]);
        int places = Axes.Aggregate(1, (product, axis) => product * at.InputShape[axis]);
        string flat = at.Reshape("flat", last, at.InputShape.Where((_, d) => !IsReduced(d + 1)).Append(places));
        return at.Reshape("places", at.Add("place", "ArgMax", [flat], OnnxAttribute.Int("axis", -1), OnnxAttribute.Int("keepdims", 0)), at.Output);
    }
}
