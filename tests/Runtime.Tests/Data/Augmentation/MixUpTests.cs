namespace NetCompiler.Runtime.Tests.Data.Augmentation;

public sealed class MixUpTests
{
    /// <summary>Powers of a base as inputs tell which two samples were mixed, and one-hot targets by how much.</summary>
    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 3)]
    [InlineData(7, 4)]
    public void Each_sample_is_mixed_with_one_of_its_group(int count, int group)
    {
        float[] inputs = [.. Enumerable.Range(0, count).Select(i => (float)i)];
        IDataSource source = Dataset.FromArrays(inputs, [1], [.. Enumerable.Range(0, count)]).OneHot(count).MixUp(0.5f, group);
        bool mixed = false;
        for (int epoch = 0; epoch < 20; epoch++)
        {
            (float[] values, float[] targets) = source.ReadAll(new DataPass(1, epoch, false));
            var partners = new List<int>();
            for (int i = 0; i < count; i++)
            {
                float[] target = targets[(i * count)..((i + 1) * count)];
                int[] parts = [.. Enumerable.Range(0, count).Where(k => target[k] != 0)];
                Assert.InRange(parts.Length, 1, 2);
                Assert.All(parts, part => Assert.Equal(i / group, part / group));
                Assert.Equal(1, target.Sum(), 1e-6);
                Assert.Equal(Enumerable.Range(0, count).Sum(k => k * target[k]), values[i], 1e-5);
                mixed |= parts.Length == 2;
                partners.AddRange(parts.Where(part => part != i));
            }

            // Partners are a permutation: nobody is mixed into two.
            Assert.Equal(partners.Count, partners.Distinct().Count());
        }

        Assert.True(mixed);
    }

    [Fact]
    public void Groups_are_those_of_the_pass_however_it_is_read()
    {
        IDataSource source = SourceReading.Numbered(22).MixUp(1, 5);
        SourceReading.AssertSame(source, source.Prefetch(2));
        SourceReading.AssertSkips(source, SourceReading.InOrder);
        SourceReading.AssertSkips(source, SourceReading.Shuffled());
        SourceReading.AssertSkips(SourceReading.Stream(SourceReading.Numbered(22)).Shuffle(4).MixUp(1, 5), SourceReading.Shuffled());
    }

    [Fact]
    public void Weights_are_symmetric_and_mostly_near_the_ends_for_small_alpha()
    {
        IDataSource source = SourceReading.Numbered(2000).Map((input, target, _) => target[0] = 1).MixUp(0.2f, 2);
        IDataSource marked = Dataset.FromArrays([.. Enumerable.Range(0, 4000).Select(i => (float)(i % 2))], [1], new int[4000]).MixUp(0.2f, 2);
        float[] values = marked.ReadAll(SourceReading.InOrder).Inputs;
        double[] between = [.. values.Select(value => (double)value).Where(value => value is > 0 and < 1)];
        Assert.InRange(values.Average(), 0.47, 0.53);
        Assert.NotEmpty(between);

        // Beta(0.2, 0.2) has about two thirds of its weight within a tenth of the ends.
        Assert.InRange(between.Count(value => value is < 0.1 or > 0.9) / (double)between.Length, 0.55, 0.75);
        Assert.All(source.ReadAll(SourceReading.InOrder).Targets, target => Assert.Equal(1, target, 1e-6));
    }
}
