using NetCompiler.Generator.Tests.Functions;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Generator.Tests.Layers;

/// <summary>
/// A compiled network against its formula in double precision: outputs, loss, and every gradient, element by element, against central differences of
/// the formula.
/// Nothing that the compiler itself works with judges here.
/// </summary>
internal sealed class FormulaCheck
{
    /// <summary>Odd, so that no vector and no tile is full.</summary>
    private const int Samples = 3;

    private const double Step = 1e-5;

    private readonly LayerCase _layer;
    private readonly TrainableNetwork _network;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly Weights _weights;

    public FormulaCheck(LayerCase layer, TrainableNetwork network)
    {
        (_layer, _network) = (layer, network);
        _inputs = Numbers(network.InputFloats, network.Description.InputIndices, 0, v => v);
        _targets = Numbers(network.TargetFloats, network.Description.TargetIndices, 2, layer.Target);
        _weights = new(network.Parameters.ToDictionary(Short, Fill));
    }

    public void Run()
    {
        float[] outputs = new float[Samples * _network.OutputFloats], predicted = new float[outputs.Length], slopes = new float[_inputs.Length];
        float loss = _network.ComputeGradients(_inputs, _targets, outputs, slopes);
        _network.Predict(_inputs, predicted);

        double[] rows = Array.ConvertAll(_inputs, v => (double)v);
        Grid[] trained = Outputs(rows, _weights), expected = [.. Range(Samples).Select(n => _layer.Value(Sample(rows, n), _weights))];
        Assert.All(trained, output => Assert.Equal(_network.Description.OutputShape, output.Shape));
        Compare("output", [.. trained.SelectMany(output => output.Values)], outputs);
        Compare("prediction", [.. expected.SelectMany(output => output.Values)], predicted);
        Compare("loss", [Loss(rows, _weights)], [loss]);
        Compare("input gradient", [.. Judged(rows.Length).Select(i => Slope(by => InputLoss(rows, i, by)))],
            [.. Judged(rows.Length).Select(i => slopes[i])]);
        foreach (Parameter parameter in _network.Parameters)
        {
            // A parameter that is not trained has no gradient, whatever the loss does with it.
            Assert.False(_layer.Frozen && parameter.Trainable);
            double[] wanted = parameter.Trainable
                ? [.. Judged(parameter.Count).Select(i => Slope(by => Loss(rows, _weights.Moved(Short(parameter), i, by))))]
                : [.. Judged(parameter.Count).Select(_ => 0.0)];
            float[] gradient = parameter.Gradient();
            Compare(parameter.Name + " gradient", wanted, [.. Judged(parameter.Count).Select(i => gradient[i])]);
        }

        CheckStep(rows);
    }

    /// <summary>The elements whose gradient is judged.</summary>
    private IEnumerable<int> Judged(int count) => Range(count).Where(i => i % _layer.Every == 0);

    /// <summary>A step of size 0 changes nothing but what it renews by itself.</summary>
    private void CheckStep(double[] rows)
    {
        _network.TrainStep(_inputs, _targets, new Sgd(0));
        IReadOnlyDictionary<string, Grid>? renewed = _layer.Renewed?.Invoke([.. Range(Samples).Select(n => Sample(rows, n)[0])], _weights);
        foreach (Parameter parameter in _network.Parameters)
        {
            Compare(parameter.Name + " after a step", (renewed?.GetValueOrDefault(Short(parameter)) ?? _weights[Short(parameter)]).Values,
                parameter.Values());
        }
    }

    /// <summary>From -1.6 to 1.6, different for a long while, and away from 0, where some functions have no derivative.</summary>
    private static float Point(int i) => (((i * 37) % 160) + 1.5f) / 100 * ((i & 1) == 0 ? 1 : -1);

    private static string Short(Parameter parameter) => parameter.Name.StartsWith("layer/", StringComparison.Ordinal)
        ? parameter.Name["layer/".Length..] : parameter.Name;

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);

    private static double Slope(Func<double, double> loss) => (loss(Step) - loss(-Step)) / (2 * Step);

    private static void Compare(string what, double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = Math.Max(0.1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= 2e-5 * largest, $"{what} {i}: expected {expected[i]}, but is {found[i]}.");
        }
    }

    /// <summary>A batch's numbers, whole where a layer or the loss wants them so.</summary>
    private static float[] Numbers(int floats, IndexRange[] whole, int phase, Func<float, float> map) => [.. Range(Samples * floats).Select(i =>
        Array.Find(whole, range => i % floats >= range.Offset && i % floats < range.Offset + range.Count) is { } range
            ? range.Ignored is { } ignored && i % 4 == 1 ? ignored : ((i * 5) + phase) % range.Limit
            : map(Point(i + (17 * phase))))];

    /// <summary>Gives a parameter values that differ, a moving variance positive ones.</summary>
    private static Grid Fill(Parameter parameter, int number)
    {
        float[] values = [.. Range(parameter.Count).Select(i => Point((7 * i) + (3 * number) + 5) * 0.6f)];
        values = parameter.Name.EndsWith("moving_variance", StringComparison.Ordinal) ? Array.ConvertAll(values, v => Math.Abs(v) + 0.25f) : values;
        parameter.CopyFrom(values);
        return Grid.Of(parameter.Shape.Length == 0 ? [1] : parameter.Shape, Array.ConvertAll(values, v => (double)v));
    }

    private Grid Fill(Parameter parameter) => Fill(parameter, _network.Parameters.ToList().IndexOf(parameter));

    private Grid[] Outputs(double[] rows, Weights weights) => _layer.Training is { } training
        ? training([.. Range(Samples).Select(n => Assert.Single(Sample(rows, n)))], weights)
        : [.. Range(Samples).Select(n => _layer.Value(Sample(rows, n), weights))];

    /// <summary>A sample's inputs.</summary>
    private Grid[] Sample(double[] rows, int sample)
    {
        int offset = sample * _network.InputFloats;
        return [.. _layer.Inputs.Select(shape => Grid.Of(shape, rows[offset..(offset += Grid.Count(shape))]))];
    }

    /// <summary>The mean of the samples' losses, and what the parameters add.</summary>
    private double Loss(double[] rows, Weights weights) =>
        Outputs(rows, weights).Select(SampleLoss).Average() + (_layer.Penalty?.Invoke(weights) ?? 0);

    /// <summary>The loss with one input moved, as far as it may change.</summary>
    private double InputLoss(double[] rows, int place, double by)
    {
        double[] at = [.. rows];
        at[place] += by;
        int sample = place / _network.InputFloats;
        return _layer.Training is null ? SampleLoss(_layer.Value(Sample(at, sample), _weights), sample) / Samples : Loss(at, _weights);
    }

    private double SampleLoss(Grid output, int sample) => _layer.Loss(output, Target(sample)) * Share(sample);

    private Grid Target(int sample)
    {
        int floats = _network.TargetFloats;
        return Grid.Of([floats], [.. _targets[(sample * floats)..((sample + 1) * floats)].Select(v => (double)v)]);
    }

    /// <summary>A sample's number of places that count, over the mean of all samples'.</summary>
    private double Share(int sample) =>
        _layer.Places is { } places ? places(Target(sample)) / Range(Samples).Average(n => places(Target(n))) : 1;
}
