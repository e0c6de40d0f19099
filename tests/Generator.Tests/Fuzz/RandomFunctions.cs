namespace NetCompiler.Generator.Tests.Fuzz;

/// <summary>A tensor of a forward method. One that is only moved from inputs has no values that rounding could make equal or unequal.</summary>
internal sealed record RandomTensor(string Text, int[] Shape, bool IsMoved = false)
{
    public int Rank => Shape.Length;

    public int Count => RandomLayers.Count(Shape);
}

/// <summary>Functions over tensors of any rank, as expressions, with the shapes of what they give.</summary>
internal sealed class RandomFunctions(Draw draw)
{
    /// <summary>Elements of a tensor, so that the interpreter is soon done.</summary>
    private const int Most = 700;

    private static readonly string[] Elements =
    [
        "Relu(#)", "Relu6(# * 4)", "LeakyRelu(#, 0.1f)", "Elu(#, 0.7f)", "Selu(#)", "Celu(#, 0.7f)", "Gelu(#)", "GeluTanh(#)", "Silu(#)", "Mish(#)",
        "Softplus(#)", "Softsign(#)", "Tanh(#)", "Sigmoid(#)", "HardSigmoid(# * 3)", "HardSilu(# * 3)", "LogSigmoid(#)", "Exp(Tanh(#))",
        "Log(# * # + 0.5f)", "Log1p(Square(#))", "Expm1(Tanh(#))", "Sqrt(Square(#) + 0.5f)", "Abs(#)", "Square(Tanh(#))", "Erf(#)",
        "Sin(# * 3)", "Cos(# * 3)",
        "Reciprocal(# * # + 0.5f)", "-#", "# * 0.3f", "1 - #", "# / 3", "2 / (Square(#) + 1)", "# + 1e-3f", "Minimum(#, 1e30f)", "Maximum(#, -1e30f)",
        "StopGradient(#) * #", "ReverseGradient(#, 0.5f)", "0 * #", "# * 1", "+#", "Where(# > 0.1f, #, 0.5f)", "# - 0",
        "Dropout(#, 0.4f)", "Dropout(#, 0)", "LeakyRelu(#, -0.5f)", "Elu(#, -2)", "Celu(#, 1e-3f)", "Celu(#, -1)", "# * 1e-20f", "# * 1e6f",
        "Where(# > 0, Sqrt(#), #)", "Reciprocal(Square(#) + 1e-6f)", "Exp(# * 5)", "# + 1e4f",
    ];

    /// <summary>Something made from some of the tensors.</summary>
    /// <param name="unused">Those of them that nothing has read.</param>
    public RandomTensor Next(IReadOnlyList<RandomTensor> known, IReadOnlyList<RandomTensor> unused)
    {
        RandomTensor x = draw.Once(4) ? draw.Of(known) : draw.Of(unused);
        RandomTensor made = draw.Below(12) switch
        {
            < 2 => new(draw.Of(Elements).Replace("#", x.Text, StringComparison.Ordinal), x.Shape),
            < 4 => Pair(x, known),
            4 or 5 => Reduce(x),
            6 => Part(x),
            7 => Join(x, known),
            8 => Arrange(x),
            9 => Arrange(x),
            10 => Product(x, known),
            _ when known.Any(tensor => tensor.IsMoved) => Choice(known),
            _ => Pair(x, known),
        };
        return made.Count <= Most && made.Rank <= 5 ? made : new("Tanh(" + x.Text + ")", x.Shape);
    }

    private RandomTensor Pair(RandomTensor x, IReadOnlyList<RandomTensor> known)
    {
        RandomTensor[] fitting = [.. known.Where(other => Broadcast(x.Shape, other.Shape) is not null)];
        RandomTensor y = draw.Once(4) && x.Rank > 0 ? Reduce(x, keeps: true) : draw.Of(fitting);
        int[] shape = Broadcast(x.Shape, y.Shape)!;
        string text = draw.Of("{0} + {1}", "{0} - {1}", "{0} * {1}", "Maximum({0}, {1})", "Minimum({1}, {0})", "{0} / (Square({1}) + 1)",
            "{0} * {1} + {0}");
        return new(Format(text, x, y), shape);
    }

