using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// Dropout by its definition: factors of 0 and 1 / (1 - rate) in about the right numbers, one for each group of outputs, none in predictions; and
/// gradients that
/// have the same factors as the outputs had.
/// </summary>
public sealed class DropoutTests
{
    private const int Samples = 33;

    public static TheoryData<string> Names => [.. DropoutCases.All.Select(c => c.Layer.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Drops_what_its_gradient_drops(string name)
    {
        DropoutCase dropout = DropoutCases.All.Single(c => c.Layer.Name == name);
        TrainableNetwork network = DropoutCases.Compiled.Value.Create(name, 3);
        var weights = new Weights(network.Parameters.ToDictionary(p => p.Name["layer/".Length..], Fill));
        float[] inputs = [.. Range(Samples).SelectMany(n => Inputs(dropout, n))],
            targets = [.. Range(Samples * network.OutputFloats).Select(i => MathF.Cos(i))];
        float[] outputs = new float[targets.Length], predicted = new float[targets.Length], slopes = new float[inputs.Length];
        network.ComputeGradients(inputs, targets, outputs, slopes);
        network.Predict(inputs, predicted);

        var kernels = weights.All.ToDictionary(p => p.Key, p => new double[p.Value.Values.Length]);
        int dropped = 0, drawn = 0;
        for (int n = 0; n < Samples; n++)
        {
            Grid[] x = Split(dropout, [.. Part(inputs, n).Select(v => (double)v)]);
            Grid whole = dropout.Layer.Value(x, weights), target = Grid.Of(whole.Shape, [.. Part(targets, n).Select(v => (double)v)]);
            Compare("prediction", whole.Values, Part(predicted, n));
            var factors = Grid.Of(whole.Shape, [.. whole.Values.Zip(Part(outputs, n), (value, output) => Factor(output / value, dropout.Rate))]);
            ILookup<int, double> groups = Grid.Indices(whole.Shape).ToLookup(dropout.Together, i => factors[i]);
            Assert.All(groups, group => Assert.Single(group.Distinct()));
            (drawn, dropped) = (drawn + groups.Count, dropped + groups.Count(group => group.First() == 0));

            double Loss(Grid[] at, Weights w) => dropout.Dropped(at, w, factors).With(target, (p, q) => p * q).Values.Sum() / Samples;
            double[] row = [.. Part(inputs, n).Select(v => (double)v)];
            Compare("output", dropout.Dropped(x, weights, factors).Values, Part(outputs, n));
            Compare("gradient", [.. Range(row.Length).Select(i =>
                Slope(by => Loss(Split(dropout, [.. row.Select((v, k) => k == i ? v + by : v)]), weights)))], Part(slopes, n));
            foreach ((string kernel, double[] slope) in kernels)
            {
                for (int i = 0; i < slope.Length; i++)
                {
                    slope[i] += Slope(by => Loss(x, weights.Moved(kernel, i, by)));
                }
            }
        }

        Assert.All(network.Parameters, parameter => Compare(parameter.Name, kernels[parameter.Name["layer/".Length..]], parameter.Gradient()));

        // Four standard deviations of so many draws.
        Assert.Equal(dropout.Rate, (double)dropped / drawn, 4 * Math.Sqrt(dropout.Rate * (1 - dropout.Rate) / drawn));
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    private static double Slope(Func<double, double> loss) => (loss(1e-5) - loss(-1e-5)) / 2e-5;

    private static float[] Part(float[] all, int sample) => all[(sample * all.Length / Samples)..((sample + 1) * all.Length / Samples)];

    private static double Factor(double found, double rate)
    {
        double factor = Math.Abs(found) < 1e-6 ? 0 : 1 / (1 - rate);
        Assert.Equal(factor, found, 1e-4);
        return factor;
    }

    /// <summary>Numbers away from 0, and the identity where outputs are to show the factors of a second input.</summary>
    private static IEnumerable<float> Inputs(DropoutCase dropout, int sample) =>
        dropout.Layer.Inputs.SelectMany((shape, number) => Range(Grid.Count(shape))
        .Select(i => number > 0 ? Identity(i, shape[^1]) : (((((i + (sample * 7)) * 37) % 160) + 1.5f) / 100 * ((i & 1) == 0 ? 1 : -1))));

    private static Grid Fill(Parameter parameter)
    {
        bool shows = parameter.Name is "layer/kernel" or "layer/recurrent_kernel"
            || parameter.Name.Contains("value", StringComparison.Ordinal) || parameter.Name.Contains("output", StringComparison.Ordinal);
        float[] values = [.. Range(parameter.Count).Select(i => shows ? Identity(i, parameter.Shape[^1]) : MathF.Sin(i + parameter.Name.Length))];
        parameter.CopyFrom(values);
        return Grid.Of(parameter.Shape, Array.ConvertAll(values, v => (double)v));
    }

    private static float Identity(int place, int width) => place / width == place % width ? 1 : 0;

    private static Grid[] Split(DropoutCase dropout, double[] row)
    {
        int offset = 0;
        return [.. dropout.Layer.Inputs.Select(shape => Grid.Of(shape, row[offset..(offset += Grid.Count(shape))]))];
    }

    private static void Compare(string what, double[] expected, float[] found)
    {
        double largest = Math.Max(0.1, expected.Max(Math.Abs));
        Assert.All(expected.Zip(found), (pair, i) => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-5 * largest,
            $"{what} {i}: expected {pair.First}, but is {pair.Second}."));
    }
}
