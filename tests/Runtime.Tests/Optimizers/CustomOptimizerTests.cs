using System.Runtime.Intrinsics;

namespace NetCompiler.Runtime.Tests.Optimizers;

/// <summary>Optimizers that users write are as good as those that are there.</summary>
public sealed class CustomOptimizerTests
{
    [Theory]
    [InlineData(null, 0f)]
    [InlineData(3, 0.01f)]
    public void A_copy_of_momentum_gives_the_bits_of_momentum(int? accumulation, float decay)
    {
        var own = new OwnMomentum(0.1f) { GradientAccumulationSteps = accumulation, WeightDecay = decay, ClipNorm = 2, UseEma = true };
        var known = new Sgd(0.1f) { Momentum = 0.9f, GradientAccumulationSteps = accumulation, WeightDecay = decay, ClipNorm = 2, UseEma = true };
        var random = new Random(1);
        float[] values = Draw(random), expected = [.. values];
        for (int step = 0; step < 12; step++)
        {
            float[] gradients = Draw(random);
            own.Step(values, [.. gradients]);
            known.Step(expected, [.. gradients]);
            Assert.Equal(expected, values);
        }

        Assert.Equal(known.Iterations, own.Iterations);
    }

    [Fact]
    public void The_rule_is_told_the_rate_and_the_number_of_the_step()
    {
        var optimizer = new OwnMomentum(new PiecewiseConstantDecay([1], [0.5f, 0.25f]));
        float[] values = new float[8];
        for (int step = 0; step < 3; step++)
        {
            optimizer.Step(values, new float[8]);
        }

        Assert.Equal([(0.5f, 1), (0.5f, 2), (0.25f, 3)], optimizer.Seen);
    }

    [Fact]
    public void State_begins_with_the_initial_value()
    {
        var optimizer = new Counting(1, 7);
        float[] values = new float[8];
        optimizer.Step(values, [1, 1, 1, 1, 1, 1, 1, 1]);
        optimizer.Step(values, [1, 1, 1, 1, 1, 1, 1, 1]);
        Assert.All(values, value => Assert.Equal(8 + 9, value));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_number_of_states_that_does_not_exist_is_refused(int states)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Counting(states, 0).Step(new float[8], new float[8]));
        Assert.Contains($"Counting has {states} values of state per parameter; expected 0 to 3", error.Message, StringComparison.Ordinal);
    }

    private static float[] Draw(Random random) => [.. Enumerable.Range(0, 32).Select(_ => random.NextSingle() - 0.5f)];

    private sealed class OwnMomentum : CustomOptimizer
    {
        public OwnMomentum(float learningRate)
            : base(learningRate)
        {
        }

        public OwnMomentum(LearningRateSchedule learningRate)
            : base(learningRate)
        {
        }

        public List<(float Rate, long Number)> Seen { get; } = [];

        protected override int States => 1;

        protected override void Update(OptimizerStep step)
        {
            Seen.Add((step.LearningRate, step.Number));
            step.Apply(new Element(step.LearningRate));
        }

        private readonly struct Element(float rate) : IElementUpdate
        {
            public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
                ref Vector256<float> s2)
            {
                s0 = (s0 * 0.9f) + (gradients * rate);
                return values - s0;
            }
        }
    }

    /// <summary>Adds its state, one more in each step, to the parameters.</summary>
    private sealed class Counting(int states, float initial) : CustomOptimizer(1f)
    {
        protected override int States => states;

        protected override float InitialValue => initial;

        protected override void Update(OptimizerStep step) => step.Apply(default(Element));

        private readonly struct Element : IElementUpdate
        {
            public Vector256<float> Apply(Vector256<float> values, Vector256<float> gradients, ref Vector256<float> s0, ref Vector256<float> s1,
                ref Vector256<float> s2)
            {
                s0 += gradients;
                return values + s0;
            }
        }
    }
}