    private RandomTensor Reduce(RandomTensor x, bool keeps = false)
    {
        if (x.Rank == 0)
        {
            return new("Sum(" + x.Text + ")", []);
        }

        int axis = draw.Below(x.Rank);
        bool kept = keeps || draw.Once(2);
        int[] reduced = [.. x.Shape.Select((size, d) => d == axis ? 1 : size).Where((_, d) => kept || d != axis)];
        return draw.Below(keeps ? 5 : 9) switch
        {
            < 4 => new($"{draw.Of("Sum", "Mean", "Max", "Min")}({x.Text}, axis: {axis}, keepDims: {(kept ? "true" : "false")})", reduced),
            4 => new($"Variance({x.Text}, axis: {axis}, keepDims: {(kept ? "true" : "false")})", reduced),
            5 => new($"{draw.Of("Softmax", "LogSoftmax")}({x.Text}, {axis - x.Rank})", x.Shape),
            6 => new($"{draw.Of("Sum", "Mean", "Max", "Min")}({x.Text})", []),
            7 when x.Rank > 1 => new($"{draw.Of("Sum", "Mean", "Max")}({x.Text}, 0, -1)", [.. x.Shape[1..^1]]),
            _ when kept => new($"Norm({x.Text}, axis: {axis}, keepDims: true)", reduced),
            _ => new($"Sum({x.Text} * {x.Text}, {axis})", reduced),
        };
    }

    /// <summary>Some of the elements: one place of an axis, a run of them, from the front or from the end.</summary>
    private RandomTensor Part(RandomTensor x)
    {
        if (x.Rank == 0)
        {
            return new($"Reshape({x.Text}, 1)", [1]);
        }

        (List<string> parts, List<int> shape) = ([], []);
        int named = 1 + draw.Below(x.Rank);
        for (int d = 0; d < x.Rank; d++)
        {
            int size = x.Shape[d], from = draw.Below(size), to = from + 1 + draw.Below(size - from);
            if (d >= named || draw.Once(4))
            {
                shape.Add(size);
                parts.Add("..");
            }
            else if (draw.Once(2))
            {
                parts.Add(draw.Once(2) ? $"{from}" : $"^{size - from}");
            }
            else
            {
                shape.Add(to - from);
                parts.Add(draw.Once(2) ? $"{from}..{to}" : $"^{size - from}..^{size - to}");
            }
        }

        return new($"{x.Text}[{string.Join(", ", parts.Take(named))}]", [.. shape], x.IsMoved);
    }

    private RandomTensor Join(RandomTensor x, IReadOnlyList<RandomTensor> known)
    {
        RandomTensor[] same = [.. known.Where(other => other.Shape.SequenceEqual(x.Shape))];
        RandomTensor y = draw.Of(same);
        if (x.Rank == 0 || draw.Once(3))
        {
            return new(Format("Stack({0}, {1}, {0})", x, y), [3, .. x.Shape], x.IsMoved && y.IsMoved);
        }

        int axis = draw.Below(x.Rank);
        RandomTensor[] joined = [.. known.Where(other => other.Rank == x.Rank && other.Shape.Select((size, d) => d == axis
            || size == x.Shape[d]).All(fits => fits))];
        RandomTensor z = draw.Of(joined);
        return new($"Concat({axis}, {x.Text}, {y.Text}, {z.Text})", [.. x.Shape.Select((size, d) => d == axis ? (2 * size) + z.Shape[d] : size)]);
    }

