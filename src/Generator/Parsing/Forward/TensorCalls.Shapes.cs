using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Diagnostics;
using NetCompiler.Generator.Graph.Nodes;
using NetCompiler.Generator.Layers;
using NetCompiler.Generator.Model;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Parsing.Forward;

/// <content>Functions that move places or combine them.</content>
internal sealed partial class TensorCalls
{
    /// <summary>A part of a tensor: for each of its first axes an index, which drops the axis, or a range.</summary>
    public Value? Slice(TensorValue x, IReadOnlyList<Value> places)
    {
        EquatableArray<int> source = Shape(x);
        if (places.Count > source.Count)
        {
            return Fault(Descriptors.AxisOutOfRange, "a part", Invariant.Text(places.Count - 1), Invariant.Text(source));
        }

        (int[] starts, List<int> dropped, List<int> shape) = (new int[source.Count], new List<int>(), new List<int>());
        for (int d = 0; d < source.Count; d++)
        {
            Value place = d < places.Count ? places[d] : new RangeValue(new(0, false), new(0, true));
            (int start, int end) = place switch
            {
                RangeValue range => (range.Start.In(source[d]), range.End.In(source[d])),
                IndexValue index => Single(index.At.In(source[d])),
                _ => Single(Integer(place)),
            };
            if (start < 0 || end > source[d] || start >= end)
            {
                return Fault(
                    Descriptors.IndexOutOfRange, "axis " + Invariant.Text(d) + " of " + Invariant.Text(source),
                    Invariant.Text(start) + (place is RangeValue ? ".." + Invariant.Text(end) : ""), "a part of 0.." + Invariant.Text(source[d]));
            }

            starts[d] = start;
            if (place is RangeValue)
            {
                shape.Add(end - start);
            }
            else
            {
                dropped.Add(d);
            }
        }

        return shape.Count == source.Count && shape.SequenceEqual(source) ? x
            : Add("part", new SliceOp(new(starts), new(dropped)), [x.Node], new(shape));
    }

    private static (int Start, int End) Single(int place) => (place, place == int.MaxValue ? place : place + 1);

    private Value? SoftmaxAlong(ActivationKind kind, Value x, int axis)
    {
        int rank = Shape(x).Count;
        if (AxisOf(kind.ToString(), axis, x) is not { } along)
        {
            return null;
        }

        if (along == rank - 1)
        {
            return Add(kind.ToString(), new ActivationOp(kind, 0), [Node(x)], Shape(x));
        }

        // The axis goes to the end and back.
        int[] axes = Enumerable.Range(0, rank).Where(d => d != along).Append(along).ToArray();
        int[] back = Enumerable.Range(0, rank).Select(d => System.Array.IndexOf(axes, d)).ToArray();
        return Transpose(x, axes) is { } moved && SoftmaxAlong(kind, moved, -1) is { } done ? Transpose(done, back) : null;
    }

    /// <summary>With an axis and whether to keep it, or with a list of axes, which is empty for all.</summary>
    private Value? Reduce(ReduceFunction function, Value[] x) => x.Length == 3
        ? ReduceAlong(function, x[0], [Integer(x[1])], Truth(x[2]))
        : ReduceAlong(function, x[0], Integers(x[1]) is { Length: > 0 } axes ? axes : [.. Enumerable.Range(0, Shape(x[0]).Count)], keepDims: false);

    /// <summary>As <see cref="Reduce"/>. The root of a sum of 0 is the sum, so that no infinite slope is taken there.</summary>
    private Value? Norm(Value[] x)
    {
        int[] axes = x.Length == 3 ? [Integer(x[1])] : Integers(x[1]);
        if (axes.Any(axis => AxisOf("Norm", axis, x[0]) is null) || Element(ElementFunction.Square, x[0]) is not { } squares)
        {
            return null;
        }

        return Reduce(ReduceFunction.Sum, [squares, .. x.Skip(1)]) is { } sum && Element(ElementFunction.Sqrt, sum) is { } root
            ? Element(ElementFunction.Where, sum, root, sum) : null;
    }

