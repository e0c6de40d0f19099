using NetCompiler.Numerics;
using NetCompiler.Runtime.Tests.Data;

namespace NetCompiler.Runtime.Tests.Text;

public sealed class BucketTests
{
    private const int Steps = 20;

    /// <summary>Samples of 1 to 20 steps, which do not come in the order of their lengths; the target is the sample's number.</summary>
    private static Dataset Sequences(int count)
    {
        var random = new RandomStream(3, 0);
        var inputs = new float[count * Steps];
        for (int i = 0; i < count; i++)
        {
            inputs.AsSpan(i * Steps, 1 + random.NextInt(Steps)).Fill(i + 1);
        }

        return Dataset.FromArrays(inputs, [Steps], [.. Enumerable.Range(0, count).Select(i => (float)i)]);
    }

    private static int[] Lengths(float[] inputs) =>
        [.. inputs.Chunk(Steps).Select(row => row.Count(value => value != 0))];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(40, 4, 5)]
    [InlineData(43, 4, 5)]
    [InlineData(43, 7, 100)]
    [InlineData(5, 8, 2)]
    public void Every_sample_comes_once_with_its_target(int count, int batchSize, int batches)
    {
        foreach (DataPass pass in new[] { SourceReading.InOrder, SourceReading.Shuffled() })
        {
            (float[] inputs, float[] targets) = Sequences(count).BucketByLength(batchSize, batches).ReadAll(pass);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (float)i), targets.Order());
            Assert.Equal(targets.Select(target => target + 1), inputs.Chunk(Steps).Select(row => row[0]));
        }
    }

    [Fact]
    public void Samples_of_a_batch_are_about_as_long()
    {
        const int Batch = 8;
        IDataSource source = Sequences(803).BucketByLength(Batch, batches: 100);
        int[] lengths = Lengths(source.ReadAll(SourceReading.Shuffled()).Inputs);
        Assert.All(lengths[..800].Chunk(Batch), batch => Assert.InRange(batch.Max() - batch.Min(), 0, 1));

        // What the last, incomplete group has is in its own batch.
        Assert.InRange(Computed(lengths) / lengths.Sum(), 1, 1.03);
        int[] unsorted = Lengths(Sequences(803).ReadAll(SourceReading.Shuffled()).Inputs);
        Assert.InRange(Computed(unsorted) / unsorted.Sum(), 1.5, 2);

        static double Computed(int[] lengths) => lengths.Chunk(Batch).Sum(batch => (double)batch.Max() * batch.Length);
    }

    [Fact]
    public void Batches_come_in_an_order_of_the_pass()
    {
        IDataSource source = Sequences(60).BucketByLength(4, batches: 15);
        float[] Order(DataPass pass) => source.ReadAll(pass).Targets;
        Assert.Equal(Order(SourceReading.Shuffled(1, 2)), Order(SourceReading.Shuffled(1, 2)));
        Assert.NotEqual(Order(SourceReading.Shuffled(1, 2)), Order(SourceReading.Shuffled(1, 3)));
        Assert.NotEqual(Order(SourceReading.Shuffled(1, 2)), Order(SourceReading.Shuffled(2, 2)));
        int[] lengths = Lengths(source.ReadAll(SourceReading.Shuffled()).Inputs);
        Assert.NotEqual(lengths.Order(), lengths);
        int[] inOrder = Lengths(source.ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal(inOrder.Order(), inOrder);
    }

    [Fact]
    public void Skipping_equals_reading_on()
    {
        SourceReading.AssertSkips(Sequences(23).BucketByLength(3, 2), SourceReading.Shuffled());
        SourceReading.AssertSkips(Sequences(23).BucketByLength(3, 2), SourceReading.InOrder);
        SourceReading.AssertSkips(SourceReading.Stream(Sequences(23)).Shuffle(5).BucketByLength(3, 2), SourceReading.Shuffled());
    }

    [Fact]
    public void A_length_of_ones_own_may_look_at_the_target()
    {
        IDataSource source = Sequences(30).BucketByLength(5, 6, (_, target) => 29 - (int)target[0]);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => 29f - i), source.ReadAll(SourceReading.InOrder).Targets);
    }
}
