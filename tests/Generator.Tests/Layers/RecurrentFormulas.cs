using NetCompiler.Generator.Tests.Functions;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>One step of a cell: from a step's features and the states before to the next states, of which the first is the output.</summary>
internal delegate double[][] Cell(double[] x, double[][] states);

/// <summary>Recurrent layers as loops over their definitions.</summary>
internal static class RecurrentFormulas
{
    /// <summary>h' = f(x W + b + h U + c).</summary>
    public static Cell Simple(Weights w, Func<double, double> activation, string direction = "") => (x, states) =>
        [[.. Sums(w, direction, x, states[0]).Select(activation)]];

    /// <summary>Blocks i, f, c, o.</summary>
    public static Cell Lstm(Weights w, string direction = "", Func<double, double>? activation = null, Func<double, double>? gate = null) =>
        (x, states) =>
        {
            (Func<double, double> f, Func<double, double> g) = (activation ?? Math.Tanh, gate ?? Sigmoid);
            double[] z = Sums(w, direction, x, states[0]);
            int units = z.Length / 4;
            double[] memory = [.. Range(units).Select(j => (g(z[units + j]) * states[1][j]) + (g(z[j]) * f(z[(2 * units) + j])))];
            return [[.. Range(units).Select(j => g(z[(3 * units) + j]) * f(memory[j]))], memory];
        };

    /// <summary>Blocks z, r, g; the reset behind the product of the state, or before it.</summary>
    public static Cell Gru(Weights w, bool resetAfter = true, string direction = "") => (x, states) =>
    {
        double[] h = states[0], ofInput = Product(x, w[direction + "kernel"], w.Find(direction + "bias"));
        Grid kernel = w[direction + "recurrent_kernel"];
        double[] ofState = Product(h, kernel, w.Find(direction + "recurrent_bias"));
        int units = h.Length;
        double[] update = [.. Range(units).Select(j => Sigmoid(ofInput[j] + ofState[j]))];
        double[] reset = [.. Range(units).Select(j => Sigmoid(ofInput[units + j] + ofState[units + j]))];
        double[] ofReset = Product([.. h.Zip(reset, (p, q) => p * q)], kernel, null);
        double Candidate(int j) => Math.Tanh(ofInput[(2 * units) + j]
            + (resetAfter ? reset[j] * ofState[(2 * units) + j] : ofReset[(2 * units) + j]));
        return [[.. Range(units).Select(j => (update[j] * h[j]) + ((1 - update[j]) * Candidate(j)))]];
    };

    /// <summary>The states behind each step, in the order in which the steps are taken; a step that does not count leaves them.</summary>
    public static double[][][] Run(Grid x, Cell cell, double[][] first, bool backward = false, Func<int, bool>? counts = null)
    {
        (double[][] states, List<double[][]> all) = (first, new List<double[][]>());
        foreach (int step in backward ? Range(x.Shape[0]).Reverse() : Range(x.Shape[0]))
        {
            states = counts?.Invoke(step) == false ? states : cell([.. Range(x.Shape[1]).Select(k => x[step, k])], states);
            all.Add(states);
        }

        return [.. all];
    }

    /// <summary>Zeros for each of a cell's states.</summary>
    public static double[][] Zeros(int states, int units) => [.. Range(states).Select(_ => new double[units])];

    /// <summary>The outputs of all steps: [steps, units].</summary>
    public static Grid Sequence(IEnumerable<double[][]> states) => states.Select(all => all[0]).ToArray() is var rows
        ? Grid.Of([rows.Length, rows[0].Length], [.. rows.SelectMany(row => row)]) : null!;

    public static Grid Vector(double[] values) => Grid.Of([values.Length], values);

    private static double[] Sums(Weights w, string direction, double[] x, double[] h) =>
        [.. Product(x, w[direction + "kernel"], w.Find(direction + "bias"))
            .Zip(Product(h, w[direction + "recurrent_kernel"], w.Find(direction + "recurrent_bias")), (p, q) => p + q)];

    private static double[] Product(double[] x, Grid kernel, Grid? bias) =>
        [.. Range(kernel.Shape[1]).Select(j => (bias?[j] ?? 0) + Range(x.Length).Sum(k => x[k] * kernel[k, j]))];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
