using System.Globalization;

namespace NetCompiler.Onnx.Import;

/// <summary>Makes expressions of the forward method, with their shapes.</summary>
internal static class Terms
{
    public static Term Number(double value) => new(Text((float)value), value < 0 ? Level.Unary : Level.Primary, []) { Number = (float)value };

    /// <summary>A function of elements, or one that leaves the shape as it is.</summary>
    public static Term Map(string function, Term x, string arguments = "") => new($"{function}({{0}}{arguments})", Level.Primary, x.Shape, x);

    public static Term Call(string function, int[] shape, params Term[] arguments) =>
        new($"{function}({string.Join(", ", arguments.Select((_, i) => $"{{{i}}}"))})", Level.Primary, shape, arguments);

    public static Term Negative(Term x) => new("-{0}", Level.Unary, x.Shape, x) { Needs = (Level.Primary, Level.Any) };

    public static Term Add(Term a, Term b) => Operator("+", Level.Sum, a, b);

    public static Term Subtract(Term a, Term b) => Operator("-", Level.Sum, a, b);

    public static Term Multiply(Term a, Term b) => Operator("*", Level.Product, a, b);

    public static Term Divide(Term a, Term b) => Operator("/", Level.Product, a, b);

    public static Term Compare(string sign, Term a, Term b) => Operator(sign, Level.Comparison, a, b);

    public static Term Maximum(Term a, Term b) => Pair("Maximum", a, b);

    public static Term Minimum(Term a, Term b) => Pair("Minimum", a, b);

    public static Term Equal(Term a, Term b) => Pair("Equal", a, b);

    /// <summary>A function of the elements at the same places.</summary>
    public static Term Pair(string function, Term a, Term b) => Call(function, Broadcast(a.Shape, b.Shape), a, b);

    public static Term Where(Term condition, Term then, Term otherwise) =>
        Call("Where", Broadcast(condition.Shape, Broadcast(then.Shape, otherwise.Shape)), condition, then, otherwise);

    public static Term Transpose(Term x, int[] order) => order.SequenceEqual(Enumerable.Range(0, order.Length)) ? x
        : new($"Transpose({{0}}, {Join(order)})", Level.Primary, [.. order.Select(axis => x.Shape[axis])], x);

    public static Term Reshape(Term x, int[] shape)
    {
        while (x.IsReshaping && !x.Shape.SequenceEqual(shape))
        {
            x = x.Arguments[0];
        }

        if (x.Shape.SequenceEqual(shape))
        {
            return x;
        }

        string text = shape.Length == 1 && x.Shape.Length > 1 ? "Flatten({0})" : shape.Length == 0 ? "Reshape({0})"
            : $"Reshape({{0}}, {Join(shape)})";
        return new(text, Level.Primary, shape, x) { IsReshaping = true };
    }

    public static Term ExpandDims(Term x, int axis)
    {
        int[] shape = [.. x.Shape[..axis], 1, .. x.Shape[axis..]];
        return x.IsReshaping ? Reshape(x, shape) : new($"ExpandDims({{0}}, {Text(axis)})", Level.Primary, shape, x) { IsReshaping = true };
    }

