namespace NetCompiler.Runtime.Tests.Optimizers;

/// <summary>Schedules against figures computed from Keras' formulas (one-cycle: PyTorch's) in double precision.</summary>
public sealed class ScheduleTests
{
    [Theory, InlineData(0, 0.05), InlineData(5, 0.048989794855663564), InlineData(10, 0.048), InlineData(25, 0.04514899493898414)]
    public void Exponential(long step, double expected) => AssertAt(new ExponentialDecay(0.05f, 10, 0.96f), step, expected);

    [Theory, InlineData(0, 0.1), InlineData(3, 0.1), InlineData(4, 0.096), InlineData(11, 0.09216)]
    public void Exponential_staircase(long step, double expected) =>
        AssertAt(new ExponentialDecay(0.1f, 4, 0.96f) { Staircase = true }, step, expected);

    [Theory, InlineData(0, 0.1), InlineData(5, 0.0675675675675), InlineData(10, 0.0510204081632), InlineData(1000, 0.00103092783505)]
    public void Inverse_time(long step, double expected) => AssertAt(new InverseTimeDecay(0.1f, 10, 0.96f), step, expected);

    [Theory, InlineData(9, 0.1), InlineData(10, 0.0510204081632), InlineData(29, 0.034246575342)]
    public void Inverse_time_staircase(long step, double expected) =>
        AssertAt(new InverseTimeDecay(0.1f, 10, 0.96f) { Staircase = true }, step, expected);

    [Theory, InlineData(0, 1.0), InlineData(100, 1.0), InlineData(101, 0.5), InlineData(110, 0.5), InlineData(111, 0.1), InlineData(9999, 0.1)]
    public void Piecewise(long step, double expected) => AssertAt(new PiecewiseConstantDecay([100, 110], [1.0f, 0.5f, 0.1f]), step, expected);

    [Theory, InlineData(0, 0.05), InlineData(5, 0.0255), InlineData(10, 0.001), InlineData(99, 0.001)]
    public void Polynomial(long step, double expected) => AssertAt(new PolynomialDecay(0.05f, 10) { EndLearningRate = 0.001f }, step, expected);

    [Theory, InlineData(5, 0.035648232), InlineData(10, 0.001)]
    public void Polynomial_root(long step, double expected) =>
        AssertAt(new PolynomialDecay(0.05f, 10) { EndLearningRate = 0.001f, Power = 0.5f }, step, expected);

    [Theory, InlineData(0, 0.05), InlineData(10, 0.001), InlineData(15, 0.01325), InlineData(20, 0.001), InlineData(25, 0.0091666667)]
    public void Polynomial_cycle(long step, double expected) =>
        AssertAt(new PolynomialDecay(0.05f, 10) { EndLearningRate = 0.001f, Cycle = true }, step, expected);

    [Theory, InlineData(0, 1.0), InlineData(1, 0.9999977793408362), InlineData(250, 0.8681980515339464), InlineData(500, 0.55),
        InlineData(999, 0.10000222065916381), InlineData(5000, 0.1)]
    public void Cosine(long step, double expected) => AssertAt(new CosineDecay(1, 1000) { Alpha = 0.1f }, step, expected);

    [Theory, InlineData(0, 0.01), InlineData(5, 0.105), InlineData(9, 0.181), InlineData(10, 0.2), InlineData(60, 0.105), InlineData(110, 0.01),
        InlineData(500, 0.01)]
    public void Cosine_with_warmup(long step, double expected) =>
        AssertAt(new CosineDecay(0.01f, 100) { Alpha = 0.05f, WarmupTarget = 0.2f, WarmupSteps = 10 }, step, expected);

