using NetCompiler.Numerics;

namespace NetCompiler.Runtime.Tests.Numerics;

public sealed class RandomStreamTests
{
    [Fact]
    public void Its_logarithm_is_right_to_some_units_of_double()
    {
        for (double u = 1e-300; u < 1e300; u *= 1.37)
        {
            Assert.Equal(Math.Log(u), RandomStream.Log(u), 4e-16 * Math.Max(1, Math.Abs(Math.Log(u))));
        }

        for (double u = 0.5; u < 2; u += 0.00037)
        {
            Assert.Equal(Math.Log(u), RandomStream.Log(u), 4e-16);
        }
    }

    [Fact]
    public void Normals_have_the_moments_and_the_tails_of_a_normal()
    {
        const int Count = 400_000;
        var random = new RandomStream(42, 0);
        double[] x = [.. Enumerable.Range(0, Count).Select(_ => random.NextNormal())];
        double unit = 1 / Math.Sqrt(Count);
        Assert.InRange(x.Average(), -5 * unit, 5 * unit);
        Assert.InRange(x.Average(v => v * v), 1 - (5 * Math.Sqrt(2) * unit), 1 + (5 * Math.Sqrt(2) * unit));
        Assert.InRange(x.Average(v => v * v * v * v), 3 - (5 * Math.Sqrt(96) * unit), 3 + (5 * Math.Sqrt(96) * unit));
        Assert.InRange(x.Count(v => Math.Abs(v) > 2) / (double)Count, 0.0440, 0.0470);
        Assert.InRange(x.Zip(x.Skip(1), (a, b) => a * b).Average(), -5 * unit, 5 * unit);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(1_500_000_000)]
    public void Integers_stay_below_their_bound_and_are_even(int bound)
    {
        const int Count = 100_000;
        var random = new RandomStream(3, 1);
        int[] x = [.. Enumerable.Range(0, Count).Select(_ => random.NextInt(bound))];
        Assert.All(x, value => Assert.InRange(value, 0, bound - 1));
        double middle = (bound - 1) / 2.0;
        Assert.InRange(x.Average(value => (double)value), middle - (bound * 0.005), middle + (bound * 0.005));
    }

    [Fact]
    public void The_same_key_gives_the_same_numbers_for_ever()
    {
        var random = new RandomStream(CounterRandom.Key(1, 2), 3);
        Assert.Equal(0.0, random.NextUniform() - ((CounterRandom.Bits(CounterRandom.Key(1, 2), 3, 0) + 0.5) / 4294967296.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }
}
