namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Sums and the like along axes, and what needs a whole axis.</summary>
internal static class Reductions
{
    public static IEnumerable<Operation> All =>
    [
        Of("ReduceSum", (x, axes, keep) => Terms.Reduce("Sum", x, axes, keep)),
        Of("ReduceMean", (x, axes, keep) => Terms.Reduce("Mean", x, axes, keep)),
        Of("ReduceMax", (x, axes, keep) => Terms.Reduce("Max", x, axes, keep)),
        Of("ReduceMin", (x, axes, keep) => Terms.Reduce("Min", x, axes, keep)),
        Of("ReduceL1", (x, axes, keep) => Terms.Reduce("Sum", Terms.Map("Abs", x), axes, keep)),
        Of("ReduceL2", (x, axes, keep) => Terms.Reduce("Norm", x, axes, keep)),
        Of("ReduceSumSquare", (x, axes, keep) => Terms.Reduce("Sum", Terms.Map("Square", x), axes, keep)),
        Of("ReduceLogSum", (x, axes, keep) => Terms.Map("Log", Terms.Reduce("Sum", x, axes, keep))),
        Of("ReduceLogSumExp", LogSumExp),
        Of("ReduceProd", (x, axes, keep) => Terms.Reduce("Prod", x, axes, keep)),
        new("Softmax", 1, call => [Softmax(call, "Softmax")]),
        new("LogSoftmax", 1, call => [Softmax(call, "LogSoftmax")]),
        new("ArgMax", 1, call => [Largest(call, x => x)]),
        new("ArgMin", 1, call => [Largest(call, Terms.Negative)]),
        new("Hardmax", 1, call => [Hardmax(call)]),
        new("CumSum", 11, call => [CumulativeSum(call)]),
        new("MeanVarianceNormalization", 9, call => [MeanVariance(call)]),
    ];

    private static Operation Of(string name, Func<Term, int[], bool, Term> function) => new(name, 1, call =>
    {
        Arithmetic.RefuseSmall(name is "ReduceMax" or "ReduceMin" ? OnnxElementType.Float : call[0].Type);
        long[]? axes = call.IntsOrInput("axes", 1, "the list of axes");
        if (axes is null or { Length: 0 } && call.Int("noop_with_empty_axes", 0) != 0)
        {
            return [call[0]];
        }

        return [Along(call.Flow(0), axes is { Length: > 0 } ? axes : null, call.Int("keepdims", 1) != 0, function)];
    });

    /// <summary>A reduction along axes of the model; all where there are none.</summary>
    public static Flow Along(Flow x, long[]? axes, bool keepDims, Func<Term, int[], bool, Term> function)
    {
        int rank = x.Shape.Length;
        int[] along = axes is null ? [.. Enumerable.Range(0, rank)] : [.. axes.Select(axis => NodeCall.Axis(axis, rank)).Distinct()];
        int[] places = [.. along.Select(x.Place).Order()];
        Term term = function(x.Term, places, keepDims);
        long[] shape = [.. x.Shape.Select((size, axis) => along.Contains(axis) ? 1 : size).Where((_, axis) => keepDims || !along.Contains(axis))];
        int[] left = keepDims ? x.Axes : [.. x.Axes.Where(axis => !along.Contains(axis)).Select(axis => axis - along.Count(other => other < axis))];
        return new Flow(term, left, shape, x.Type);
    }

    private static Term LogSumExp(Term x, int[] axes, bool keep)
    {
        Term most = Terms.Reduce("Max", x, axes, true);
        Term sum = Terms.Reduce("Sum", Terms.Map("Exp", Terms.Subtract(x, most)), axes, keep);
        return Terms.Add(Terms.Map("Log", sum), Terms.Reshape(most, sum.Shape));
    }

    /// <summary>Before version 13 all axes from the given one on are one.</summary>
    private static Flow Softmax(NodeCall call, string function)
    {
        Flow x = call.Flow(0);
        int rank = x.Shape.Length, axis = call.Axis("axis", call.Opset < 13 ? 1 : -1, rank);
        if (call.Opset >= 13 || x.Shape[(axis + 1)..].All(size => size == 1))
        {
            int place = x.Place(axis);
            return x.With(Terms.Map(function, x.Term, place == x.Axes.Length - 1 ? "" : $", {Terms.Text(place)}"));
        }

        x = x.Natural();
        int before = x.Axes.Count(other => other < axis);
        int[] sizes = x.Term.Shape;
        Term flat = Terms.Reshape(x.Term, [.. sizes[..before], sizes[before..].Aggregate(1, (product, size) => product * size)]);
        return x.With(Terms.Reshape(Terms.Map(function, flat), sizes));
    }

    private static Flow Largest(NodeCall call, Func<Term, Term> sign)
    {
        Flow x = call.Flow(0);
        int axis = call.Axis("axis", 0, x.Shape.Length);
        bool last = call.Int("select_last_index", 0) != 0;
        return Along(x, [axis], call.Int("keepdims", 1) != 0, (term, axes, keep) =>
        {
            int place = axes[0], size = term.Shape[place];
            Term from = last ? Indexing.Pick(term, place, [.. Enumerable.Range(0, size).Select(i => (long)(size - 1 - i))]) : term;
            Term number = new($"ArgMax({{0}}, {Terms.Text(place)})", Level.Primary, [.. term.Shape.Where((_, other) => other != place)], sign(from));
            Term found = last ? Terms.Subtract(Terms.Number(size - 1), number) : number;
            return keep ? Terms.ExpandDims(found, place) : found;
        }) with { Type = OnnxElementType.Int64 };
    }

    private static Flow Hardmax(NodeCall call)
    {
        Flow x = call.Flow(0);
        int axis = call.Axis("axis", call.Opset < 13 ? 1 : -1, x.Shape.Length);
        if (call.Opset < 13 && x.Shape[(axis + 1)..].Any(size => size != 1))
        {
            throw new RefusedException("several axes taken for one");
        }

        x = x.Last(axis);
        int size = x.Term.Shape[^1];
        Term largest = new("ArgMax({0})", Level.Primary, x.Term.Shape[..^1], x.Term);
        return x.With(new Term($"OneHot({{0}}, {Terms.Text(size)})", Level.Primary, x.Term.Shape, largest));
    }

    private static Flow CumulativeSum(NodeCall call)
    {
        Flow x = call.Flow(0);
        Arithmetic.RefuseSmall(x.Type);
        int place = x.Place(NodeCall.Axis(call.Known(1, "the axis").Whole(0), x.Shape.Length));
        string options = (call.Int("exclusive", 0) != 0 ? ", exclusive: true" : "") + (call.Int("reverse", 0) != 0 ? ", reverse: true" : "");
        return x.With(Terms.Map("CumSum", x.Term, $", {Terms.Text(place)}{options}"));
    }

    private static Flow MeanVariance(NodeCall call)
    {
        Flow x = call.Flow(0);
        return Along(x, call.Ints("axes", 0, 2, 3), true, (term, axes, _) =>
        {
            Term centred = Terms.Subtract(term, Terms.Reduce("Mean", term, axes, true));
            Term variance = Terms.Reduce("Mean", Terms.Map("Square", centred), axes, true);
            return Terms.Divide(centred, Terms.Add(Terms.Map("Sqrt", variance), Terms.Number(1e-9)));
        }) with { Shape = x.Shape };
    }
}
