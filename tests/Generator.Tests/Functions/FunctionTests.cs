namespace NetCompiler.Generator.Tests.Functions;

/// <summary>
/// Functions over tensors against plain formulas in double precision, and their gradients against differences of the formulas: nothing that the
/// compiler
/// itself works with judges here.
/// </summary>
public sealed class FunctionTests
{
    private const int Samples = 3;

    public static TheoryData<string> Names => [.. FunctionCases.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Is_what_its_formula_says(string name)
    {
        FunctionCase function = FunctionCases.All.Single(c => c.Name == name);
        TrainableNetwork network = FunctionCases.Compiled.Value.Create(name, 0);
        float[] inputs = [.. Enumerable.Range(0, Samples * network.InputFloats).Select(Point)];
        float[] weights = [.. Enumerable.Range(0, Samples * network.OutputFloats).Select(i => Point((5 * i) + 2))];
        float[] predictions = new float[weights.Length], slopes = new float[inputs.Length], predicted = new float[weights.Length];

        network.ComputeGradients(inputs, weights, predictions, slopes);
        network.Predict(inputs, predicted);

        for (int sample = 0; sample < Samples; sample++)
        {
            double[] row = [.. Part(inputs, sample).Select(v => (double)v)], weight = [.. Part(weights, sample).Select(v => (double)v)];
            Grid expected = Value(function, row);
            Assert.Equal(network.Description.OutputShape, expected.Shape);
            Compare("value", expected.Values, Part(predictions, sample));
            Compare("prediction", expected.Values, Part(predicted, sample));

            // The loss of a batch is the mean of its samples'.
            Compare("gradient", [.. Differences(function, row, weight).Select(v => v / Samples)], Part(slopes, sample));
        }
    }

    private static float[] Part(float[] all, int sample) => all[(sample * all.Length / Samples)..((sample + 1) * all.Length / Samples)];

    /// <summary>From -1.6 to 1.6, all different, and away from 0, where some functions have no derivative.</summary>
    private static float Point(int i) => (((i * 37) % 160) + 1.5f) / 100 * ((i & 1) == 0 ? 1 : -1);

    private static Grid Value(FunctionCase function, double[] row)
    {
        (Grid x, Grid y) = Split(function, row);
        return function.Value(x, y);
    }

    private static (Grid X, Grid Y) Split(FunctionCase function, double[] row)
    {
        int count = Grid.Count(function.X);
        return (Grid.Of(function.X, row[..count]), Grid.Of(function.Y, row[count..]));
    }

    /// <summary>Central differences of the weighted sum.</summary>
    private static double[] Differences(FunctionCase function, double[] row, double[] weights)
    {
        const double step = 1e-5;
        (Grid x0, Grid y0) = Split(function, row);
        double Sum(int i, double moved)
        {
            double[] at = [.. row];
            at[i] += moved;
            (Grid x, Grid y) = Split(function, at);
            Grid value = function.Slope is { } slope ? slope(x0, y0, x, y) : function.Value(x, y);
            return value.Values.Zip(weights, (v, w) => v * w).Sum();
        }

        return [.. Enumerable.Range(0, row.Length).Select(i => (Sum(i, step) - Sum(i, -step)) / (2 * step))];
    }

    private static void Compare(string what, double[] expected, float[] found)
    {
        double largest = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= 2e-5 * largest, $"{what} {i}: expected {expected[i]}, but is {found[i]}.");
        }
    }
}
