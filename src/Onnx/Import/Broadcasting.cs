namespace NetCompiler.Onnx.Import;

/// <summary>Brings the operands of elementwise operations into one order.</summary>
internal sealed class Broadcasting
{
    private readonly ClassDraft _draft;
    private readonly IReadOnlyList<IValue> _values;
    private readonly int[] _order;

    private Broadcasting(ClassDraft draft, IReadOnlyList<IValue> values)
    {
        (_draft, _values) = (draft, values);
        Shape = ShapeOf([.. values.Select(value => value.Shape)]);
        _order = Order();
    }

    private long[] Shape { get; }

    /// <summary>Applies a function of elements to values, of which at least one is a flow.</summary>
    public static Flow Apply(ClassDraft draft, OnnxElementType type, Func<Term[], Term> function, params IValue[] values)
    {
        // What is the same everywhere leaves a flattened image as it is.
        if (values.OfType<Flow>().Count() == 1 && values.OfType<Flow>().Single() is { Flattened: not null } image
            && values.OfType<Constant>().All(constant => constant.Count == 1 && constant.Shape.Length <= image.Shape.Length))
        {
            return image.With(function([.. values.Select(value => value is Constant constant ? Terms.Number(constant[0]) : image.Term)]), type);
        }

        var both = new Broadcasting(draft, [.. values.Select(value => value is Flow flow ? flow.Unflattened() : value)]);
        int[] sizes = [.. both._order.Select(axis => Ordering.Size(both.Shape[axis]))];
        Term term = function([.. both._values.Select(both.Operand)]);
        return new Flow(Terms.BroadcastTo(term, sizes), both._order, both.Shape, type);
    }

    /// <summary>The shape of all together.</summary>
    public static long[] ShapeOf(params long[][] shapes)
    {
        long[] result = new long[shapes.Max(shape => shape.Length)];
        Array.Fill(result, 1);
        foreach (long[] shape in shapes)
        {
            for (int i = 0; i < shape.Length; i++)
            {
                ref long size = ref result[result.Length - shape.Length + i];
                size = size == shape[i] || shape[i] == 1 ? size : size == 1 ? shape[i]
                    : throw new RefusedException($"the shapes {string.Join(" and ", shapes.Select(Batch.Print))} do not fit each other");
            }
        }

        return result;
    }

    /// <summary>The order of the largest flow, behind the axes that it does not have.</summary>
    private int[] Order()
    {
        Flow lead = _values.OfType<Flow>().OrderByDescending(flow => flow.Term.Count).ThenBy(flow => flow.Axes.SequenceEqual(flow.Axes.Order()))
            .ThenByDescending(flow => flow.Shape.Length).First();
        int shift = Shape.Length - lead.Shape.Length;
        int[] own = [.. lead.Axes.Select(axis => axis + shift).Where(axis => Ordering.HasPlace(Shape[axis]))];
        return [.. Ordering.AxesOf(Shape).Except(own), .. own];
    }

    private Term Operand(IValue value)
    {
        int shift = Shape.Length - value.Shape.Length;
        if (value is Constant constant)
        {
            return constant.Count == 1 ? Terms.Number(constant[0]) : Known(constant);
        }

        var flow = (Flow)value;
        Term term = flow.Term;
        List<int> axes = [.. flow.Axes.Select(axis => axis + shift)];
        for (int place = axes.Count - 1; place >= 0; place--)
        {
            if (!_order.Contains(axes[place]))
            {
                // Of size 1, where others have the batch.
                term = Terms.Squeeze(term, place);
                axes.RemoveAt(place);
            }
        }

        int[] wanted = [.. _order.Where(axes.Contains)];
        int[] order = [.. wanted.Select(axis => axes.IndexOf(axis))];
        int[] moving = [.. order.Where(place => term.Shape[place] > 1)];
        int[] sizes = [.. order.Select(place => term.Shape[place])];
        term = moving.SequenceEqual(moving.Order()) ? Terms.Reshape(term, sizes) : Terms.Transpose(term, order);
        int[] full = [.. _order.SkipWhile(axis => !wanted.Contains(axis))
            .Select(axis => Array.IndexOf(wanted, axis) is >= 0 and var at ? term.Shape[at] : 1)];
        return Terms.Reshape(term, full);
    }

    /// <summary>A constant in the order of the others.</summary>
    private Term Known(Constant constant)
    {
        int shift = Shape.Length - constant.Shape.Length;
        if (constant.IsSplat && ShapeOf(constant.Shape, Sizes(constant)).SequenceEqual(Sizes(constant)))
        {
            return Terms.Number(constant[0]);
        }

        long[] shape = [.. Enumerable.Repeat(1L, shift), .. constant.Shape];
        int[] all = [.. _order, .. Enumerable.Range(0, Shape.Length).Except(_order)];
        if (all[_order.Length..].Any(axis => shape[axis] != 1) && !constant.IsSplat)
        {
            throw new RefusedException("a constant has other numbers for each sample of a batch");
        }

        Constant ordered = constant.Shape.Length == Shape.Length && all.SequenceEqual(Enumerable.Range(0, all.Length))
            ? constant : constant.Reshape(shape).Transpose(all);
        ordered.Name ??= constant.Name;
        int[] sizes = [.. _order.Select(axis => Ordering.Size(shape[axis])).SkipWhile(size => size == 1)];
        return _draft.Table(ordered, sizes);
    }

    /// <summary>The shape that the others have without this constant.</summary>
    private long[] Sizes(Constant constant) => ShapeOf([.. _values.Where(other => other != constant).Select(other => other.Shape)]);
}
