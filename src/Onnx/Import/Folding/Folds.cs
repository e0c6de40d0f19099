namespace NetCompiler.Onnx.Import.Folding;

/// <summary>Arithmetic on constants.</summary>
internal static class Folds
{
    private static readonly Dictionary<string, Func<double, double>> One = new(StringComparer.Ordinal)
    {
        ["Neg"] = x => -x, ["Abs"] = Math.Abs, ["Sqrt"] = Math.Sqrt, ["Exp"] = Math.Exp, ["Log"] = Math.Log, ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling, ["Sin"] = Math.Sin, ["Cos"] = Math.Cos, ["Reciprocal"] = x => 1 / x, ["Round"] = x => Math.Round(x),
        ["Not"] = x => x == 0 ? 1 : 0, ["Sigmoid"] = x => 1 / (1 + Math.Exp(-x)), ["Tanh"] = Math.Tanh,
        ["Sign"] = x => double.IsNaN(x) ? x : Math.Sign(x),
    };

    private static readonly Dictionary<string, Func<double, double, double>> Two = new(StringComparer.Ordinal)
    {
        ["Add"] = (a, b) => a + b, ["Sub"] = (a, b) => a - b, ["Mul"] = (a, b) => a * b, ["Div"] = (a, b) => a / b, ["Pow"] = Math.Pow,
        ["Min"] = Math.Min, ["Max"] = Math.Max, ["And"] = (a, b) => a * b, ["Or"] = Math.Max,
    };

    /// <summary>Whole numbers of 64 bits have more digits than a double.</summary>
    private static readonly Dictionary<string, Func<long, long, long>> TwoWhole = new(StringComparer.Ordinal)
    {
        ["Add"] = (a, b) => checked(a + b), ["Sub"] = (a, b) => checked(a - b), ["Mul"] = (a, b) => checked(a * b),
        ["Div"] = (a, b) => b != 0 ? a / b : throw new RefusedException("a whole number divided by 0"),
        ["Mod"] = (a, b) => b != 0 ? (((a % b) + b) % b) : throw new RefusedException("a whole number divided by 0"),
        ["Min"] = Math.Min, ["Max"] = Math.Max,
    };

    private static readonly Dictionary<string, Func<double, double, bool>> Comparisons = new(StringComparer.Ordinal)
    {
        ["Equal"] = (a, b) => a == b, ["Less"] = (a, b) => a < b, ["Greater"] = (a, b) => a > b, ["LessOrEqual"] = (a, b) => a <= b,
        ["GreaterOrEqual"] = (a, b) => a >= b, ["Xor"] = (a, b) => a != b,
    };

    /// <summary>A function of the elements at one place; null for other operations.</summary>
    public static Constant[]? Elements(NodeCall call)
    {
        if (call.Count == 1 && One.TryGetValue(call.Operation, out Func<double, double>? one))
        {
            var x = (Constant)call[0];
            return [x.IsSplat && x.Count > 0 ? Constant.Splat(x.Type, x.Shape, one(x[0]))
                : Of(x.Type, x.Shape, Array.ConvertAll(Values(x), v => one(v)))];
        }

        if (call.Count != 2)
        {
            return null;
        }

        (Constant a, Constant b) = ((Constant)call[0], (Constant)call[1]);
        if (TwoWhole.TryGetValue(call.Operation, out Func<long, long, long>? whole) && a.IsWhole && b.IsWhole)
        {
            if (call.Operation == "Mod" && call.Int("fmod", 0) != 0)
            {
                return null;
            }

            return [Both(a, b, a.Type, (x, y, i) => whole(x.Whole(i), y.Whole(i)))];
        }

        if (Two.TryGetValue(call.Operation, out Func<double, double, double>? two))
        {
            return [a.Type.IsFloat() ? BothFloat(a, b, (x, y, i) => (float)two(x[i], y[i]))
                : Both(a, b, a.Type, (x, y, i) => (long)two(x[i], y[i]))];
        }

        return Comparisons.TryGetValue(call.Operation, out Func<double, double, bool>? compare)
            ? [Both(a, b, OnnxElementType.Bool, (x, y, i) => compare(x[i], y[i]) ? 1 : 0)] : null;
    }

    public static double[] Values(Constant x) => x.IsWhole ? Array.ConvertAll(x.Wholes(), value => (double)value)
        : Array.ConvertAll(x.Floats(), value => (double)value);

    public static Constant Of(OnnxElementType type, long[] shape, double[] values) => type.IsFloat()
        ? Constant.Of(type, shape, Array.ConvertAll(values, value => (float)value))
        : Constant.Of(type, shape, Array.ConvertAll(values, value => (long)value));

