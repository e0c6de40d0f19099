using NetCompiler.Generator.Tests.Harness;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Functions;

/// <summary>Every function over tensors, with sizes that no vector has.</summary>
internal static class FunctionCases
{
    private static readonly int[] Row = [19];
    private static readonly int[] Cube = [3, 5, 7];

    public static IReadOnlyList<FunctionCase> All { get; } = [.. Elements(), .. Pairs(), .. Reductions(), .. Shapes(), .. Products(), .. Losses(),
        .. Alignments(), .. Gradients(), .. Scans()];

    /// <summary>All of them.</summary>
    public static Lazy<CompiledCases> Compiled { get; } = new(() => new(All.Select(c => c.Source)));

    private static IEnumerable<FunctionCase> Elements()
    {
        const double alpha = 1.6732632423543772, scale = 1.0507009873554805;
        FunctionCase Of(string call, Func<double, double> function) => new("F" + call.Split('(')[0], call, Row, [1], (x, _) => x.Map(function));
        yield return Of("Relu(x)", v => Math.Max(v, 0));
        yield return Of("Relu6(x * 4)", v => Math.Clamp(4 * v, 0, 6));
        yield return Of("LeakyRelu(x, 0.1f)", v => v > 0 ? v : 0.1 * v);
        yield return Of("Elu(x, 0.7f)", v => v > 0 ? v : 0.7 * (Math.Exp(v) - 1));
        yield return Of("Selu(x)", v => scale * (v > 0 ? v : alpha * (Math.Exp(v) - 1)));
        yield return Of("Celu(x, 0.7f)", v => v > 0 ? v : 0.7 * (Math.Exp(v / 0.7) - 1));
        yield return Of("Gelu(x)", v => 0.5 * v * (1 + Erf(v / Math.Sqrt(2))));
        yield return Of("GeluTanh(x)", v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))));
        yield return Of("Silu(x)", v => v * Sigmoid(v));
        yield return Of("Mish(x)", v => v * Math.Tanh(Math.Log(1 + Math.Exp(v))));
        yield return Of("Softplus(x)", v => Math.Log(1 + Math.Exp(v)));
        yield return Of("Softsign(x)", v => v / (1 + Math.Abs(v)));
        yield return Of("Tanh(x)", Math.Tanh);
        yield return Of("Sigmoid(x)", Sigmoid);
        yield return Of("HardSigmoid(x * 3)", v => Math.Clamp((3 * v) + 3, 0, 6) / 6);
        yield return Of("HardSilu(x * 3)", v => 3 * v * Math.Clamp((3 * v) + 3, 0, 6) / 6);
        yield return Of("LogSigmoid(x)", v => Math.Log(Sigmoid(v)));
        yield return Of("Exp(x)", Math.Exp);
        yield return Of("Log(x * x + 0.5f)", v => Math.Log((v * v) + 0.5));
        yield return Of("Log1p(x * x)", v => Math.Log(1 + (v * v)));
        yield return Of("Expm1(x)", v => Math.Exp(v) - 1);
        yield return Of("Sqrt(x * x + 0.5f)", v => Math.Sqrt((v * v) + 0.5));
        yield return Of("Abs(x)", Math.Abs);
        yield return Of("Square(x)", v => v * v);
        yield return Of("Erf(x)", Erf);
        yield return Of("Reciprocal(x * x + 0.5f)", v => 1 / ((v * v) + 0.5));
        yield return Of("Sin(x * 4)", v => Math.Sin(4 * v));
        yield return Of("Cos(x * 4)", v => Math.Cos(4 * v));
        yield return Of("Floor(x * 3) + x", v => Math.Floor(3 * v) + v);
        yield return Of("Ceil(x * 3) + x", v => Math.Ceiling(3 * v) + v);
        yield return Of("Round(x * 3) + x", v => Math.Round(3 * v) + v);
        yield return Of("Trunc(x * 3) + x", v => Math.Truncate(3 * v) + v);
        yield return Of("Sign(x) * x", Math.Abs);
        yield return Of("Clip(x, -0.3f, 0.4f)", v => Math.Clamp(v, -0.3, 0.4));
        yield return Of("Not(Floor(x)) * x", v => Math.Floor(v) == 0 ? v : 0);
        yield return Of("Pow(x, 3)", v => v * v * v);
        yield return new("FPowNegative", "Pow(x * x + 0.5f, -1.5f) + Pow(x, 0)", Row, [1], (x, _) => x.Map(v => Math.Pow((v * v) + 0.5, -1.5) + 1));
        yield return new("FPowOther", "Pow(x * x + 0.5f, 2.2f)", Row, [1], (x, _) => x.Map(v => Math.Pow((v * v) + 0.5, 2.2f)));
        yield return new("FRandom", "x + 0 * RandomNormal(19) + Floor(RandomUniform(19)) + Bernoulli(1 + 0 * x) - 1", Row, [1], (x, _) => x);
        yield return new("FDefaults", "LeakyRelu(x) + 2 * Elu(x) + 4 * Celu(x * 2)", Row, [1], (x, _) =>
            x.Map(v => v > 0 ? 11 * v : (0.2 * v) + (2 * (Math.Exp(v) - 1)) + (4 * (Math.Exp(2 * v) - 1))));
        yield return new("FNegate", "-x + (+x) * 3 - 2 * -x", Row, [1], (x, _) => x.Map(v => 4 * v));
        yield return new("FNumbers", "1 - x / 4 + 3 / (x * x + 2) - 0.5", Row, [1], (x, _) => x.Map(v => 0.5 - (v / 4) + (3 / ((v * v) + 2))));
    }

    private static IEnumerable<FunctionCase> Pairs()
    {
        (string Name, int[] X, int[] Y)[] shapes =
        [
            ("Same", [3, 5], [3, 5]), ("Rows", [3, 5], [1, 5]), ("Columns", [3, 5], [3, 1]), ("Outer", [3, 1], [1, 5]), ("Missing", [2, 3, 5], [5]),
            ("Left", [5], [2, 3, 5]), ("Single", [1], [3, 5]), ("Middle", [2, 1, 5], [3, 1]), ("Ones", [2, 3, 5], [1, 1, 1]),
        ];
        foreach ((string name, int[] x, int[] y) in shapes)
        {
            yield return new("Plus" + name, "x + y", x, y, (a, b) => a.With(b, (p, q) => p + q));
            yield return new("Times" + name, "x * y", x, y, (a, b) => a.With(b, (p, q) => p * q));
            yield return new("Mixed" + name, "(x - y) / (y * y + 1) + Maximum(x, y) - Minimum(x * 2, y)", x, y, (a, b) =>
                a.With(b, (p, q) => ((p - q) / ((q * q) + 1)) + Math.Max(p, q) - Math.Min(p * 2, q)));
        }

        yield return new("Powers", "Pow(x * x + 0.1f, y * 3)", [3, 5], [5], (a, b) => a.With(b, (p, q) => Math.Pow((p * p) + 0.1f, 3 * q)));
        yield return new("PowersOfNegative", "Pow(x, Round(y * 4)) * y", [3, 5], [3, 5], (a, b) =>
            a.With(b, (p, q) => Math.Pow(p, Math.Round(4 * q)) * q));
        yield return new("Modulo", "Mod(x * 7 + 0.013f, y)", [3, 5], [5], (a, b) =>
            a.With(b, (p, q) => (7 * p) + 0.013 - (q * Math.Floor(((7 * p) + 0.013) / q))));
        yield return new("Remainder", "Fmod(x * 7 + 0.013f, y)", [3, 5], [5], (a, b) => a.With(b, (p, q) => ((7 * p) + 0.013) % q));
        yield return new("Logic", "(And(x > 0, y > 0) + 2 * Or(x > 0, y > 0) + 4 * Xor(x > 0, y > 0) + 8 * Not(x > 0)) * x", [3, 5], [5], (a, b) =>
            a.With(b, (p, q) => ((p > 0 && q > 0 ? 1 : 0) + (p > 0 || q > 0 ? 2 : 0) + ((p > 0) != (q > 0) ? 4 : 0) + (p > 0 ? 0 : 8)) * p));
        yield return new("ClippedByTensors", "Clip(x, Minimum(y, 0) - 0.1f, Maximum(y, 0) + 0.1f)", [3, 5], [5], (a, b) =>
            a.With(b, (p, q) => Math.Clamp(p, Math.Min(q, 0) - 0.1, Math.Max(q, 0) + 0.1)));
        yield return new("Comparing", "(x > y) + 2 * (x >= y) + 4 * (x < y) + 8 * (x <= y) + 16 * Equal(x, x) + 0 * x", [3, 5], [5], (a, b) =>
            a.With(b, (p, q) => p > q ? 19 : 28)) { Slope = (_, _, a, _) => a.Map(_ => 0) };
        yield return new("Finding", "Equal(ArgMax(x, 1), Arange(3)) * Sum(x * y, 1)", [3, 5], [5], (a, b) => Grid.Of([3], i =>
            Enumerable.Range(0, 5).MaxBy(k => a[i[0], k]) == i[0] ? Enumerable.Range(0, 5).Sum(k => a[i[0], k] * b[k]) : 0));
        yield return new("ChoosingNumbers", "Where((x > y) * 3, x, 2) * y", [3, 5], [5], (a, b) => a.With(b, (p, q) => (p > q ? p : 2) * q));
        yield return new("Choosing", "Where(x > y, x * y, 1 - y)", [3, 5], [3, 1], (a, b) => a.With(b, (p, q) => p > q ? p * q : 1 - q));
    }

    private static IEnumerable<FunctionCase> Reductions()
    {
        FunctionCase Of(string name, string expression, Func<Grid, Grid> value) => new(name, expression, Cube, [1], (x, _) => value(x));
        for (int axis = 0; axis < 3; axis++)
        {
            int d = axis;
            yield return Of("Sum" + d, $"Sum(x, {d})", x => x.Along(d, false, v => v.Sum()));
            yield return Of("Mean" + d, $"Mean(x, axis: {d - 3}, keepDims: true)", x => x.Along(d, true, v => v.Average()));
            yield return Of("Max" + d, $"Max(x, {d})", x => x.Along(d, false, v => v.Max()));
            yield return Of("Prod" + d, $"Prod(x, {d})", x => x.Along(d, false, v => v.Aggregate(1.0, (p, q) => p * q)));
            yield return Of("CumSum" + d, $"CumSum(x, {d}, exclusive: {(d == 1 ? "true" : "false")}, reverse: {(d == 2 ? "true" : "false")})", x =>
                Grid.Of(Cube, i => Enumerable.Range(0, Cube[d]).Where(k => d == 0 ? k <= i[d] : d == 1 ? k < i[d] : k >= i[d])
                    .Sum(k => x[[.. i.Select((place, axis) => axis == d ? k : place)]])));
            yield return Of("TopK" + d, $"TopK(x, 3, {d}).Values", x => Sorted(x, d, 3));
            yield return Of("Gather" + d, $"Gather(x, Reshape(Floor(Arange(6) / 2), 2, 3), {d})", x => Gathered(x, d));
            yield return Of("Min" + d, $"Min(x, {d}, keepDims: true)", x => x.Along(d, true, v => v.Min()));
            yield return Of("Norm" + d, $"Norm(x, {d}, keepDims: true)", x => x.Along(d, true, Norm));
            yield return Of("Variance" + d, $"Variance(x, {d})", x => x.Along(d, false, Variance));
            yield return Of("Softmax" + d, $"Softmax(x, {d})", x => Softmax(x, d));
            yield return Of("LogSoftmax" + d, $"LogSoftmax(x, {d})", x => Softmax(x, d).Map(Math.Log));
            yield return Of("ArgMax" + d, $"ArgMax(x, {d})", x =>
                x.Along(d, false, v => v.Index().MaxBy(at => at.Item).Index)) with { Slope = (_, _, x, _) => x.Along(d, false, _ => 0) };
        }

        yield return Of("ProdSeveral", "Prod(x, 0, 2)", x => x.Along(2, false, Product).Along(0, false, Product));
        yield return Of("ProdKept", "Prod(x, axis: 1, keepDims: true)", x => x.Along(1, true, Product));
        yield return Of("TopPlaces", "TopK(x, 2).Places * x[.., .., ..2]", x => Grid.Of([3, 5, 2], i =>
            Enumerable.Range(0, 7).OrderByDescending(k => x[i[0], i[1], k]).ElementAt(i[2]) * x[i]));
        yield return Of("SumSeveral", "Sum(x, 0, 2)", x => x.Along(2, false, v => v.Sum()).Along(0, false, v => v.Sum()));
        yield return Of("MaxSeveral", "Max(x, 1, -3)", x => x.Along(1, false, v => v.Max()).Along(0, false, v => v.Max()));
        yield return Of("MinSeveral", "Min(x, 2, 0)", x => x.Along(2, false, v => v.Min()).Along(0, false, v => v.Min()));
        yield return Of("MeanSeveral", "Mean(x, 0, 1)", x => x.Along(1, false, v => v.Average()).Along(0, false, v => v.Average()));
        yield return Of("NormSeveral", "Norm(x, 0, 2)", x => x.Map(v => v * v)
            .Along(2, false, v => v.Sum()).Along(0, false, v => v.Sum()).Map(Math.Sqrt));
        yield return Of("NormAll", "Norm(x) + x[0, 0]", x => Grid.Of([7], i => Norm(x.Values) + x[0, 0, i[0]]));
        yield return Of("VarianceKept", "Variance(x, axis: 1, keepDims: true)", x => x.Along(1, true, Variance));
        yield return Of("All", "Sum(x) + 2 * Max(x) - 3 * Min(x) + x[0, 0]", x =>
            Grid.Of([7], i => x.Values.Sum() + (2 * x.Values.Max()) - (3 * x.Values.Min()) + x[0, 0, i[0]]));
        yield return Of("MeanAll", "Mean(x) + x[0, 0]", x => Grid.Of([7], i => x.Values.Average() + x[0, 0, i[0]]));
    }

    private static double Product(IEnumerable<double> values) => values.Aggregate(1.0, (p, q) => p * q);

    private static Grid Sorted(Grid x, int axis, int count) => Grid.Of([.. Cube.Select((size, d) => d == axis ? count : size)], i =>
        Enumerable.Range(0, Cube[axis]).Select(k => x[[.. i.Select((place, d) => d == axis ? k : place)]]).OrderDescending().ElementAt(i[axis]));

    private static Grid Gathered(Grid x, int axis) => Grid.Of([.. Cube[..axis], 2, 3, .. Cube[(axis + 1)..]], i =>
        x[[.. i[..axis], ((i[axis] * 3) + i[axis + 1]) / 2, .. i[(axis + 2)..]]]);

    private static IEnumerable<FunctionCase> Shapes()
    {
        FunctionCase Of(string name, string expression, Func<Grid, Grid> value) => new(name, expression, Cube, [1], (x, _) => value(x));
        yield return Of("PartIndex", "x[1]", x => Grid.Of([5, 7], i => x[1, i[0], i[1]]));
        yield return Of("PartLast", "x[^1, ^2]", x => Grid.Of([7], i => x[2, 3, i[0]]));
        yield return Of("PartRange", "x[1.., 1..^1, ..3]", x => Grid.Of([2, 3, 3], i => x[i[0] + 1, i[1] + 1, i[2]]));
        yield return Of("PartMixed", "x[.., 2, ^3..]", x => Grid.Of([3, 3], i => x[i[0], 2, i[1] + 4]));
        yield return Of("PartTwice", "x[0, 1..3] + x[0, 2..4]", x => Grid.Of([2, 7], i => x[0, i[0] + 1, i[1]] + x[0, i[0] + 2, i[1]]));
        yield return Of("Concat0", "Concat(0, x, x[1..] * 2)", x => Grid.Of([5, 5, 7], i => i[0] < 3 ? x[i] : 2 * x[i[0] - 2, i[1], i[2]]));
        yield return Of("Concat1", "Concat(1, x[.., ..2] * 3, x)", x => Grid.Of([3, 7, 7], i => i[1] < 2 ? 3 * x[i] : x[i[0], i[1] - 2, i[2]]));
        yield return Of("Concat2", "Concat(x, x[.., .., 1..4], x)", x =>
            Grid.Of([3, 5, 17], i => i[2] < 7 ? x[i] : i[2] < 10 ? x[i[0], i[1], i[2] - 6] : x[i[0], i[1], i[2] - 10]));
        yield return Of("Stacking", "Stack(x[0], x[1] * x[2], x[0])", x =>
            Grid.Of([3, 5, 7], i => i[0] == 1 ? x[1, i[1], i[2]] * x[2, i[1], i[2]] : x[0, i[1], i[2]]));
        yield return Of("Reshaping", "Reshape(x, 7, -1, 5)", x => Grid.Of([7, 3, 5], x.Values));
        yield return Of("Flattening", "Flatten(x)", x => Grid.Of([105], x.Values));
        yield return Of("TransposeLast", "Transpose(x)", x => Grid.Of([3, 7, 5], i => x[i[0], i[2], i[1]]));
        yield return Of("TransposeAll", "Transpose(x, 2, 0, 1)", x => Grid.Of([7, 3, 5], i => x[i[1], i[2], i[0]]));
        yield return Of("Axes", "Squeeze(ExpandDims(x, 1), 1) + ExpandDims(x, -1)[.., .., .., 0] * Squeeze(x[..1], 0)", x =>
            Grid.Of(Cube, i => x[i] + (x[i] * x[0, i[1], i[2]])));
        yield return Of("Repeating", "BroadcastTo(x[.., 1..2], 2, 3, 4, 7)", x => Grid.Of([2, 3, 4, 7], i => x[i[1], 1, i[3]]));
        yield return Of("Tiling", "Tile(x, 2, 1, 3)", x => Grid.Of([6, 5, 21], i => x[i[0] % 3, i[1], i[2] % 7]));
        yield return Of("Counting", "x * Arange(7) + Reshape(Arange(5), 5, 1)", x => Grid.Of(Cube, i => (x[i] * i[2]) + i[1]));
        yield return Of("Sizes", "Reshape(x, x.Shape[0] * x.Shape[1], x.Shape.Length + 4)", x => Grid.Of([15, 7], x.Values));
        yield return Of("Hot", "OneHot(ArgMax(x, 2), 7) + x", x =>
            Grid.Of(Cube, i => x[i] + (Enumerable.Range(0, 7).MaxBy(k => x[i[0], i[1], k]) == i[2] ? 1 : 0)));
    }

    private static IEnumerable<FunctionCase> Products()
    {
        static Grid Product(Grid a, Grid b, int rows, int inner, int columns) =>
            Grid.Of([rows, columns], i => Enumerable.Range(0, inner).Sum(k => a[i[0], k] * b[k, i[1]]));
        static Grid Turn(Grid a) => Grid.Of([a.Shape[1], a.Shape[0]], i => a[i[1], i[0]]);
        yield return new("Product", "MatMul(x, y)", [3, 19], [19, 5], (x, y) => Product(x, y, 3, 19, 5));
        yield return new("ProductLeft", "MatMul(x, y, transposeLeft: true)", [19, 3], [19, 5], (x, y) => Product(Turn(x), y, 3, 19, 5));
        yield return new("ProductTwiceActivated", "Elu(Elu(MatMul(x, y), 0.7f), 0.7f)", [3, 19], [19, 5], (x, y) =>
            Product(x, y, 3, 19, 5).Map(v => Bent(Bent(v))));
        yield return new("ProductThriceActivated", "Silu(Silu(Silu(MatMul(x, y))))", [3, 19], [19, 5], (x, y) =>
            Product(x, y, 3, 19, 5).Map(v => Swished(Swished(Swished(v)))));
        yield return new("ProductAndTwiceARow", "MatMul(x, y) + y[0] + y[0]", [3, 19], [19, 5], (x, y) =>
            Grid.Of([3, 5], i => Product(x, y, 3, 19, 5)[i[0], i[1]] + (2 * y[0, i[1]])));
        yield return new("ProductRight", "MatMul(x, y, transposeRight: true)", [3, 19], [5, 19], (x, y) => Product(x, Turn(y), 3, 19, 5));
        yield return new("ProductBoth", "MatMul(x, y, true, true)", [19, 3], [5, 19], (x, y) => Product(Turn(x), Turn(y), 3, 19, 5));
        yield return new("ProductBatches", "MatMul(x, y)", [2, 1, 3, 5], [3, 5, 4], (x, y) =>
            Grid.Of([2, 3, 3, 4], i => Enumerable.Range(0, 5).Sum(k => x[i[0], 0, i[2], k] * y[i[1], k, i[3]])));
        yield return new("EinsumMatrices", "Einsum(\"bij,bjk->bki\", x, y)", [2, 3, 5], [2, 5, 4], (x, y) =>
            Grid.Of([2, 4, 3], i => Enumerable.Range(0, 5).Sum(k => x[i[0], i[2], k] * y[i[0], k, i[1]])));
        yield return new("EinsumBroadcast", "Einsum(\"...ij, jk\", x, y)", [2, 3, 5], [5, 4], (x, y) =>
            Grid.Of([2, 3, 4], i => Enumerable.Range(0, 5).Sum(k => x[i[0], i[1], k] * y[k, i[2]])));
        yield return new("EinsumOuter", "Einsum(\"i,jk->kij\", x, y)", [3], [5, 4], (x, y) => Grid.Of([4, 3, 5], i => x[i[1]] * y[i[2], i[0]]));
        yield return new("EinsumOne", "Einsum(\"ijk->ki\", x) + Sum(y)", [3, 5, 7], [2], (x, y) =>
            Grid.Of([7, 3], i => Enumerable.Range(0, 5).Sum(k => x[i[1], k, i[0]]) + y.Values.Sum()));
        yield return new("EinsumThree", "Einsum(\"ij,jk,ik->i\", x, y, MatMul(x, y))", [3, 5], [5, 4], (x, y) =>
            Product(x, y, 3, 5, 4).With(Product(x, y, 3, 5, 4), (p, q) => p * q).Along(1, false, v => v.Sum()));
        yield return new("ProductItself", "MatMul(x, x, transposeRight: true)", [3, 19], [1], (x, _) => Product(x, Turn(x), 3, 19, 3));
    }

    private static IEnumerable<FunctionCase> Scans()
    {
        // A state of a row, which a step makes of the step's row and the state before.
        static (Grid Outputs, double[] Last) Scan(Grid x, double[] state, Func<double, double, int, (double Output, double Next)> step, bool reverse)
        {
            double[] outputs = new double[x.Values.Length], last = [.. state];
            foreach (int t in reverse ? Enumerable.Range(0, x.Shape[0]).Reverse() : Enumerable.Range(0, x.Shape[0]))
            {
                for (int j = 0; j < last.Length; j++)
                {
                    (outputs[(t * last.Length) + j], last[j]) = step(x[t, j], last[j], t);
                }
            }

            return (Grid.Of(x.Shape, outputs), last);
        }

        yield return new("Scanning", "Scan((a, s) => (a * s, a + s * 0.5f), x, y).Outputs", [4, 5], [5], (x, y) =>
            Scan(x, y.Values, (a, s, _) => (a * s, a + (s * 0.5)), reverse: false).Outputs);
        yield return new("ScanningBack", "Scan((a, s) => (s, Tanh(a) * y + s), x, Zeros(5), reverse: true).Last * Ones(5)", [4, 5], [5], (x, y) =>
            Grid.Of([5], [.. Enumerable.Range(0, 5).Select(j =>
                Enumerable.Range(0, 4).Reverse().Aggregate(0.0, (s, t) => (Math.Tanh(x[t, j]) * y[j]) + s))]));
        yield return new("ScanningPart", "Scan((a, s) => (a + s, a * s), x, Ones(5), lengths: Sum(y) * 0 + 2).Outputs", [4, 5], [3], (x, _) =>
            Scan(x, [1, 1, 1, 1, 1], (a, s, t) => t < 2 ? (a + s, a * s) : (0, s), reverse: false).Outputs);
        yield return new("ScanningPairs",
            "Scan((a, s) => (a.Item1 * s.Item1 + a.Item2, (s.Item2, a.Item1 + s.Item1 * 0.5f)), (x, y), (Zeros(5), Ones(5))).Outputs", [4, 5], [4, 5],
            (x, y) =>
            {
                double[] outputs = new double[20];
                for (int j = 0; j < 5; j++)
                {
                    (double u, double v) = (0, 1);
                    for (int t = 0; t < 4; t++)
                    {
                        outputs[(t * 5) + j] = (x[t, j] * u) + y[t, j];
                        (u, v) = (v, x[t, j] + (u * 0.5));
                    }
                }

                return Grid.Of([4, 5], outputs);
            });
        yield return new(
            "ScanningDelay",
            "Scan((a, s) => (s, a), x, y).Outputs + Scan((a, s) => (Flatten(MatMul(x, Reshape(s, 5, 1))), s), x, y).Outputs[.., 0..1]",
            [4, 5], [5], (x, y) => Grid.Of([4, 5], i => (i[0] == 0 ? y[i[1]] : x[i[0] - 1, i[1]]) + Enumerable.Range(0, 5).Sum(k => x[0, k] * y[k])));
    }

    private static IEnumerable<FunctionCase> Losses()
    {
        // The loss of a sample is a single number, which the outputs add to their own.
        FunctionCase Of(string name, string loss, Func<Grid, Grid, double> value) =>
            new(name, $"x + {loss}", [3, 5], [3, 5], (x, y) => value(x, y) is var l ? x.Map(v => v + l) : x);
        yield return Of("LossSquares", "MeanSquaredError(x, y)", (x, y) => x.Values.Zip(y.Values, (p, q) => (p - q) * (p - q)).Average());
        yield return Of("LossDistances", "MeanAbsoluteError(x, y)", (x, y) => x.Values.Zip(y.Values, (p, q) => Math.Abs(p - q)).Average());
        yield return Of("LossHuber", "Huber(x, y, 0.4f)", (x, y) =>
            x.Values.Zip(y.Values, (p, q) => Math.Abs(p - q) is var e && e > 0.4 ? 0.4 * (e - 0.2) : 0.5 * e * e).Average());
        yield return Of("LossBinary", "BinaryCrossentropy(x, y, fromLogits: true)", (x, y) =>
            x.Values.Zip(y.Values, (p, q) => -(q * Math.Log(Sigmoid(p))) - ((1 - q) * Math.Log(1 - Sigmoid(p)))).Average());
        yield return Of("LossHuberDefault", "Huber(x, y)", (x, y) =>
            x.Values.Zip(y.Values, (p, q) => Math.Abs(p - q) is var e && e > 1 ? e - 0.5 : 0.5 * e * e).Average());
        yield return Of("LossGiven", "GivenGradient(x, y)", (x, y) => x.Values.Zip(y.Values, (p, q) => p * q).Sum());

        // A share of 0.2 of each target is spread over both answers, or over the 5 classes; probabilities are divided by their sum.
        yield return Of("LossBinaryShares", "BinaryCrossentropy(Sigmoid(x) * 0.9f, y * 0.1f + 0.5f, labelSmoothing: 0.2f)", (x, y) =>
            x.Values.Zip(y.Values, (p, q) =>
            (P: 0.9 * Sigmoid(p), Q: (((q * 0.1) + 0.5) * 0.8) + 0.1) is var v ? -(v.Q * Math.Log(v.P)) - ((1 - v.Q) * Math.Log(1 - v.P))
                : 0).Average());
        yield return Of("LossCategoricalShares", "CategoricalCrossentropy(Exp(x), y * y, labelSmoothing: 0.2f)", (x, y) =>
            -Softmax(x, 1).With(y, (p, q) => ((q * q * 0.8) + 0.04) * Math.Log(p)).Values.Sum() / 3);
        yield return Of("LossSparseShares", "SparseCategoricalCrossentropy(Exp(x), ArgMax(y, 1))", (x, y) =>
            -Enumerable.Range(0, 3).Average(r => Math.Log(Softmax(x, 1)[r, Enumerable.Range(0, 5).MaxBy(k => y[r, k])])));
        yield return Of("LossCategorical", "CategoricalCrossentropy(x, y, fromLogits: true)", (x, y) =>
            -Softmax(x, 1).With(y, (p, q) => q * Math.Log(p)).Values.Sum() / 3);
        yield return Of("LossSparse", "SparseCategoricalCrossentropy(x, ArgMax(y, 1), fromLogits: true)", (x, y) =>
            -Enumerable.Range(0, 3).Average(r => Math.Log(Softmax(x, 1)[r, Enumerable.Range(0, 5).MaxBy(k => y[r, k])])));

        // A factor for the loss of each place; the mean is over all places, whatever their factors are.
        yield return Of("LossSquaresWeighted", "MeanSquaredError(x, y, weights: y)", (x, y) =>
            x.Values.Zip(y.Values, (p, q) => (p - q) * (p - q) * q).Average());
        yield return Of("LossDistancesWeighted", "MeanAbsoluteError(x, y, weights: y[.., 1])", (x, y) =>
            Grid.Indices([3, 5]).Average(i => Math.Abs(x[i] - y[i]) * y[i[0], 1]));
        yield return Of("LossHuberWeighted", "Huber(x, y, weights: Square(y))", (x, y) =>
            x.Values.Zip(y.Values, (p, q) => (Math.Abs(p - q) is var e && e > 1 ? e - 0.5 : 0.5 * e * e) * q * q).Average());
        yield return Of("LossBinaryWeighted", "BinaryCrossentropy(x, y, fromLogits: true, weights: y)", (x, y) =>
            x.Values.Zip(y.Values, (p, q) => q * (-(q * Math.Log(Sigmoid(p))) - ((1 - q) * Math.Log(1 - Sigmoid(p))))).Average());
        yield return Of("LossCategoricalWeighted", "CategoricalCrossentropy(x, y, fromLogits: true, weights: y[.., 2])", (x, y) =>
            -Softmax(x, 1).With(y, (p, q) => q * Math.Log(p)).With(y.Along(1, true, row => row.ElementAt(2)), (v, w) => v * w).Values.Sum() / 3);
        yield return Of("LossSparseIgnored", "SparseCategoricalCrossentropy(x, ArgMax(y, 1), fromLogits: true, ignoreClass: 0, weights: y[.., 0])",
            (x, y) => Enumerable.Range(0, 3).Select(r => (Row: r, Class: Enumerable.Range(0, 5).MaxBy(k => y[r, k]))).Where(p => p.Class != 0)
                .Select(p => -Math.Log(Softmax(x, 1)[p.Row, p.Class]) * y[p.Row, 0]).DefaultIfEmpty(0).Average());
    }

    /// <summary>Connectionist temporal classification; the labels are made of y, which is no number of a class itself.</summary>
    private static IEnumerable<FunctionCase> Alignments()
    {
        FunctionCase Of(string name, int[] shape, int[] labels, string options, int blank, int steps, int count) => new(
            name, $"x + Ctc(x, {Labels(labels)}{options}) + (0 * y)", shape, [1], (x, _) =>
                CtcFormula.Loss(x, labels, blank, steps, count) is var loss ? x.Map(v => v + loss) : x);
        static string Labels(int[] labels) => $"Reshape(Concat({string.Join(", ", labels.Select(label => $"Ones(1) * {label}"))}), {labels.Length})";
        yield return Of("CtcPlain", [5, 4], [1, 3, 2], "", 0, 5, 3);
        yield return Of("CtcRepeats", [5, 3], [2, 2, 0, 0], "", 0, 5, 2);
        yield return Of("CtcOne", [1, 2], [1], "", 0, 1, 1);
        yield return Of("CtcLastBlank", [6, 3], [1, 0, 1, 2, 2], ", blank: 2", 2, 6, 3);
        yield return Of("CtcNothing", [3, 3], [0, 0], "", 0, 3, 0);
        yield return Of("CtcTight", [5, 3], [1, 1, 2, 0], ", steps: 4", 0, 4, 3);
        yield return Of("CtcCounted", [6, 5], [4, 1, 1, 3, 2], ", steps: 5, count: 3", 0, 5, 3);
        yield return Of("CtcTooShort", [4, 3], [1, 1, 2], ", steps: 3", 0, 3, 3);
        yield return Of("CtcNoSteps", [4, 3], [1, 2, 0], ", steps: 0", 0, 0, 2);
        yield return Of("CtcNoStepsAndLabels", [4, 3], [0], ", steps: 0", 0, 0, 0);
    }

    private static IEnumerable<FunctionCase> Gradients()
    {
        yield return new("Stopped", "x * StopGradient(x * y)", Row, Row, (x, y) =>
            x.With(y, (p, q) => p * p * q)) { Redirected = true, Slope = (x0, y0, x, _) => x.With(x0.With(y0, (p, q) => p * q), (p, q) => p * q) };
        yield return new("Reversed", "ReverseGradient(x * y, 0.3f) + x", Row, Row, (x, y) =>
            x.With(y, (p, q) => (p * q) + p)) { Redirected = true, Slope = (_, _, x, y) => x.With(y, (p, q) => (-0.3 * p * q) + p) };
        yield return new("ReversedOnce", "ReverseGradient(x) * y", Row, Row, (x, y) =>
            x.With(y, (p, q) => p * q)) { Redirected = true, Slope = (x0, y0, x, y) =>
            x.With(y0, (p, q) => -p * q).With(x0.With(y, (p, q) => p * q), (p, q) => p + q) };

        // A map that a maximum reads may move behind it, with its factor of the gradient.
        yield return new("ReversedLargest", "Max(ReverseGradient(x, 0.3f), 0) * y", Row, Row, (x, y) =>
            y.Map(q => x.Values.Max() * q)) { Redirected = true, Slope = (x0, y0, x, y) =>
            Grid.Of(Row, i => (-0.3 * x.Values.Max() * y0[i]) + (x0.Values.Max() * y[i])) };
        yield return new("StoppedLargest", "Max(StopGradient(x), 0) * y", Row, Row, (x, y) =>
            y.Map(q => x.Values.Max() * q)) { Redirected = true, Slope = (x0, _, _, y) => y.Map(q => x0.Values.Max() * q) };
    }

    private static Grid Softmax(Grid x, int axis) => x.Map(Math.Exp) is var e ? e.With(e.Along(axis, true, v => v.Sum()), (p, sum) => p / sum) : x;

    private static double Bent(double value) => value > 0 ? value : 0.7 * (Math.Exp(value) - 1);

    private static double Swished(double value) => value * Sigmoid(value);

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));

    private static double Variance(IEnumerable<double> values) =>
        values.ToList() is var list ? list.Average(v => Math.Pow(v - list.Average(), 2)) : 0;

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static double Erf(double value) => MathReference.Erf(value);
}