    private Value? ReduceAlong(ReduceFunction function, Value x, int[] axes, bool keepDims)
    {
        EquatableArray<int> shape = Shape(x);
        var along = axes.Select(axis => AxisOf(function.ToString(), axis, x)).ToList();
        if (along.Contains(null))
        {
            return null;
        }

        int[] sorted = along.Select(axis => axis!.Value).Distinct().OrderBy(axis => axis).ToArray();
        if (sorted.Length < axes.Length)
        {
            return Fault(Descriptors.FunctionShapes, function.ToString(), Invariant.Text(shape) + " and the axes " + Invariant.Text(axes),
                "each axis may be named once");
        }

        if (sorted.Length == 0)
        {
            return x;
        }

        IEnumerable<int> output = shape.Select((size, d) => sorted.Contains(d) ? keepDims ? 1 : -1 : size).Where(size => size > 0);
        return Add(function.ToString(), new ReduceOp(function, new(sorted), keepDims), [Node(x)], new(output));
    }

    private Value? Variance(Value x, int axis, bool keepDims)
    {
        if (AxisOf("Variance", axis, x) is null)
        {
            return null;
        }

        Value? mean = ReduceAlong(ReduceFunction.Mean, x, [axis], keepDims: true);
        Value? centred = mean is null ? null : Element(ElementFunction.Subtract, x, mean);
        Value? square = centred is null ? null : Element(ElementFunction.Square, centred);
        return square is null ? null : ReduceAlong(ReduceFunction.Mean, square, [axis], keepDims);
    }

    private Value? MatMul(Value left, Value right, bool transposeLeft, bool transposeRight)
    {
        (EquatableArray<int> a, EquatableArray<int> b) = (Shape(left), Shape(right));
        const string rule = "both need two axes or more, the left's columns must be as many as the right's rows, and the axes before them must be "
            + "equal or 1";
        if (a.Count < 2 || b.Count < 2)
        {
            return Fault(Descriptors.FunctionShapes, "MatMul", Invariant.Text(a) + " and " + Invariant.Text(b), rule);
        }

        (int rows, int inner) = transposeLeft ? (a[a.Count - 1], a[a.Count - 2]) : (a[a.Count - 2], a[a.Count - 1]);
        (int second, int columns) = transposeRight ? (b[b.Count - 1], b[b.Count - 2]) : (b[b.Count - 2], b[b.Count - 1]);
        EquatableArray<int>? outer = ShapeRules.Broadcast(new(a.Take(a.Count - 2)), new(b.Take(b.Count - 2)));
        return inner != second || outer is null
            ? Fault(Descriptors.FunctionShapes, "MatMul", Invariant.Text(a) + " and " + Invariant.Text(b), rule)
            : Add("MatMul", new MatMulOp(transposeLeft, transposeRight), [Node(left), Node(right)], new(outer.Value.Append(rows).Append(columns)));
    }

    private Value? Concat(int axis, IReadOnlyList<Value> parts)
    {
        if (parts.Count == 0)
        {
            return NeedsOne("Concat");
        }

        if (AxisOf("Concat", axis, parts[0]) is not { } along)
        {
            return null;
        }

        var shapes = parts.Select(Shape).ToList();
        if (shapes.Any(s => s.Count != shapes[0].Count || FunctionShapes.Without(s, along) != FunctionShapes.Without(shapes[0], along)))
        {
            return Fault(Descriptors.FunctionShapes, "Concat", string.Join(", ", shapes.Select(s => Invariant.Text(s))),
                "all sizes but those of axis " + Invariant.Text(along) + " must be equal");
        }

        long length = shapes.Sum(s => (long)s[along]);
        if (length > int.MaxValue)
        {
            return Fault(Descriptors.TooLarge, "Concat", "its output", "over " + Invariant.Text(4L * int.MaxValue), "");
        }

        IEnumerable<int> output = shapes[0].Select((size, d) => d == along ? (int)length : size);
        return parts.Count == 1 ? parts[0] : Add("Concat", new ConcatOp(along), [.. parts.Select(Node)], new(output));
    }

    private Value? Stack(IReadOnlyList<Value> parts)
    {
        if (parts.Count == 0)
        {
            return NeedsOne("Stack");
        }

        if (parts.Any(part => Shape(part) != Shape(parts[0])))
        {
            return Fault(Descriptors.FunctionShapes, "Stack", string.Join(", ", parts.Select(part => Invariant.Text(Shape(part)))),
                "all must be equal");
        }

        var rows = parts.Select(part => ExpandDims(part, 0)).ToList();
        return rows.Contains(null) ? null : Concat(0, rows!);
    }

    private Value? NeedsOne(string function) => Fault(Descriptors.ArgumentsDoNotFit, function, "nothing", "one that takes at least one tensor");