    public static Term Squeeze(Term x, int axis)
    {
        int[] shape = [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]];
        return x.IsReshaping ? Reshape(x, shape) : new($"Squeeze({{0}}, {Text(axis)})", Level.Primary, shape, x) { IsReshaping = true };
    }

    public static Term BroadcastTo(Term x, int[] shape) => x.Shape.SequenceEqual(shape) ? x
        : new($"BroadcastTo({{0}}, {Join(shape)})", Level.Primary, shape, x);

    /// <summary>A tensor of one number everywhere.</summary>
    public static Term Filled(double value, int[] shape) => value switch
    {
        0 => new($"Zeros({Join(shape)})", Level.Primary, shape),
        1 => new($"Ones({Join(shape)})", Level.Primary, shape),
        _ => BroadcastTo(Number(value), shape),
    };

    /// <summary>A part along an axis.</summary>
    public static Term Part(Term x, int axis, long from, long to)
    {
        if (from == 0 && to == x.Shape[axis])
        {
            return x;
        }

        string range = $"{(from == 0 ? "" : Text(from))}..{(to == x.Shape[axis] ? "" : Text(to))}";
        string parts = string.Concat(Enumerable.Repeat(".., ", axis)) + range;
        int[] shape = [.. x.Shape];
        shape[axis] = (int)(to - from);
        return new($"{{0}}[{parts}]", Level.Primary, shape, x) { Needs = (Level.Primary, Level.Any) };
    }

    /// <summary>One place of an axis, which goes.</summary>
    public static Term At(Term x, int axis, long place) =>
        new($"{{0}}[{string.Concat(Enumerable.Repeat(".., ", axis))}{Text(place)}]", Level.Primary,
            [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]], x)
        {
            Needs = (Level.Primary, Level.Any),
        };

    public static Term Concat(int axis, IReadOnlyList<Term> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        int[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        string start = axis == shape.Length - 1 ? "" : $"{Text(axis)}, ";
        string list = string.Join(", ", parts.Select((_, i) => $"{{{i}}}"));
        return new($"Concat({start}{list})", Level.Primary, shape, [.. parts]);
    }

    /// <summary>A sum, mean, maximum or minimum along axes.</summary>
    public static Term Reduce(string function, Term x, int[] axes, bool keepDims)
    {
        int[] kept = [.. x.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        int[] dropped = [.. x.Shape.Where((_, axis) => !axes.Contains(axis))];
        if (axes.Length == 1)
        {
            return new($"{function}({{0}}, {Text(axes[0])}{(keepDims ? ", keepDims: true" : "")})", Level.Primary, keepDims ? kept : dropped, x);
        }

        string list = axes.Length == x.Shape.Length ? "" : ", " + Join(axes);
        Term reduced = axes.Length == 0 ? x : new($"{function}({{0}}{list})", Level.Primary, dropped, x);
        return Reshape(reduced, keepDims ? kept : dropped);
    }

    /// <summary>Matrix product; sizes before the last two are broadcast.</summary>
    public static Term MatMul(Term a, Term b, bool transposeLeft = false, bool transposeRight = false)
    {
        int rows = a.Shape[transposeLeft ? ^1 : ^2], columns = b.Shape[transposeRight ? ^2 : ^1];
        string flags = (transposeLeft ? ", transposeLeft: true" : "") + (transposeRight ? ", transposeRight: true" : "");
        return new($"MatMul({{0}}, {{1}}{flags})", Level.Primary, [.. Broadcast(a.Shape[..^2], b.Shape[..^2]), rows, columns], a, b);
    }

    public static int[] Broadcast(int[] a, int[] b)
    {
        if (a.Length < b.Length)
        {
            (a, b) = (b, a);
        }

        int missing = a.Length - b.Length;
        return [.. a.Select((size, axis) => axis >= missing && size == 1 ? b[axis - missing] : size)];
    }

    /// <summary>Whether an expression reads one of some others.</summary>
    public static bool Reaches(Term term, HashSet<Term> others)
    {
        var seen = new HashSet<Term>();
        var open = new Stack<Term>([term]);
        while (open.TryPop(out Term? next))
        {
            if (others.Contains(next))
            {
                return true;
            }

            foreach (Term argument in next.Arguments.Where(seen.Add))
            {
                open.Push(argument);
            }
        }

        return false;
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(float value) => float.IsNaN(value) ? "float.NaN"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity" : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    public static string Join(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => Text(number)));

    private static Term Operator(string sign, Level level, Term a, Term b) =>
        new($"{{0}} {sign} {{1}}", level, Broadcast(a.Shape, b.Shape), a, b) { Needs = (level == Level.Comparison ? Level.Sum : level, level + 1) };
}
