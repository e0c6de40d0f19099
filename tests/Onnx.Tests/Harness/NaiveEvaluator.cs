using NetCompiler.Onnx.Import;

namespace NetCompiler.Onnx.Tests.Harness;

/// <summary>A tensor in double precision, in the model's order.</summary>
internal sealed record Dense(int[] Shape, double[] Values)
{
    public static Dense Of(OnnxTensor tensor)
    {
        var constant = Constant.Of(tensor);
        return new([.. tensor.Dimensions.Select(size => (int)size)], [.. Enumerable.Range(0, (int)constant.Count).Select(i => constant[i])]);
    }

    public static Dense Make(int[] shape, Func<int[], double> element)
    {
        double[] values = new double[shape.Aggregate(1, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = element(Place(i, shape));
        }

        return new(shape, values);
    }

    public double this[params int[] place] => Values[Offset(place)];

    /// <summary>An element of the tensor broadcast to a larger shape.</summary>
    public double At(int[] place) => this[[.. Shape.Select((size, axis) => size == 1 ? 0 : place[place.Length - Shape.Length + axis])]];

    public Dense Map(Func<double, double> function) => new(Shape, Array.ConvertAll(Values, value => function(value)));

    public static int[] Place(int i, int[] shape)
    {
        int[] place = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (i, place[axis]) = Math.DivRem(i, shape[axis]);
        }

        return place;
    }

    private int Offset(int[] place) => Shape.Select((size, axis) => (size, axis)).Aggregate(0, (offset, axis) =>
        (offset * axis.size) + place[axis.axis]);
}

/// <summary>Runs a model by the definitions of its operations, one element after the other: what imports are compared with.</summary>
internal static class NaiveEvaluator
{
    public static Dictionary<string, Dense> Run(OnnxModel model, Dictionary<string, Dense> inputs)
    {
        var values = new Dictionary<string, Dense>(inputs);
        foreach (OnnxTensor tensor in model.Graph.Initializers)
        {
            values[tensor.Name] = Dense.Of(tensor);
        }

        foreach (OnnxNode node in model.Graph.Nodes)
        {
            values[node.Outputs[0]] = Run(node, [.. node.Inputs.Select(name => values[name])]);
        }

        return values;
    }

    private static Dense Run(OnnxNode node, Dense[] x) => node.Operation switch
    {
        "Relu" => x[0].Map(v => Math.Max(v, 0)),
        "Sqrt" => x[0].Map(Math.Sqrt),
        "Tanh" => x[0].Map(Math.Tanh),
        "Sigmoid" => x[0].Map(v => 1 / (1 + Math.Exp(-v))),
        "Erf" => x[0].Map(Erf),
        "Add" => Both(x, (a, b) => a + b),
        "Sub" => Both(x, (a, b) => a - b),
        "Mul" => Both(x, (a, b) => a * b),
        "Div" => Both(x, (a, b) => a / b),
        "Pow" => Both(x, Math.Pow),
        "MatMul" => MatMul(x[0], x[1]),
        "Gemm" => Gemm(node, x),
        "Conv" => Conv(node, x),
        "MaxPool" => Pool(node, x[0], values => values.Max()),
        "AveragePool" => Pool(node, x[0], values => values.Average()),
        "GlobalAveragePool" => Dense.Make([.. x[0].Shape[..2], 1, 1], p => Enumerable.Range(0, x[0].Shape[2] * x[0].Shape[3])
            .Average(i => x[0][p[0], p[1], i / x[0].Shape[3], i % x[0].Shape[3]])),
        "BatchNormalization" => Dense.Make(x[0].Shape, p =>
            ((x[0][p] - x[3][p[1]]) / Math.Sqrt(x[4][p[1]] + Float(node, "epsilon", 1e-5f)) * x[1][p[1]]) + x[2][p[1]]),
        "LSTM" => Lstm(x[0], x[1], x[2], x[3]),
        "Squeeze" => new([.. x[0].Shape.Where((_, axis) => axis != (int)x[1].Values[0])], x[0].Values),
        "Softmax" => Softmax(x[0]),
        "ReduceMean" => Dense.Make([.. x[0].Shape[..^1], 1], p => Enumerable.Range(0, x[0].Shape[^1]).Average(i => x[0][[.. p[..^1], i]])),
        "Transpose" => Transpose(x[0], Ints(node, "perm")),
        "Flatten" => new([x[0].Shape[0], x[0].Values.Length / x[0].Shape[0]], x[0].Values),
        "Reshape" => Reshape(x[0], [.. x[1].Values.Select(size => (int)size)]),
        "Shape" => new([x[0].Shape.Length], [.. x[0].Shape.Select(size => (double)size)]),
        "Gather" => new(x[1].Shape, [.. x[1].Values.Select(i => x[0].Values[(int)i])]),
        "Expand" => Dense.Make([.. x[1].Values.Select(size => (int)size)], x[0].At),
        "Unsqueeze" => new([1, .. x[0].Shape], x[0].Values),
        "Concat" => Concat(x, (int)node.Attributes.Single(a => a.Name == "axis").Int),
        _ => throw new NotSupportedException(node.Operation),
    };

