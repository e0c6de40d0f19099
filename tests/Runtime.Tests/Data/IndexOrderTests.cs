namespace NetCompiler.Runtime.Tests.Data;

public sealed class IndexOrderTests
{
    [Fact]
    public void Every_index_comes_once()
    {
        foreach (int count in Enumerable.Range(1, 70).Concat([255, 256, 257, 1000, 4095, 4097, 60_000]))
        {
            IndexOrder order = IndexOrder.Of(SourceReading.Shuffled(), count);
            var seen = new bool[count];
            for (int i = 0; i < count; i++)
            {
                long index = order[i];
                Assert.InRange(index, 0, count - 1);
                Assert.False(seen[index]);
                seen[index] = true;
            }
        }
    }

    [Fact]
    public void Sets_larger_than_an_array_have_orders_too()
    {
        const long Count = 5_000_000_000;
        IndexOrder order = IndexOrder.Of(SourceReading.Shuffled(), Count);
        var seen = new HashSet<long>();
        for (long i = 0; i < 100_000; i++)
        {
            long index = order[Count - 1 - i];
            Assert.InRange(index, 0, Count - 1);
            Assert.True(seen.Add(index));
        }

        Assert.InRange(seen.Average() / Count, 0.495, 0.505);
    }

    [Fact]
    public void Seed_and_epoch_choose_the_order()
    {
        int[] Order(int seed, int epoch)
        {
            IndexOrder order = IndexOrder.Of(new DataPass(seed, epoch, true), 100);
            return [.. Enumerable.Range(0, 100).Select(i => (int)order[i])];
        }

        Assert.Equal(Order(1, 2), Order(1, 2));
        Assert.NotEqual(Order(1, 2), Order(1, 3));
        Assert.NotEqual(Order(1, 2), Order(2, 2));
        Assert.NotEqual(Order(1, 2), Order(2, 1));
    }

    /// <summary>Chi-squared tests with fixed keys: over all permutations of few, and over which index comes where.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Every_order_of_few_is_as_likely(int count)
    {
        const int PerOrder = 100;
        int orders = Enumerable.Range(1, count).Aggregate(1, (product, i) => product * i);
        var found = new Dictionary<string, int>();
        for (int epoch = 0; epoch < PerOrder * orders; epoch++)
        {
            IndexOrder order = IndexOrder.Of(new DataPass(9, epoch, true), count);
            string key = string.Join(' ', Enumerable.Range(0, count).Select(i => order[i]));
            found[key] = found.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(orders, found.Count);
        double chi = found.Values.Sum(n => Math.Pow(n - PerOrder, 2) / PerOrder);
        Assert.InRange(chi, 0, orders - 1 + (5 * Math.Sqrt(2.0 * orders)));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(100)]
    public void Every_index_comes_as_often_at_every_place(int count)
    {
        const int PerPlace = 200;
        var found = new int[count * count];
        for (int epoch = 0; epoch < PerPlace * count; epoch++)
        {
            IndexOrder order = IndexOrder.Of(new DataPass(9, epoch, true), count);
            for (int i = 0; i < count; i++)
            {
                found[(i * count) + order[i]]++;
            }
        }

        double chi = found.Sum(n => Math.Pow(n - PerPlace, 2) / PerPlace);
        int freedom = (count - 1) * (count - 1);
        Assert.InRange(chi, freedom - (5 * Math.Sqrt(2.0 * freedom)), freedom + (5 * Math.Sqrt(2.0 * freedom)));
    }
}
