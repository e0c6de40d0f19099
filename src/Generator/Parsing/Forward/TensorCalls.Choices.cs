using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>Functions that choose places, count along them, or combine them by letters. Most are made of other functions.</content>
internal sealed partial class TensorCalls
{
    private Value? CumSum(Value x, int axis, bool exclusive, bool reverse) => AxisOf("CumSum", axis, x) is { } along
        ? Add("CumSum", new CumSumOp(along, exclusive, reverse), [Node(x)], Shape(x)) : null;

    private Value? Einsum(string pattern, IReadOnlyList<Value> operands)
    {
        if (operands.Count == 0)
        {
            return NeedsOne("Einsum");
        }

        (EinsumOp? op, EquatableArray<int> shape, string? fault) = EinsumPattern.Read(pattern, [.. operands.Select(Shape)]);
        return op is null
            ? Fault(Descriptors.FunctionShapes, "Einsum",
                string.Join(", ", operands.Select(x => Invariant.Text(Shape(x)))) + " and '" + pattern + "'", "it takes " + fault)
            : Add("Einsum", op, [.. operands.Select(Node)], shape);
    }

    /// <summary>Each axis behind a new one, which is repeated and joined with it.</summary>
    private Value? Tile(Value x, int[] repeats)
    {
        EquatableArray<int> shape = Shape(x);
        if (repeats.Length != shape.Count || repeats.Any(count => count < 1))
        {
            return Fault(Descriptors.FunctionShapes, "Tile", Invariant.Text(shape) + " and " + Invariant.Text(repeats),
                "for each axis stands how often it is repeated, at least once");
        }

        return Reshape(x, [.. shape.SelectMany(size => new[] { 1, size })]) is { } apart
            && BroadcastTo(apart, [.. shape.SelectMany((size, d) => new[] { repeats[d], size })]) is { } repeated
            ? Reshape(repeated, [.. shape.Select((size, d) => size * repeats[d])]) : null;
    }

    /// <summary>The product with rows that have a 1 at the place.</summary>
    private Value? Gather(Value x, Value places, int axis)
    {
        if (AxisOf("Gather", axis, x) is not { } along)
        {
            return null;
        }

        EquatableArray<int> shape = Shape(x);
        int[] before = [.. shape.Take(along)], after = [.. shape.Skip(along + 1)];
        int count = Shape(places).Aggregate(1, (product, size) => product * size), rest = after.Aggregate(1, (product, size) => product * size);
        return Reshape(places, [count]) is { } flat && OneHot(flat, shape[along]) is { } chosen
            && Reshape(x, [.. before, shape[along], rest]) is { } rows && MatMul(chosen, rows, false, false) is { } found
            ? Reshape(found, [.. before, .. Shape(places), .. after]) : null;
    }

    /// <summary>
    /// Each element's rank is the number of those that are larger, or equal and before it; the element of rank i is the i-th largest.
    /// </summary>
    private Value? TopK(Value x, int count, int axis)
    {
        if (AxisOf("TopK", axis, x) is not { } along)
        {
            return null;
        }

        int size = Shape(x)[along], rank = Shape(x).Count;
        if (count < 1 || count > size)
        {
            return Fault(Descriptors.FunctionShapes, "TopK", Invariant.Text(Shape(x)) + " and " + Invariant.Text(count),
                "the axis has at least as many places, and one is the least");
        }

        int[] last = [.. Enumerable.Range(0, rank).Where(d => d != along), along];
        int[] back = [.. Enumerable.Range(0, rank).Select(d => d < along ? d : d == along ? rank - 1 : d - 1)];
        if (Transpose(x, last) is not { } rows || ExpandDims(rows, -1) is not { } each || ExpandDims(rows, -2) is not { } others
            || Arange(size) is not { } numbers || ExpandDims(numbers, -1) is not { } column || Arange(count) is not { } wanted
            || ExpandDims(wanted, -1) is not { } wantedColumn)
        {
            return null;
        }

        Value? larger = Element(ElementFunction.Greater, others, each);
        Value? equal = Element(ElementFunction.Equal, others, each), before = Element(ElementFunction.Less, numbers, column);
        if (larger is null || equal is null || before is null || Element(ElementFunction.And, equal, before) is not { } first
            || Element(ElementFunction.Add, larger, first) is not { } ahead
            || ReduceAlong(ReduceFunction.Sum, ahead, [-1], keepDims: false) is not { } ranks
            || ExpandDims(ranks, -2) is not { } row || Element(ElementFunction.Equal, row, wantedColumn) is not { } isRank)
        {
            return null;
        }

        Value? values = Picked(isRank, others, back), places = Picked(isRank, numbers, back);
        return values is null || places is null ? null : new ListValue([values, places], IsTuple: true) { Names = ["Values", "Places"] };
    }

    /// <summary>Of each row the element where the condition holds.</summary>
    private Value? Picked(Value condition, Value rows, int[] order) =>
        Element(ElementFunction.Where, condition, rows, new NumberValue(0, true)) is { } chosen
            && ReduceAlong(ReduceFunction.Sum, chosen, [-1], keepDims: false) is { } found ? Transpose(found, order) : null;
}
