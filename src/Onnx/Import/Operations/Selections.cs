namespace NetCompiler.Onnx.Import.Operations;

/// <summary>Rows of ones and zeros, and what is chosen by them.</summary>
internal static class Selections
{
    public static IEnumerable<Operation> All =>
    [
        new("OneHot", 9, OneHot),
        new("GatherElements", 11, GatherElements),
        new("TopK", 1, TopK),
        new("Trilu", 14, Triangle),
    ];

    private static IValue[] TopK(NodeCall call)
    {
        Flow x = call.Flow(0);
        int axis = call.Axis("axis", -1, x.Shape.Length), place = x.Place(axis);
        int count = Ordering.Size(call.Has("k") ? call.Int("k", 0) : call.Known(1, "the count").Whole(0));
        bool largest = call.Int("largest", 1) != 0;
        Lookups.CheckChoices(x.Term.Shape[place]);
        int[] sizes = [.. x.Term.Shape.Select((size, other) => other == place ? count : size)];
        long[] shape = [.. x.Shape.Select((size, other) => other == axis ? count : size)];
        Term from = largest ? x.Term : Terms.Negative(x.Term);
        Term values = Part("Values"), places = Part("Places");
        return [x with { Term = largest ? values : Terms.Negative(values), Shape = shape },
            x with { Term = places, Shape = shape, Type = OnnxElementType.Int64 }];

        Term Part(string name) => new($"TopK({{0}}, {Terms.Text(count)}, {Terms.Text(place)}).{name}", Level.Primary, sizes, from);
    }

    private static IValue[] OneHot(NodeCall call)
    {
        Flow numbers = call.Flow(0);
        int size = Ordering.Size((long)call.Known(1, "the number of classes")[0]), rank = numbers.Shape.Length;
        Constant values = call.Known(2, "the two values");
        int axis = call.Axis("axis", -1, rank + 1);
        if (numbers.Type.IsFloat())
        {
            throw new RefusedException("numbers of classes with a fraction");
        }

        Term hot = Hot(numbers.Term, size);
        (double off, double on) = (values[0], values[1]);
        Term chosen = (off, on) == (0, 1) ? hot : Terms.Add(Terms.Number(off), Terms.Multiply(hot, Terms.Number(on - off)));
        int[] axes = [.. numbers.Axes.Select(other => other >= axis ? other + 1 : other), axis];
        return [new Flow(chosen, axes, [.. numbers.Shape[..axis], size, .. numbers.Shape[axis..]], values.Type)];
    }

    /// <summary>A last axis with a 1 at the number, which counts from the end where it is below 0.</summary>
    public static Term Hot(Term numbers, int size)
    {
        Lookups.CheckChoices(size);
        return new($"OneHot({{0}}, {Terms.Text(size)})", Level.Primary, [.. numbers.Shape, size], Lookups.Wrapped(numbers, size));
    }

    private static IValue[] GatherElements(NodeCall call)
    {
        Flow x = call.Flow(0), numbers = call.Flow(1);
        int axis = call.Axis("axis", 0, x.Shape.Length);
        if (!x.Shape.Where((_, other) => other != axis).SequenceEqual(numbers.Shape.Where((_, other) => other != axis)))
        {
            throw new RefusedException("fewer places than the axes have");
        }

        // Along the last axis: for each place, the sum of what a row of one 1 leaves.
        (x, numbers) = (x.Natural().Last(axis), numbers.Natural().Last(axis));
        Term hot = Hot(numbers.Term, x.Term.Shape[^1]);
        Term found = Terms.Reduce("Sum", Terms.Multiply(hot, Terms.ExpandDims(x.Term, x.Term.Shape.Length - 1)), [hot.Shape.Length - 1], false);
        return [numbers.With(found, x.Type)];
    }

    private static IValue[] Triangle(NodeCall call)
    {
        Flow x = call.Flow(0);
        long shift = call.Optional(1) is null ? 0 : call.Known(1, "the diagonal").Whole(0);
        bool upper = call.Int("upper", 1) != 0;
        if (x.Shape is not [.., var rows, var columns] || Batch.Has(rows) || Batch.Has(columns))
        {
            throw new RefusedException("a triangle of a matrix across the batch");
        }

        long[] zeros = Constant.Splat(OnnxElementType.Int64, [rows * columns], 0).Wholes();
        var mask = Constant.Of(OnnxElementType.Bool, [rows, columns],
            [.. zeros.Select((_, i) => (upper ? (i % columns) - (i / columns) >= shift : (i % columns) - (i / columns) <= shift) ? 1L : 0)]);
        return [Broadcasting.Apply(call.Draft, x.Type, terms => Terms.Where(terms[1], terms[0], Terms.Number(0)), x, mask)];
    }
}
