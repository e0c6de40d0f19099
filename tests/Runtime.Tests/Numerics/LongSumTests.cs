using NetCompiler.Numerics;

namespace NetCompiler.Runtime.Tests.Numerics;

/// <summary>Sums of thousands of terms are no chains.</summary>
public sealed class LongSumTests
{
    private const int Count = 20_000;

    /// <summary>A chain of so many is hundreds of units off.</summary>
    private const double Tolerance = 2e-6;

    [Fact]
    public void A_row_that_comes_again_and_again_is_added_in_blocks()
    {
        const int width = 300, places = 5, height = 7;
        float[] values = Numbers(Count * width), rows = new float[Count], table = new float[height * width];
        TableRows.Add(ref table[0], ref values[0], ref rows[0], Count / places, 0, places * width, width, width, 0, places, height, places, width);
        Assert.All(Enumerable.Range(0, width), column =>
        {
            double expected = Enumerable.Range(0, Count).Sum(i => (double)values[(i * width) + column]);
            Assert.Equal(expected, table[column], Tolerance * expected);
        });
        Assert.All(table[width..], value => Assert.Equal(0, value));
    }

    [Theory, InlineData(1), InlineData(63), InlineData(64), InlineData(65), InlineData(1000)]
    public void Each_row_gets_its_own(int count)
    {
        const int width = 5, height = 4, stride = 8;
        var random = new Random(count);
        float[] values = Numbers(count * stride), rows = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-1, height + 1))];
        float[] table = Numbers(height * stride), expected = [.. table];
        TableRows.Add(ref table[0], ref values[0], ref rows[0], count, 0, stride, stride, stride, 0, 1, height, 1, width);
        for (int i = 0; i < count * width; i++)
        {
            int row = Math.Clamp((int)rows[i / width], 0, height - 1);
            expected[(row * stride) + (i % width)] += values[(i / width * stride) + (i % width)];
        }

        Assert.All(expected.Zip(table), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * pair.First));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(Count)]
    public void Parts_of_a_batch_are_added_by_halves(int count)
    {
        FloatArena[] parts = [.. Enumerable.Range(0, count).Select(_ => new FloatArena(3))];
        float[] values = Numbers(count);
        for (int i = 0; i < count; i++)
        {
            parts[i].Span[1] = values[i];
        }

        FloatSums.Tree(parts, 1..2);
        double expected = values.Sum(value => (double)value);
        Assert.Equal([0, 0], [parts[0].Span[0], parts[0].Span[2]]);
        Assert.Equal(expected, parts[0].Span[1], 3e-7 * expected);
    }

    /// <summary>Near 1, whose chain rounds to the same side again and again.</summary>
    private static float[] Numbers(int count)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count).Select(_ => 1 + (random.NextSingle() / 3))];
    }
}
