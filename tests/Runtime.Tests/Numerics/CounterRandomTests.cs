using NetCompiler.Numerics;

namespace NetCompiler.Runtime.Tests.Numerics;

public sealed class CounterRandomTests
{
    /// <summary>The known answers that accompany the generator's first implementation, Random123.</summary>
    [Theory]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x0000000000000000, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Philox_gives_its_known_answers(ulong counter, ulong high, ulong key, uint w0, uint w1, uint w2, uint w3) =>
        Assert.Equal((w0, w1, w2, w3), Philox.Block(counter, high, key));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 64)]
    [InlineData(5, 1)]
    [InlineData(31, 2)]
    [InlineData(37, 200)]
    [InlineData(137438953440, 100)]
    public void A_mask_is_a_function_of_the_element_alone(long first, int count)
    {
        const ulong Key = 0x0123456789abcdef;
        const float Rate = 0.3f;
        var mask = new float[count + 2];
        mask.AsSpan().Fill(7);
        CounterRandom.FillMask(ref mask[1], count, Key, 9, first, Rate);
        Assert.Equal(7, mask[0]);
        Assert.Equal(7, mask[^1]);
        for (int i = 0; i < count; i++)
        {
            bool dropped = CounterRandom.Bits(Key, 9, first + i) < (uint)(Rate * 4294967296.0);
            Assert.Equal(dropped ? 0 : 1 / (1 - Rate), mask[i + 1]);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(37, 200)]
    [InlineData(137438953440, 100)]
    public void An_even_draw_is_a_function_of_the_element_alone(long first, int count)
    {
        var draws = new float[count + 2];
        draws.AsSpan().Fill(7);
        CounterRandom.FillUniform(ref draws[1], count, 42, 9, first);
        Assert.Equal((7, 7), (draws[0], draws[^1]));
        Assert.Equal(Enumerable.Range(0, count).Select(i => (CounterRandom.Bits(42, 9, first + i) >> 8) / 16777216f), draws[1..^1]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void A_mask_drops_its_rate_evenly_over_places(float rate)
    {
        const int Count = 1 << 20;
        var mask = new float[Count];
        CounterRandom.FillMask(ref mask[0], Count, CounterRandom.Key(1, 2), 3, 0, rate);
        double deviation = Math.Sqrt(rate * (1 - rate) / Count);
        Assert.InRange(mask.Count(x => x == 0) / (double)Count, rate - (5 * deviation), rate + (5 * deviation));
        for (int lane = 0; lane < 32; lane++)
        {
            int dropped = Enumerable.Range(0, Count / 32).Count(i => mask[(32 * i) + lane] == 0);
            Assert.InRange(dropped / (Count / 32.0), rate - (6 * Math.Sqrt(32) * deviation), rate + (6 * Math.Sqrt(32) * deviation));
        }
    }

    [Fact]
    public void Neighbours_and_neighbouring_streams_are_uncorrelated()
    {
        const int Count = 1 << 18;
        double limit = 5 / Math.Sqrt(Count);
        for (int lag = 1; lag <= 40; lag++)
        {
            Assert.InRange(Correlation(Count, i => Sample(5, 0, i), i => Sample(5, 0, i + lag)), -limit, limit);
        }

        Assert.InRange(Correlation(Count, i => Sample(5, 0, i), i => Sample(5, 1, i)), -limit, limit);
        Assert.InRange(Correlation(Count, i => Sample(5, 0, i), i => Sample(6, 0, i)), -limit, limit);
        Assert.InRange(Correlation(Count, i => Sample(CounterRandom.Key(0, 0), 0, i), i => Sample(CounterRandom.Key(0, 1), 0, i)), -limit, limit);
    }

    [Fact]
    public void Keys_of_different_seeds_and_uses_differ()
    {
        var keys = new HashSet<ulong>();
        for (int seed = -50; seed < 50; seed++)
        {
            for (int use = 0; use < 100; use++)
            {
                Assert.True(keys.Add(CounterRandom.Key(seed, use)));
            }
        }
    }

    [Fact]
    public void Every_bit_is_set_half_of_the_time()
    {
        const int Count = 1 << 18;
        var set = new int[32];
        for (int i = 0; i < Count; i++)
        {
            uint bits = CounterRandom.Bits(77, 1, i);
            for (int bit = 0; bit < 32; bit++)
            {
                set[bit] += (int)((bits >> bit) & 1);
            }
        }

        Assert.All(set, count => Assert.InRange(count / (double)Count, 0.5 - (2.5 / Math.Sqrt(Count)), 0.5 + (2.5 / Math.Sqrt(Count))));
    }

    private static double Sample(ulong key, int salt, long element) => (CounterRandom.Bits(key, salt, element) / 4294967296.0) - 0.5;

    private static double Correlation(int count, Func<int, double> a, Func<int, double> b)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += a(i) * b(i);
        }

        return sum / count * 12;
    }
}
