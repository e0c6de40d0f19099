namespace NetCompiler.Runtime.Tests.Optimizers;

/// <summary>Gradient accumulation and the moving average of weights, step by step as Keras' code goes.</summary>
public sealed class AveragingTests
{
    private const int Padded = 8;

    public static TheoryData<string> Names => new("sgd", "adam", "adamw");

    /// <summary>Every third step updates, by the mean: the same as one step with that mean.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Accumulated_gradients_are_averaged(string name)
    {
        Optimizer accumulating = Create(name, accumulation: 3), plain = Create(name, accumulation: null);
        float[] values = Draw(1), expected = [.. values];
        for (int update = 0; update < 4; update++)
        {
            float[] sum = new float[Padded];
            for (int part = 0; part < 3; part++)
            {
                float[] before = [.. values], gradients = Draw((10 * update) + part);
                sum = [.. sum.Zip(gradients, (s, g) => s + g)];
                accumulating.Step(values, gradients);
                if (part < 2)
                {
                    Assert.Equal(before, values);
                }
            }

            plain.Step(expected, [.. sum.Select(s => s / 3)]);
            Assert.Equal(expected, values);
            Assert.Equal(update + 1, accumulating.Iterations);
        }
    }

    [Fact]
    public void A_schedule_counts_steps_that_only_accumulate()
    {
        var optimizer = new Sgd(new PiecewiseConstantDecay([2], [1f, 0.5f])) { GradientAccumulationSteps = 2 };
        float[] values = new float[Padded];
        for (int step = 0; step < 4; step++)
        {
            optimizer.Step(values, [1, 1, 1, 1, 1, 1, 1, 1]);
        }

        // The rate of step 1 is 1, that of step 3 is 0.5.
        Assert.Equal(-1.5f, values[0]);
    }

    /// <summary>
    /// Gradient 1, rate 1: values -1, -2, -3, ...; average -1, then 0.75 of it and 0.25 of the value; every third update overwrites.
    /// </summary>
    [Fact]
    public void The_average_overwrites_the_values()
    {
        var optimizer = new Sgd(1f) { UseEma = true, EmaMomentum = 0.75f, EmaOverwriteFrequency = 3 };
        float[] values = new float[Padded], seen = new float[6];
        for (int step = 0; step < seen.Length; step++)
        {
            optimizer.Step(values, [1, 1, 1, 1, 1, 1, 1, 1]);
            seen[step] = values[0];
        }

        // Averages: -1, -1.25, -1.6875 (overwrites), then values -2.6875 and -3.6875, averages -1.9375 and -2.375, -2.953125 (overwrites).
        Assert.Equal([-1f, -2f, -1.6875f, -2.6875f, -3.6875f, -2.953125f], seen);
    }

    /// <summary>As in Keras, the average moves at each step, and its first update's steps set it.</summary>
    [Fact]
    public void The_average_moves_while_gradients_accumulate()
    {
        var optimizer = new Sgd(1f) { UseEma = true, EmaMomentum = 0.5f, EmaOverwriteFrequency = 2, GradientAccumulationSteps = 2 };
        float[] values = new float[Padded], seen = new float[4];
        for (int step = 0; step < seen.Length; step++)
        {
            optimizer.Step(values, [1, 1, 1, 1, 1, 1, 1, 1]);
            seen[step] = values[0];
        }

        // Values 0, -1 | -1, -2. Averages 0, -1 (momentum 0) | -1 (overwrites), (-1 - 2) / 2 (overwrites).
        Assert.Equal([0f, -1f, -1f, -1.5f], seen);
    }

    private static Optimizer Create(string name, int? accumulation) => name switch
    {
        "sgd" => new Sgd(0.1f) { Momentum = 0.9f, GradientAccumulationSteps = accumulation },
        "adam" => new Adam(0.1f) { ClipValue = 0.4f, GradientAccumulationSteps = accumulation },
        _ => new AdamW(0.1f) { GradientAccumulationSteps = accumulation },
    };

    private static float[] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Padded).Select(_ => random.NextSingle() - 0.5f)];
    }
}