    public Value? Reshape(Value x, int[] requested)
    {
        EquatableArray<int> source = Shape(x);
        if (requested.Length == 0 && source.All(size => size == 1))
        {
            return Rename(x, EquatableArray<int>.Empty);
        }

        if (requested.Any(size => size is 0 or < -1) || requested.Count(size => size == -1) > 1)
        {
            return Fault(Descriptors.FunctionShapes, "Reshape", Invariant.Text(requested), "sizes are at least 1, and one of them may be -1");
        }

        return ShapeRules.Reshape(source, requested) is { } sizes && ShapeRules.Of(sizes) is { Fault: null } result ? Rename(x, result.Shape)
            : Fault(Descriptors.FunctionShapes, "Reshape", Invariant.Text(source) + " and " + Invariant.Text(requested),
            "the number of elements must stay the same");
    }

    private TensorValue? Rename(Value x, EquatableArray<int> shape) => Add("reshape", new ReshapeOp(shape), [Node(x)], shape);

    private Value? Transpose(Value x, int[] axes)
    {
        EquatableArray<int> shape = Shape(x);
        int[] order = axes.Length == 0 && shape.Count >= 2
            ? [.. Enumerable.Range(0, shape.Count - 2), shape.Count - 1, shape.Count - 2]
            : axes.Select(axis => FunctionShapes.Axis(axis, shape.Count) ?? -1).ToArray();
        if (order.Length != shape.Count || !order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, shape.Count)))
        {
            return Fault(Descriptors.FunctionShapes, "Transpose",
                Invariant.Text(shape) + (axes.Length == 0 ? "" : " and the axes " + Invariant.Text(axes)), axes.Length == 0
                ? "without axes, it needs a last axis and one before it" : "each axis must be named once");
        }

        return order.SequenceEqual(Enumerable.Range(0, shape.Count)) ? x
            : Add("Transpose", new TransposeOp(new(order)), [Node(x)], new(order.Select(axis => shape[axis])));
    }

    private Value? ExpandDims(Value x, int axis)
    {
        var shape = Shape(x).ToList();
        if (FunctionShapes.Axis(axis, shape.Count + 1) is not { } at)
        {
            return Fault(Descriptors.AxisOutOfRange, "ExpandDims", Invariant.Text(axis), Invariant.Text(shape));
        }

        shape.Insert(at, 1);
        return Rename(x, new(shape));
    }

    private Value? Squeeze(Value x, int axis)
    {
        if (AxisOf("Squeeze", axis, x) is not { } at)
        {
            return null;
        }

        return Shape(x)[at] != 1
            ? Fault(Descriptors.FunctionShapes, "Squeeze", Invariant.Text(Shape(x)), "axis " + Invariant.Text(at) + " must have size 1")
            : Rename(x, FunctionShapes.Without(Shape(x), at));
    }

    private Value? BroadcastTo(Value x, int[] requested)
    {
        var shape = new EquatableArray<int>(requested);
        return requested.Any(size => size < 1) || ShapeRules.Broadcast(Shape(x), shape) != shape
            ? Fault(Descriptors.FunctionShapes, "BroadcastTo", Invariant.Text(Shape(x)) + " and " + Invariant.Text(requested),
            "sizes must be equal or 1, from the last axis on")
            : Add("BroadcastTo", new ElementOp(ElementFunction.Identity), [Node(x)], shape);
    }

    /// <summary>An operation that reads nothing and gives a shape that the call names.</summary>
    private Value? OfShape(string function, OpSpec op, int[] shape) =>
        Array.Find(shape, size => size < 1) is var size && shape.Any(s => s < 1)
            ? Fault(Descriptors.TooSmall, function, "a size of the shape", Invariant.Text(size))
            : Add(function, op, [], new(shape));

    private Value? Arange(int count) => count < 1
        ? Fault(Descriptors.TooSmall, "Arange", "the count", Invariant.Text(count))
        : Add("Arange", new ArangeOp(), [], new([count]));

    private Value? OneHot(Value x, int classes) => classes < 1
        ? Fault(Descriptors.TooSmall, "OneHot", "the number of classes", Invariant.Text(classes))
        : Add("OneHot", new OneHotOp(), [Node(x)], new(Shape(x).Append(classes)));

    private int? AxisOf(string function, int axis, Value x)
    {
        int? along = FunctionShapes.Axis(axis, Shape(x).Count);
        if (along is null)
        {
            Fault(Descriptors.AxisOutOfRange, function, Invariant.Text(axis), Invariant.Text(Shape(x)));
        }

        return along;
    }
}