    /// <summary>A series, which is exact for small numbers.</summary>
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (int n = 0; n < 60; n++)
        {
            sum += term / ((2 * n) + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static Dense Both(Dense[] x, Func<double, double, double> function)
    {
        long[] shape = Broadcasting.ShapeOf([.. x.Select(operand => Array.ConvertAll(operand.Shape, size => (long)size))]);
        return Dense.Make(Array.ConvertAll(shape, size => (int)size), p => function(x[0].At(p), x[1].At(p)));
    }

    private static Dense MatMul(Dense a, Dense b)
    {
        int[] outer = a.Shape.Length >= b.Shape.Length ? a.Shape[..^2] : b.Shape[..^2];
        return Dense.Make([.. outer, a.Shape[^2], b.Shape[^1]], p => Enumerable.Range(0, a.Shape[^1]).Sum(k =>
            a.At([.. p[..^1], k]) * b.At([.. p[..^2], k, p[^1]])));
    }

    private static Dense Gemm(OnnxNode node, Dense[] x)
    {
        Dense b = node.Attributes.Any(a => a.Name == "transB" && a.Int != 0) ? Transpose(x[1], [1, 0]) : x[1];
        Dense product = MatMul(x[0], b);
        return x.Length > 2 ? Both([product, x[2]], (p, c) => p + c) : product;
    }

    private static Dense Conv(OnnxNode node, Dense[] x)
    {
        (Dense image, Dense kernel) = (x[0], x[1]);
        (int[] strides, int[] pads) = (Ints(node, "strides", 1, 1), Ints(node, "pads", 0, 0, 0, 0));
        int groups = (int)(node.Attributes.FirstOrDefault(a => a.Name == "group")?.Int ?? 1), perGroup = kernel.Shape[0] / groups;
        int Size(int axis) => ((image.Shape[axis] + pads[axis - 2] + pads[axis] - kernel.Shape[axis]) / strides[axis - 2]) + 1;
        return Dense.Make([image.Shape[0], kernel.Shape[0], Size(2), Size(3)], p =>
        {
            double sum = x.Length > 2 ? x[2][p[1]] : 0;
            for (int i = 0; i < kernel.Values.Length / kernel.Shape[0]; i++)
            {
                int[] k = Dense.Place(i, kernel.Shape[1..]);
                int row = (p[2] * strides[0]) + k[1] - pads[0], column = (p[3] * strides[1]) + k[2] - pads[1];
                sum += row < 0 || column < 0 || row >= image.Shape[2] || column >= image.Shape[3] ? 0
                    : image[p[0], (p[1] / perGroup * kernel.Shape[1]) + k[0], row, column] * kernel[p[1], k[0], k[1], k[2]];
            }

            return sum;
        });
    }

    private static Dense Pool(OnnxNode node, Dense image, Func<IEnumerable<double>, double> function)
    {
        int[] kernel = Ints(node, "kernel_shape"), strides = Ints(node, "strides", 1, 1), pads = Ints(node, "pads", 0, 0, 0, 0);
        int Size(int axis) => ((image.Shape[axis] + pads[axis - 2] + pads[axis] - kernel[axis - 2]) / strides[axis - 2]) + 1;
        return Dense.Make([.. image.Shape[..2], Size(2), Size(3)], p => function(
            from i in Enumerable.Range(0, kernel[0])
            from j in Enumerable.Range(0, kernel[1])
            let row = (p[2] * strides[0]) + i - pads[0]
            let column = (p[3] * strides[1]) + j - pads[1]
            where row >= 0 && column >= 0 && row < image.Shape[2] && column < image.Shape[3]
            select image[p[0], p[1], row, column]));
    }

    /// <summary>[steps, samples, in] to [steps, 1, samples, units]; the gates are i, o, f, c.</summary>
    private static Dense Lstm(Dense x, Dense w, Dense r, Dense b)
    {
        int steps = x.Shape[0], samples = x.Shape[1], units = r.Shape[2];
        double[,] h = new double[samples, units], c = new double[samples, units];
        double[] all = new double[steps * samples * units];
        static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
        for (int t = 0; t < steps; t++)
        {
            double[,] before = (double[,])h.Clone();
            for (int i = 0; i < samples * units; i++)
            {
                (int n, int u) = Math.DivRem(i, units);
                double Gate(int gate)
                {
                    int row = (gate * units) + u;
                    return b[0, row] + b[0, (4 * units) + row] + Enumerable.Range(0, x.Shape[2]).Sum(k => w[0, row, k] * x[t, n, k])
                        + Enumerable.Range(0, units).Sum(k => r[0, row, k] * before[n, k]);
                }

                c[n, u] = (Sigmoid(Gate(2)) * c[n, u]) + (Sigmoid(Gate(0)) * Math.Tanh(Gate(3)));
                all[(t * samples * units) + i] = h[n, u] = Sigmoid(Gate(1)) * Math.Tanh(c[n, u]);
            }
        }

        return new([steps, 1, samples, units], all);
    }

    private static Dense Softmax(Dense x)
    {
        Dense exponentials = x.Map(Math.Exp);
        return Dense.Make(x.Shape, p => exponentials[p] / Enumerable.Range(0, x.Shape[^1]).Sum(i => exponentials[[.. p[..^1], i]]));
    }

    private static Dense Transpose(Dense x, int[] order) => Dense.Make([.. order.Select(axis => x.Shape[axis])], p =>
        x[[.. order.Select((_, axis) => p[Array.IndexOf(order, axis)])]]);

    private static Dense Reshape(Dense x, int[] wanted)
    {
        int[] shape = [.. wanted.Select((size, axis) => size == 0 ? x.Shape[axis] : size)];
        int known = -shape.Aggregate(1, (product, size) => product * size);
        return new([.. shape.Select(size => size == -1 ? x.Values.Length / known : size)], x.Values);
    }

    private static Dense Concat(Dense[] x, int axis)
    {
        int[] shape = [.. x[0].Shape];
        shape[axis] = x.Sum(part => part.Shape[axis]);
        return Dense.Make(shape, p =>
        {
            int[] place = [.. p];
            int part = 0;
            while (place[axis] >= x[part].Shape[axis])
            {
                place[axis] -= x[part++].Shape[axis];
            }

            return x[part][place];
        });
    }

    private static int[] Ints(OnnxNode node, string name, params int[] missing) =>
        node.Attributes.FirstOrDefault(a => a.Name == name) is { } found ? [.. found.Ints.Select(value => (int)value)] : missing;

    private static float Float(OnnxNode node, string name, float missing) => node.Attributes.FirstOrDefault(a => a.Name == name)?.Float ?? missing;
}
