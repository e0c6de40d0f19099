using NetCompiler.Numerics;

namespace NetCompiler.Runtime.Tests.Numerics;

public sealed class DistributionsTests
{
    [Fact]
    public void The_exponential_is_right_to_some_units_of_double()
    {
        for (double x = -700; x < 700; x += 0.317)
        {
            Assert.InRange(Distributions.Exp(x) / Math.Exp(x), 1 - 1e-15, 1 + 1e-15);
        }

        Assert.Equal(1, Distributions.Exp(0));
        Assert.Equal(0, Distributions.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Distributions.Exp(1000));
    }

    [Fact]
    public void Sine_and_cosine_are_right_and_exact_at_quarters()
    {
        for (double turns = -2.1; turns < 2.1; turns += 0.00317)
        {
            (double sin, double cos) = Distributions.SinCos(turns);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sin, 4e-15);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cos, 4e-15);
        }

        Assert.Equal((0, 1), Distributions.SinCos(0));
        Assert.Equal((1, 0), Distributions.SinCos(0.25));
        Assert.Equal((0, -1), Distributions.SinCos(0.5));
        Assert.Equal((-1, 0), Distributions.SinCos(-0.25));
    }

    /// <summary>Beta(a, a) has the mean 1/2 and the variance 1 / (4 (2a + 1)), and lies by the symmetric arcsine law for a = 1/2.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Beta_has_its_moments(double alpha)
    {
        const int Count = 100_000;
        var random = new RandomStream(7, 1);
        double[] x = [.. Enumerable.Range(0, Count).Select(_ => Distributions.NextBeta(random, alpha))];
        Assert.All(x, value => Assert.InRange(value, 0, 1));
        double variance = 1 / (4 * ((2 * alpha) + 1)), error = 5 / Math.Sqrt(Count);
        Assert.InRange(x.Average() - 0.5, -error * Math.Sqrt(variance), error * Math.Sqrt(variance));
        Assert.InRange(x.Average(value => Math.Pow(value - 0.5, 2)) / variance, 1 - (2 * error), 1 + (2 * error));
        if (alpha == 0.5)
        {
            Assert.InRange(x.Count(value => value < 0.1) / (double)Count, (2 / Math.PI * Math.Asin(Math.Sqrt(0.1))) - error,
                (2 / Math.PI * Math.Asin(Math.Sqrt(0.1))) + error);
        }
    }

    [Fact]
    public void Groups_of_bits_are_those_of_their_elements()
    {
        var bits = new uint[CounterRandom.Group];
        foreach (long group in new[] { 0, 1, 77, 1L << 40 })
        {
            CounterRandom.FillBits(bits, 0x1234_5678_9ABC_DEF0, 3, group);
            for (int i = 0; i < bits.Length; i++)
            {
                Assert.Equal(CounterRandom.Bits(0x1234_5678_9ABC_DEF0, 3, (group * CounterRandom.Group) + i), bits[i]);
            }
        }
    }

    [Fact]
    public void A_stream_moves_to_its_parts_whatever_came_before()
    {
        var random = new RandomStream(5, 2);
        random.MoveTo(9);
        double[] first = [random.NextNormal(), random.NextUniform(), random.NextInt(1000)];
        random.MoveTo(4_000_000_000);
        random.NextNormal();
        random.MoveTo(9);
        double[] again = [random.NextNormal(), random.NextUniform(), random.NextInt(1000)];
        Assert.Equal(first, again);
        random.MoveTo(10);
        Assert.NotEqual(first[0], random.NextNormal());
    }
}