    /// <summary>One of two constants at each place.</summary>
    public static Constant Make(OnnxElementType type, long[] shape, Func<long, bool> first, Constant a, Constant b)
    {
        long count = Math.Max(a.IsSplat ? 0 : a.Count, b.IsSplat ? 0 : b.Count);
        Constant all = count > 0 || a.Count <= Constant.MostMade ? a : throw new RefusedException("a choice among more constants than are made");
        return type.IsFloat()
            ? Constant.Of(type, shape, Range(all.Count, i => (float)(first(i) ? a[i] : b[i])))
            : Constant.Of(type, shape, Range(all.Count, i => first(i) ? a.Whole(i) : b.Whole(i)));
    }

    /// <summary>The places of an axis that are listed, which become axes of the given sizes.</summary>
    public static Constant Pick(Constant x, int axis, long[] places, long[]? sizes)
    {
        long[] shape = [.. x.Shape[..axis], places.Length, .. x.Shape[(axis + 1)..]];
        long after = x.Shape[(axis + 1)..].Aggregate(1L, (product, size) => product * size), size = x.Shape[axis];
        Constant picked = x.Take(shape, i =>
        {
            long row = i / after;
            return ((((row / places.Length) * size) + places[row % places.Length]) * after) + (i % after);
        });
        return sizes is null ? picked : picked.Reshape([.. x.Shape[..axis], .. sizes, .. x.Shape[(axis + 1)..]]);
    }

    /// <summary>Parts one after the other along an axis.</summary>
    public static Constant Joined(Constant[] parts, int axis, long[] shape)
    {
        long before = shape[..axis].Aggregate(1L, (product, size) => product * size);
        if (parts.Sum(part => (decimal)part.Count) > Constant.MostMade)
        {
            throw new RefusedException("constants of more elements than are joined");
        }

        if (parts[0].IsWhole)
        {
            return Constant.Of(parts[0].Type, shape, Joined(parts, before, part => part.Wholes()));
        }

        return Constant.Of(parts[0].Type, shape, Joined(parts, before, part => part.Floats()));
    }

    private static T[] Joined<T>(Constant[] parts, long before, Func<Constant, T[]> values)
    {
        T[][] all = Array.ConvertAll(parts, part => values(part));
        List<T> joined = [];
        for (int row = 0; row < before; row++)
        {
            foreach (T[] part in all)
            {
                int width = (int)(part.Length / before);
                joined.AddRange(part.AsSpan(row * width, width));
            }
        }

        return [.. joined];
    }

    public static Constant Reduce(NodeCall call, double start, Func<double, double, double> function)
    {
        var x = (Constant)call[0];
        int rank = x.Shape.Length;
        long[]? given = call.IntsOrInput("axes", 1, "the list of axes");
        int[] axes = given is { Length: > 0 } ? [.. given.Select(axis => NodeCall.Axis(axis, rank))] : [.. Enumerable.Range(0, rank)];
        long[] kept = [.. x.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        long[] shape = call.Int("keepdims", 1) != 0 ? kept : [.. kept.Where((_, axis) => !axes.Contains(axis))];
        double[] values = Values(x), result = new double[kept.Aggregate(1L, (product, size) => product * size)];
        Array.Fill(result, start);
        Func<long, long> target = Constant.Source(kept, x.Shape);
        for (int i = 0; i < values.Length; i++)
        {
            result[target(i)] = function(result[target(i)], values[i]);
        }

        return Of(x.Type, shape, result);
    }

    private static Constant Both(Constant a, Constant b, OnnxElementType type, Func<Constant, Constant, long, long> element)
    {
        (long[] shape, Constant x, Constant y) = Broadcast(a, b);
        return x.IsSplat && y.IsSplat && x.Count > 0 ? Constant.Of(type, [1], [element(x, y, 0)]).BroadcastTo(shape)
            : Constant.Of(type, shape, Range(x.Count, i => element(x, y, i)));
    }

    private static Constant BothFloat(Constant a, Constant b, Func<Constant, Constant, long, float> element)
    {
        (long[] shape, Constant x, Constant y) = Broadcast(a, b);
        return x.IsSplat && y.IsSplat && x.Count > 0 ? Constant.Splat(a.Type, shape, element(x, y, 0))
            : Constant.Of(a.Type, shape, Range(x.Count, i => element(x, y, i)));
    }

    private static (long[] Shape, Constant A, Constant B) Broadcast(Constant a, Constant b)
    {
        long[] shape = Broadcasting.ShapeOf(a.Shape, b.Shape);
        return (shape, a.BroadcastTo(shape), b.BroadcastTo(shape));
    }

    private static T[] Range<T>(long count, Func<long, T> element)
    {
        if (count > Constant.MostMade * 8)
        {
            throw new RefusedException($"arithmetic on {count} constants");
        }

        var values = new T[count];
        for (long i = 0; i < count; i++)
        {
            values[i] = element(i);
        }

        return values;
    }
}
