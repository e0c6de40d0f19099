using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Layers;

/// <summary>Gradients through many steps.</summary>
public sealed class LongSequenceTests
{
    private const int Steps = 200, Features = 3, Units = 5;

    [Fact]
    public void Gradients_through_200_steps_are_those_of_differences_in_double_precision()
    {
        var network = new LongLstm(3);
        float[] x = network.MakeInputs(1, seed: 4), wanted = [0.7f];
        network.ComputeGradients(x, wanted);
        double[][] weights = [.. network.Parameters.Select(parameter => Array.ConvertAll(parameter.Values(), value => (double)value))];
        for (int p = 0; p < weights.Length; p++)
        {
            float[] gradient = network.Parameters[p].Gradient();
            double[] differences = [.. Enumerable.Range(0, gradient.Length).Select(i => Difference(weights, p, i, x, wanted[0]))];
            double largest = differences.Max(Math.Abs);
            Assert.All(gradient.Zip(differences), pair => Assert.Equal(pair.Second, pair.First, 1e-3 * largest));
        }
    }

    /// <summary>A linear cell whose weights make everything grow a hundredfold and more.</summary>
    [Fact]
    public void Gradients_that_explode_are_clipped()
    {
        var network = new LongLinear(3);
        Parameter recurrent = network.Parameters.Single(parameter => parameter.Name.EndsWith("recurrent_kernel", StringComparison.Ordinal));
        recurrent.CopyFrom(Array.ConvertAll(recurrent.Values(), value => 1.05f * value));
        float[] before = network.Weights(), x = network.MakeInputs(4, seed: 5), wanted = network.MakeTargets(4, seed: 6);
        network.ComputeGradients(x, wanted);
        Assert.True(network.Parameters.SelectMany(parameter => parameter.Gradient()).Max(Math.Abs) > 1e3);
        network.TrainStep(x, wanted, new Sgd(1) { GlobalClipNorm = 0.5f });
        double change = Math.Sqrt(network.Weights().Zip(before).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
        Assert.Equal(0.5, change, 1e-3);
    }

    private static double Difference(double[][] weights, int parameter, int element, float[] x, float wanted)
    {
        const double Small = 1e-6;
        double value = weights[parameter][element];
        weights[parameter][element] = value + Small;
        double above = Loss(weights, x, wanted);
        weights[parameter][element] = value - Small;
        double below = Loss(weights, x, wanted);
        weights[parameter][element] = value;
        return (above - below) / (2 * Small);
    }

    /// <summary>Keras' LSTM, with gates in the order input, forget, candidate, output, and a dense layer behind it.</summary>
    private static double Loss(double[][] weights, float[] x, float wanted)
    {
        var (hidden, memory) = (new double[Units], new double[Units]);
        for (int step = 0; step < Steps; step++)
        {
            double[] before = [.. hidden];
            double Sum(int gate) => weights[2][gate]
                + Enumerable.Range(0, Features).Sum(k => x[(step * Features) + k] * weights[0][(k * 4 * Units) + gate])
                + Enumerable.Range(0, Units).Sum(k => before[k] * weights[1][(k * 4 * Units) + gate]);
            for (int unit = 0; unit < Units; unit++)
            {
                memory[unit] = (Sigmoid(Sum(Units + unit)) * memory[unit]) + (Sigmoid(Sum(unit)) * Math.Tanh(Sum((2 * Units) + unit)));
                hidden[unit] = Sigmoid(Sum((3 * Units) + unit)) * Math.Tanh(memory[unit]);
            }
        }

        double output = weights[4][0] + Enumerable.Range(0, Units).Sum(k => hidden[k] * weights[3][k]);
        return Math.Pow(output - wanted, 2);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
