namespace NetCompiler.Runtime.Tests.Data.Stages;

public sealed class ShuffleTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(40, 1)]
    [InlineData(40, 2)]
    [InlineData(40, 7)]
    [InlineData(40, 39)]
    [InlineData(40, 40)]
    [InlineData(40, 1000)]
    public void Every_sample_comes_once_and_at_most_a_buffer_early(int count, int buffer)
    {
        foreach (IDataSource source in new[] { SourceReading.Numbered(count), SourceReading.Stream(SourceReading.Numbered(count)) })
        {
            int[] order = source.Shuffle(buffer).Numbers(SourceReading.Shuffled());
            Assert.Equal(Enumerable.Range(0, count), order.Order());
            Assert.All(Enumerable.Range(0, count), place => Assert.InRange(order[place], 0, place + buffer - 1));
            Assert.Equal(buffer == 1 || count == 1, order.SequenceEqual(Enumerable.Range(0, count)));
        }
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_and_not_on_the_batches()
    {
        IDataSource source = SourceReading.Numbered(50).Shuffle(20);
        int[] order = source.Numbers(SourceReading.Shuffled(1, 2));
        Assert.Equal(order, source.Numbers(SourceReading.Shuffled(1, 2)));
        Assert.NotEqual(order, source.Numbers(SourceReading.Shuffled(1, 3)));
        Assert.NotEqual(order, source.Numbers(SourceReading.Shuffled(2, 2)));
        (float[] Inputs, float[] Targets) ones = source.ReadAll(SourceReading.Shuffled(1, 2), batch: 1);
        Assert.Equal(order, ones.Targets.Select(target => (int)-target));
    }

    [Fact]
    public void Passes_that_are_not_shuffled_go_through() =>
        Assert.Equal(Enumerable.Range(0, 30), SourceReading.Numbered(30).Shuffle(7).Numbers(SourceReading.InOrder));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void Skipping_equals_reading_on(int buffer)
    {
        SourceReading.AssertSkips(SourceReading.Numbered(13).Shuffle(buffer), SourceReading.Shuffled());
        SourceReading.AssertSkips(SourceReading.Numbered(13).Shuffle(buffer), SourceReading.InOrder);
        SourceReading.AssertSkips(SourceReading.Stream(SourceReading.Numbered(13)).Shuffle(buffer), SourceReading.Shuffled());
    }

    [Fact]
    public void Two_buffers_draw_different_numbers()
    {
        // With the same numbers the second stage would repeat the first one's moves.
        int[] Moves(IDataSource source) => source.Numbers(SourceReading.Shuffled());
        int[] once = Moves(SourceReading.Numbered(40).Shuffle(40));
        int[] later = Moves(SourceReading.Numbered(40).Map((_, _, _) => { }).Shuffle(40));
        Assert.NotEqual(once, later);
    }

    [Fact]
    public void A_buffer_of_the_whole_set_puts_every_sample_anywhere()
    {
        const int Count = 10, Passes = 4000;
        IDataSource source = SourceReading.Numbered(Count).Shuffle(Count);
        var found = new int[Count * Count];
        for (int epoch = 0; epoch < Passes; epoch++)
        {
            int[] order = source.Numbers(new DataPass(3, epoch, true));
            for (int i = 0; i < Count; i++)
            {
                found[(i * Count) + order[i]]++;
            }
        }

        double chi = found.Sum(n => Math.Pow(n - (Passes / Count), 2) / (Passes / Count));
        Assert.InRange(chi, 81 - (5 * Math.Sqrt(162)), 81 + (5 * Math.Sqrt(162)));
    }

    [Fact]
    public void Buffers_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SourceReading.Numbered(3).Shuffle(0));
        Assert.Throws<ArgumentException>(() => SourceReading.Stream(SourceReading.Numbered(3)).Shuffle(int.MaxValue));
        Assert.Throws<ArgumentNullException>(() => ((IDataSource)null!).Shuffle(2));
    }

    [Fact]
    public void A_set_in_memory_has_an_order_of_its_own_and_skips()
    {
        Dataset data = SourceReading.Numbered(23);
        Assert.Equal(Enumerable.Range(0, 23), data.Numbers(SourceReading.Shuffled()).Order());
        Assert.NotEqual(data.Numbers(SourceReading.Shuffled(1, 2)), data.Numbers(SourceReading.Shuffled(1, 3)));
        Assert.Equal(Enumerable.Range(0, 23), data.Numbers(SourceReading.InOrder));
        SourceReading.AssertSkips(data, SourceReading.Shuffled());
        SourceReading.AssertSkips(data, SourceReading.InOrder);
    }
}