    private RandomTensor Arrange(RandomTensor x)
    {
        int[] factors = RandomLayers.Factors(draw, x.Count), order = [.. Enumerable.Range(0, x.Rank).OrderBy(_ => draw.Below(100))];
        int axis = draw.Below(x.Rank + 1);
        return draw.Below(7) switch
        {
            0 => new($"Reshape({x.Text}, {string.Join(", ", factors)})", factors, x.IsMoved),
            1 => new($"Flatten({x.Text})", [x.Count], x.IsMoved),
            2 when x.Rank > 1 => new($"Transpose({x.Text}, {string.Join(", ", order)})", [.. order.Select(d => x.Shape[d])], x.IsMoved),
            3 => new($"ExpandDims({x.Text}, {axis})", [.. x.Shape[..axis], 1, .. x.Shape[axis..]], x.IsMoved),
            4 when Array.IndexOf(x.Shape, 1) is >= 0 and var one => new($"Squeeze({x.Text}, {one})", [.. x.Shape[..one], .. x.Shape[(one + 1)..]],
                x.IsMoved),
            5 => new($"BroadcastTo({x.Text}, {string.Join(", ", [2, .. x.Shape])})", [2, .. x.Shape]),
            _ when x.Rank > 0 => new($"({x.Text} * Arange({x.Shape[^1]}))", x.Shape),
            _ => new($"({x.Text} - Arange(3) * 0.1f)", [3]),
        };
    }

    private RandomTensor Product(RandomTensor x, IReadOnlyList<RandomTensor> known)
    {
        if (x.Rank < 2)
        {
            return new($"Sum(ExpandDims({x.Text}, 0) * 2, 0)", x.Shape);
        }

        (int rows, int inner) = (x.Shape[^2], x.Shape[^1]);
        RandomTensor[] right = [.. known.Where(other => other.Rank == 2 && other.Shape[0] == inner)];
        RandomTensor[] turned = [.. known.Where(other => other.Rank == 2 && other.Shape[1] == inner)];
        if (right.Length > 0 && draw.Once(2))
        {
            RandomTensor y = draw.Of(right);
            return new(Format("MatMul({0}, {1})", x, y), [.. x.Shape[..^1], y.Shape[1]]);
        }

        if (turned.Length > 0 && draw.Once(2))
        {
            RandomTensor y = draw.Of(turned);
            return new(Format("MatMul({0}, {1}, transposeRight: true)", x, y), [.. x.Shape[..^1], y.Shape[0]]);
        }

        return draw.Once(2) ? new($"MatMul({x.Text}, {x.Text}, transposeRight: true)", [.. x.Shape[..^1], rows])
            : new($"MatMul({x.Text}, {x.Text}, transposeLeft: true)", [.. x.Shape[..^2], inner, inner]);
    }

    /// <summary>What depends on which number is larger, of numbers that are the same in any precision.</summary>
    private RandomTensor Choice(IReadOnlyList<RandomTensor> known)
    {
        RandomTensor moved = draw.Of([.. known.Where(tensor => tensor.IsMoved)]);
        RandomTensor x = draw.Of([.. known.Where(other => Broadcast(moved.Shape, other.Shape) is not null)]);
        return draw.Below(3) switch
        {
            0 when moved.Rank > 0 => new($"OneHot(ArgMax({moved.Text}, -1), {moved.Shape[^1]}) * 0.5f + {moved.Text}", moved.Shape),
            1 when moved.Rank > 0 => new($"ArgMax({moved.Text}, 0) * 0.1f + Sum({moved.Text}, 0)", [.. moved.Shape[1..]]),
            _ => new(Format(draw.Of("Where({0} > 0.2f, {1}, 1 - {1})", "({0} <= 0.1f) * {1}", "Where(Max({0}) >= {0}, {1}, {0})",
                "Equal({0}, Min({0})) * {1}"), moved, x),
                Broadcast(moved.Shape, x.Shape)!),
        };
    }

    private static string Format(string text, RandomTensor x, RandomTensor y) =>
        "(" + text.Replace("{0}", x.Text, StringComparison.Ordinal).Replace("{1}", y.Text, StringComparison.Ordinal) + ")";

    /// <summary>The shape that both are broadcast to; null where they do not fit.</summary>
    private static int[]? Broadcast(int[] x, int[] y)
    {
        int rank = Math.Max(x.Length, y.Length);
        int Size(int[] shape, int d) => d < rank - shape.Length ? 1 : shape[d - (rank - shape.Length)];
        int[] shape = new int[rank];
        for (int d = 0; d < rank; d++)
        {
            (int a, int b) = (Size(x, d), Size(y, d));
            if (a != b && a != 1 && b != 1)
            {
                return null;
            }

            shape[d] = Math.Max(a, b);
        }

        return shape;
    }
}
