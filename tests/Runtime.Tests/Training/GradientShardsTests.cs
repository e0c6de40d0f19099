using NetCompiler.Endurance;

namespace NetCompiler.Runtime.Tests.Training;

/// <summary>Parts of a batch, and the tree in which their gradients are added.</summary>
public sealed class GradientShardsTests
{
    /// <summary>A part for each micro-batch up to 8; then powers of two, of at least two micro-batches.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(8, 8)]
    [InlineData(31, 8)]
    [InlineData(32, 16)]
    [InlineData(100, 32)]
    [InlineData(100_000, 64)]
    public void Follow_from_the_number_of_micro_batches(int microBatches, int parts) =>
        Assert.Equal(parts, new GradientShards(new EqualWeights().Description).CountOf(microBatches));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 2)]
    [InlineData(8, 4)]
    [InlineData(13, 3)]
    public void Are_added_by_halves_on_any_number_of_threads(int parts, int threads)
    {
        var shards = new GradientShards(new EqualWeights().Description);
        int floats = shards.Total.WholeFloats;
        var random = new Random(parts);
        var expected = new float[parts][];
        for (int shard = 0; shard < Math.Min(parts, 64); shard++)
        {
            expected[shard] = [.. Enumerable.Range(0, floats).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-4, 4)))];
            expected[shard].CopyTo(shards.Clear(shard).Whole.Span);
        }

        using var pool = new WorkerPool(threads);
        shards.Sum(pool, parts);
        float[] sum = Halves(expected);
        shards.ClearPadding(sum);
        Assert.Equal(sum, shards.Total.Whole.Span[..floats].ToArray());
    }

    /// <summary>The sum of the first power of two of the parts, and of the rest.</summary>
    private static float[] Halves(ReadOnlySpan<float[]> parts)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        int half = 1;
        while (half * 2 < parts.Length)
        {
            half *= 2;
        }

        return [.. Halves(parts[..half]).Zip(Halves(parts[half..]), (a, b) => a + b)];
    }
}