    [Theory, InlineData(0, 1.0), InlineData(5, 0.5), InlineData(9, 0.024471741852423234), InlineData(10, 1.0), InlineData(15, 0.8535533905932737)]
    [InlineData(29, 0.00615582970243117), InlineData(31, 0.998458666866564), InlineData(69, 0.001541333133436018), InlineData(71, 0.9996145181203615)]
    public void Cosine_restarts(long step, double expected) => AssertAt(new CosineDecayRestarts(1, 10), step, expected);

    [Theory, InlineData(5, 0.275), InlineData(10, 0.41), InlineData(29, 0.052216098692875225), InlineData(200, 0.19336135267508658)]
    public void Cosine_restarts_lower(long step, double expected) =>
        AssertAt(new CosineDecayRestarts(0.5f, 10) { RateFactor = 0.8f, Alpha = 0.1f }, step, expected);

    [Theory, InlineData(5, 0.5), InlineData(10, 0.5), InlineData(14, 0.3272542485937369), InlineData(20, 0.25), InlineData(37, 0.025763421731720408)]
    public void Cosine_restarts_of_one_length(long step, double expected) =>
        AssertAt(new CosineDecayRestarts(1, 10) { LengthFactor = 1, RateFactor = 0.5f }, step, expected);

    /// <summary>5 + 5 * 3 + 5 * 9 + ...: where the logarithm of 3^k, rounded, is off.</summary>
    [Fact]
    public void Every_cosine_begins_at_the_top()
    {
        var schedule = new CosineDecayRestarts(1, 5) { LengthFactor = 3 };
        for (long step = 0, length = 5; length < 10_000_000; step += length, length *= 3)
        {
            Assert.Equal(1, schedule.At(step));
            Assert.InRange(schedule.At(step + length - 1), 0, 0.1);
        }
    }

    [Theory, InlineData(0, 0.004), InlineData(7, 0.017152216387689725), InlineData(14, 0.04940133238789996), InlineData(29, 0.1),
        InlineData(30, 0.09994965352845243)]
    [InlineData(50, 0.0793893450575732), InlineData(75, 0.026306861650082565), InlineData(99, 4e-07), InlineData(1000, 4e-07)]
    public void Cycle(long step, double expected) => AssertAt(new OneCycle(0.1f, 100), step, expected);

    [Fact]
    public void Wrong_arguments_are_named()
    {
        Assert.Equal("decaySteps", Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay(0.1f, 0, 0.9f)).ParamName);
        Assert.Equal("initialLearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(-1, 10)).ParamName);
        Assert.Equal("boundaries", Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [0.1f, 0.2f])).ParamName);
        Assert.Equal("boundaries", Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 2], [0.1f, 0.2f, 0.3f])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecayRestarts(1, 10) { LengthFactor = 0.5f });
        Assert.Throws<ArgumentNullException>(() => new Sgd((LearningRateSchedule)null!));
    }

    [Fact]
    public void An_optimizer_follows_its_schedule()
    {
        var optimizer = new Sgd(new PiecewiseConstantDecay([0, 1], [1f, 0.5f, 0.25f]));
        float[] values = new float[8];
        foreach (float rate in new[] { 1f, 0.5f, 0.25f, 0.25f })
        {
            Assert.Equal(rate, optimizer.LearningRate);
            float before = values[0];
            optimizer.Step(values, [1, 1, 1, 1, 1, 1, 1, 1]);
            Assert.Equal(before - rate, values[0]);
        }
    }

    [Fact]
    public void The_rate_of_a_schedule_cannot_be_set()
    {
        var optimizer = new AdamW(new CosineDecay(0.1f, 10));
        Assert.Contains("created with a CosineDecay", Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 1).Message,
            StringComparison.Ordinal);
        Assert.Equal(0.1f, optimizer.LearningRate);
        Assert.Equal(0.004f, optimizer.WeightDecay);
    }

    private static void AssertAt(LearningRateSchedule schedule, long step, double expected) =>
        Assert.InRange(schedule.At(step), (expected * (1 - 2e-6)) - 1e-12, (expected * (1 + 2e-6)) + 1e-12);
}
