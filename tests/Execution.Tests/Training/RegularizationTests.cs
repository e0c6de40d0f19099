using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

/// <summary>Penalties, limits of norms and layers that are not trained, by formulas over the parameters as users see them.</summary>
public sealed class RegularizationTests
{
    private static readonly float[] Inputs = [.. Enumerable.Range(0, 35).Select(i => MathF.Sin(i))];
    private static readonly float[] Targets = [.. Enumerable.Range(0, 21).Select(i => MathF.Cos(i))];

    [Fact]
    public void Penalties_are_part_of_each_loss_and_gradient()
    {
        (Penalized penalized, Plain plain) = (new(seed: 3), new(seed: 3));
        double penalty = 0;
        Assert.Equal(3, plain.Parameters.Count);
        foreach ((float[] values, int index) in plain.Parameters.Select((parameter, index) => (parameter.Values(), index)))
        {
            (double l1, double l2) = Rates(index);
            penalty += (l1 * values.Sum(v => Math.Abs((double)v))) + (l2 * values.Sum(v => (double)v * v));
        }

        Assert.Equal(plain.EvaluateLoss(Inputs, Targets) + penalty, penalized.EvaluateLoss(Inputs, Targets), 1e-5);
        Assert.Equal(plain.ComputeGradients(Inputs, Targets) + penalty, penalized.ComputeGradients(Inputs, Targets), 1e-5);
        for (int i = 0; i < 3; i++)
        {
            (double l1, double l2) = Rates(i);
            float[] values = plain.Parameters[i].Values();
            double[] expected = [.. plain.Parameters[i].Gradient().Zip(values, (g, v) => g + (l1 * Math.Sign(v)) + (2 * l2 * v))];
            Assert.All(expected.Zip(penalized.Parameters[i].Gradient()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }

        Assert.Equal(plain.ComputeGradients(Inputs, Targets) + penalty, penalized.TrainStep(Inputs, Targets, new Sgd(0.1f)), 1e-5);

        static (double L1, double L2) Rates(int parameter) => parameter switch { 0 => (0.01, 0.02), 1 => (0, 0.5), _ => (0, 0.1) };
    }

    /// <summary>The losses that Fit and Evaluate report have the penalties in them once, not once a batch.</summary>
    [Fact]
    public void Fit_and_evaluate_report_them()
    {
        (Penalized penalized, Plain plain) = (new(seed: 3), new(seed: 3));
        Dataset data = Dataset.FromArrays(Inputs, [5], Targets);
        double penalty = penalized.EvaluateLoss(Inputs, Targets) - (double)plain.EvaluateLoss(Inputs, Targets);
        var options = new EvaluateOptions { BatchSize = 3 };
        Assert.Equal(plain.Evaluate(data, options).Loss + penalty, penalized.Evaluate(data, options).Loss, 1e-5);
        History history = penalized.Fit(data, new FitOptions { BatchSize = 7, Optimizer = new Sgd(0f), Verbose = false });
        Assert.Equal(plain.EvaluateLoss(Inputs, Targets) + penalty, history["loss"][0], 1e-5);
    }

    [Fact]
    public void Threads_and_spare_floats_change_nothing()
    {
        float[][] Train(int threads)
        {
            var network = new Penalized(seed: 3) { ComputeThreads = threads };
            var optimizer = new Adam(0.01f);
            float[] inputs = [.. Enumerable.Range(0, 8000 * 5).Select(i => MathF.Sin(i))],
                targets = [.. Enumerable.Range(0, 8000 * 3).Select(i => MathF.Cos(i))];
            for (int step = 0; step < 5; step++)
            {
                network.TrainStep(inputs, targets, optimizer);
            }

            AssertPaddingIsZero(network);
            return [.. network.Parameters.Select(parameter => parameter.Values())];
        }

        Assert.Equal(Train(1), Train(2));
    }

    [Fact]
    public void Norms_are_limited_unit_by_unit()
    {
        var network = new Limited(seed: 3);
        float[] inputs = [.. Enumerable.Range(0, 96).Select(i => MathF.Sin(i))], targets = [.. Enumerable.Range(0, 34).Select(i => 3 * MathF.Cos(i))];
        network.TrainStep(inputs, targets, new Sgd(0.5f));
        AssertNorms(network, "conv2d/kernel", [3], 0.5);
        AssertNorms(network, "separable_conv2d/depthwise_kernel", [2, 3], 0.25);
        AssertNorms(network, "dense/kernel", [1], 0.75);
        AssertPaddingIsZero(network);

        var transposed = new LimitedTransposed(seed: 3);
        transposed.TrainStep(inputs[..12], [.. Enumerable.Range(0, 45).Select(i => 3 * MathF.Cos(i))], new Sgd(0.5f));
        AssertNorms(transposed, "conv2d_transpose/kernel", [2], 0.5);

        var rows = new LimitedRows(seed: 3);
        rows.TrainStep([0, 1, 2, 4], [3, -3], new Sgd(0.5f));
        AssertNorms(rows, "embedding/embeddings", [0], 0.1);
    }

    /// <summary>Without a step of its own, the limit alone: Keras' factor clip(norm, 0, limit) / (epsilon + norm).</summary>
    [Fact]
    public void A_limit_scales()
    {
        var network = new Limited(seed: 3);
        Parameter kernel = network.Parameters.Single(p => p.Name == "dense/kernel");
        float[] before = new float[kernel.Count], after = new float[kernel.Count];
        kernel.CopyTo(before);
        network.TrainStep(new float[48], new float[17], new Sgd(0f));
        kernel.CopyTo(after);
        for (int unit = 0; unit < 17; unit++)
        {
            double norm = Math.Sqrt(Enumerable.Range(0, kernel.Count / 17).Sum(i => Math.Pow(before[(i * 17) + unit], 2)));
            double factor = Math.Clamp(norm, 0, 0.75) / (1e-7 + norm);
            Assert.All(Enumerable.Range(0, kernel.Count / 17), i => Assert.Equal(before[(i * 17) + unit] * factor, after[(i * 17) + unit], 1e-6));
        }
    }

    [Fact]
    public void Frozen_layers_stay_and_are_not_penalized()
    {
        var network = new HalfFrozen(seed: 3);
        Assert.Equal([false, false, true, true], network.Parameters.Select(p => p.Trainable));
        float[][] before = [.. network.Parameters.Select(parameter => parameter.Values())];
        var optimizer = new AdamW(0.1f);
        float[] inputs = [.. Enumerable.Range(0, 60).Select(i => MathF.Sin(i))], targets = new float[40];
        for (int step = 0; step < 3; step++)
        {
            network.TrainStep(inputs, targets, optimizer);
        }

        Assert.Equal(before[0], network.Parameters[0].Values());
        Assert.Equal(before[1], network.Parameters[1].Values());
        Assert.NotEqual(before[2], network.Parameters[2].Values());
        Assert.NotEqual(before[3], network.Parameters[3].Values());
        Assert.All(network.Parameters[0].Gradient(), g => Assert.Equal(0, g));

        // The L2 penalty of the frozen kernel is far above 1; only the trained kernel's L1 is left.
        network.Parameters[2].CopyFrom(new float[32]);
        network.Parameters[3].CopyFrom(new float[4]);
        Assert.Equal(0, network.EvaluateLoss(inputs, targets));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var network = new Penalized(seed: 3) { ComputeThreads = 1 };
        var limited = new Limited(seed: 3) { ComputeThreads = 1 };
        (Sgd first, Sgd second) = (new(0.01f), new(0.01f));
        float[] image = new float[48], target = new float[17];
        void Step()
        {
            network.TrainStep(Inputs, Targets, first);
            limited.TrainStep(image, target, second);
        }

        Step();
        Assert.Equal(0, Allocations.Least(20, Step));
    }

    /// <summary>Some units are at the limit, and none is above it.</summary>
    private static void AssertNorms(CompiledNetwork network, string name, int[] unitAxes, double limit)
    {
        Parameter parameter = network.Parameters.Single(p => p.Name == name);
        float[] values = parameter.Values();
        var squares = new Dictionary<string, double>();
        for (int i = 0; i < values.Length; i++)
        {
            var index = new int[parameter.Shape.Length];
            for (int axis = index.Length - 1, rest = i; axis >= 0; rest /= parameter.Shape[axis], axis--)
            {
                index[axis] = rest % parameter.Shape[axis];
            }

            string unit = string.Join(' ', unitAxes.Select(axis => index[axis]));
            squares[unit] = squares.GetValueOrDefault(unit) + ((double)values[i] * values[i]);
        }

        Assert.Equal(limit, squares.Values.Max(Math.Sqrt), 1e-5);
    }

    /// <summary>What no element of a parameter lies at is 0 in the arena: so a sum over all of it is one over the elements.</summary>
    private static void AssertPaddingIsZero(CompiledNetwork network)
    {
        double all = 0;
        foreach (float value in network.ParameterArena.Span)
        {
            all += Math.Abs((double)value);
        }

        Assert.Equal(network.Parameters.Select(parameter => parameter.Values().Sum(v => Math.Abs((double)v))).Sum(), all, 1e-9);
    }
}
