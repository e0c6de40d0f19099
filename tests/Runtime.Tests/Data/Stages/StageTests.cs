using NetCompiler.Tests.Shared;

namespace NetCompiler.Runtime.Tests.Data.Stages;

public sealed class StageTests
{
    [Fact]
    public void Parts_of_streams_are_those_of_sets()
    {
        IDataSource stream = SourceReading.Stream(SourceReading.Numbered(20));
        Assert.Equal([0, 1, 2], stream.Take(3).Numbers(SourceReading.InOrder));
        Assert.Equal([17, 18, 19], stream.Skip(17).Take(9).Numbers(SourceReading.InOrder));
        Assert.Equal([5, 6, 7], stream.Skip(5).Take(3).Numbers(SourceReading.InOrder));
        Assert.Empty(stream.Skip(50).Numbers(SourceReading.InOrder));
        SourceReading.AssertSkips(stream.Skip(4).Take(9), SourceReading.InOrder);

        IDataSource mapped = SourceReading.Numbered(20).Map((_, _, _) => { });
        Assert.Equal((9, 4, 20), (mapped.Skip(11).Count, mapped.Take(4).Count, mapped.Take(99).Count));
        Assert.IsType<Dataset>(SourceReading.Numbered(20).Skip(3).Take(5));
    }

    [Fact]
    public void Parts_of_streams_are_not_shuffled_but_by_a_stage_after_them()
    {
        IDataSource part = SourceReading.Stream(SourceReading.Numbered(20)).Take(6);
        Assert.Throws<InvalidOperationException>(() => part.Read(SourceReading.Shuffled()));
        Assert.Equal(Enumerable.Range(0, 6), part.Shuffle(4).Numbers(SourceReading.Shuffled()).Order());
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Dataset data = SourceReading.Numbered(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Take(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Skip(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Skip(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Repeat(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Prefetch(0));
        Assert.Throws<ArgumentException>(() => data.Map([0], 1, (_, _, _, _, _) => { }));
        Assert.Throws<ArgumentException>(() => SourceReading.Numbered(4).Map([2], 2, (_, _, _, _, _) => { }).OneHot(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.OneHot(1));
    }

    [Fact]
    public void Repeating_gives_each_turn_an_order_of_its_own()
    {
        foreach (IDataSource source in new[] { SourceReading.Numbered(5), SourceReading.Stream(SourceReading.Numbered(5)) })
        {
            Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4], source.Repeat(3).Numbers(SourceReading.InOrder));
            SourceReading.AssertSkips(source.Repeat(3), SourceReading.InOrder);
        }

        IDataSource repeated = SourceReading.Numbered(30).Repeat(2);
        Assert.Equal(60, repeated.Count);
        int[] first = repeated.Numbers(SourceReading.Shuffled(1, 0)), second = repeated.Numbers(SourceReading.Shuffled(1, 1));
        int[][] turns = [first[..30], first[30..], second[..30], second[30..]];
        Assert.All(turns, turn => Assert.Equal(Enumerable.Range(0, 30), turn.Order()));
        Assert.Equal(4, turns.Select(turn => string.Join(' ', turn)).Distinct().Count());
        SourceReading.AssertSkips(SourceReading.Numbered(7).Repeat(2), SourceReading.Shuffled());
    }

    [Fact]
    public void A_map_changes_samples_where_they_are()
    {
        IDataSource mapped = SourceReading.Numbered(40).Map((input, target, _) => (input[0], target[0]) = (input[0] + 100, 7));
        (float[] inputs, float[] targets) = mapped.ReadAll(SourceReading.InOrder);
        Assert.Equal(Enumerable.Range(0, 40).SelectMany(i => new[] { i + 100, i + 0.5f }), inputs);
        Assert.All(targets, target => Assert.Equal(7, target));
        SourceReading.AssertSkips(mapped, SourceReading.Shuffled());
    }

    [Fact]
    public void A_map_makes_samples_of_another_shape()
    {
        IDataSource mapped = SourceReading.Numbered(40).Map([1, 3], 2, (input, target, newInput, newTarget, _) =>
        {
            newInput[0] = newInput[1] = newInput[2] = input[1];
            newTarget[0] = newTarget[1] = target[0];
        });
        Assert.Equal([1, 3], mapped.InputShape.ToArray());
        Assert.Equal((3, 2), (mapped.InputFloats, mapped.TargetFloats));
        (float[] inputs, float[] targets) = mapped.ReadAll(SourceReading.InOrder);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => (i / 3) + 0.5f), inputs);
        Assert.Equal(Enumerable.Range(0, 80).Select(i => -(float)(i / 2)), targets);
    }

    [Fact]
    public void Draws_depend_on_seed_epoch_place_and_stage_alone()
    {
        static void Draw(Span<float> input, Span<float> target, NetCompiler.Numerics.RandomStream random) => target[0] = (float)random.NextUniform();
        IDataSource drawn = SourceReading.Numbered(40).Map(Draw);
        float[] expected = drawn.ReadAll(new DataPass(1, 2, false)).Targets;
        Assert.Equal(40, expected.Distinct().Count());
        SourceReading.AssertSame(drawn, drawn.Prefetch(3));
        SourceReading.AssertSame(drawn, SourceReading.Numbered(40).Prefetch(1).Map(Draw));
        SourceReading.AssertSkips(drawn, SourceReading.Shuffled());

        Assert.Equal(expected, drawn.ReadAll(new DataPass(1, 2, false), batch: 1).Targets);
        Assert.Empty(expected.Intersect(drawn.ReadAll(new DataPass(1, 3, false)).Targets));
        Assert.Empty(expected.Intersect(drawn.ReadAll(new DataPass(2, 2, false)).Targets));
        Assert.Empty(expected.Intersect(drawn.Map(Draw).ReadAll(new DataPass(1, 2, false)).Targets));
    }

    [Fact]
    public void Labels_become_one_float_a_class()
    {
        IDataSource hot = Dataset.FromArrays([1f, 2f, 3f], [1], [2, 0, 1]).OneHot(3);
        Assert.Equal(3, hot.TargetFloats);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 0, 1, 0], hot.ReadAll(SourceReading.InOrder).Targets);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() =>
            Dataset.FromArrays([1f], [1], [3]).OneHot(3).ReadAll(SourceReading.InOrder));
        Assert.Contains("from 0 to 2, but found 3", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Dataset.FromArrays([1f], [1], [0.5f]).OneHot(3).ReadAll(SourceReading.InOrder));
    }

    [Fact]
    public void Reading_allocates_nothing_for_a_batch()
    {
        Dataset images = Dataset.FromArrays(new float[3000 * 48], [4, 4, 3], new int[3000]);
        IDataSource source = images.Shuffle(100).Rescaling(0.5f, 1).OneHot(3).RandomFlip().RandomTranslation(0.2f,
            0.2f).RandomRotation(0.1f).GaussianNoise(0.1f).MixUp();
        using ISampleReader reader = source.Read(SourceReading.Shuffled());
        var inputs = new float[32 * 48];
        var targets = new float[32 * 3];
        reader.Read(inputs, targets, 32);
        int read = 0;
        Assert.Equal(0, Allocations.Least(50, () => read += reader.Read(inputs, targets, 32)));
        Assert.Equal(1600, read);
    }
}
