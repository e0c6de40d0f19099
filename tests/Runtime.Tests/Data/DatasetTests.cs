namespace NetCompiler.Runtime.Tests.Data;

public sealed class DatasetTests
{
    private static Dataset Ten => Dataset.FromArrays([.. Enumerable.Range(0, 60).Select(i => (float)i)], [2, 3], [.. Enumerable.Range(0, 10)]);

    [Fact]
    public void Holds_samples_and_targets_of_one_shape()
    {
        Dataset data = Dataset.FromArrays([1, 2, 3, 4, 5, 6], [2], [10, 11, 12, 13, 14, 15f]);
        Assert.Equal((3, 2, 2), (data.Count, data.InputFloats, data.TargetFloats));
        var input = new float[2];
        var target = new float[2];
        data.CopySample(1, input, target);
        Assert.Equal([3f, 4f], input);
        Assert.Equal([12f, 13f], target);
    }

    [Fact]
    public void Labels_become_targets_of_one_float()
    {
        Dataset data = Ten;
        Assert.Equal((10, 6, 1), (data.Count, data.InputFloats, data.TargetFloats));
        Assert.Equal([4f, 5f], data.Targets(4, 2).ToArray());
    }

    [Fact]
    public void Slices_of_slices_see_the_same_samples()
    {
        Dataset slice = Ten.Slice(2, 7).Slice(3, 2);
        Assert.Equal(2, slice.Count);
        Assert.Equal([5f, 6f], slice.Targets(0, 2).ToArray());
        Assert.Equal(30f, slice.Inputs(0, 1)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Targets(1, 2).Length);
    }

    [Theory]
    [InlineData(0.2, 8)]
    [InlineData(0.25, 7)]
    [InlineData(0.99, 0)]
    public void Split_takes_the_last_fraction_as_Keras_does(double fraction, int before)
    {
        if (before == 0)
        {
            Assert.Throws<ArgumentException>(() => Ten.Split(fraction));
            return;
        }

        (Dataset first, Dataset last) = Ten.Split(fraction);
        Assert.Equal((before, 10 - before), (first.Count, last.Count));
        Assert.Equal(before, last.Targets(0, 1)[0]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void Split_refuses_fractions_that_leave_a_part_empty(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Split(fraction));

    [Fact]
    public void Arguments_that_do_not_fit_are_named_with_both_lengths()
    {
        Refused("inputs", "multiple of 6 input values", () => Dataset.FromArrays(new float[13], [2, 3], new int[2]));
        Refused("inputs", "but got 0", () => Dataset.FromArrays([], [2, 3], new int[0]));
        Refused("inputShape", "(2, 0)", () => Dataset.FromArrays(new float[12], [2, 0], new int[2]));
        Refused("inputShape", "too large", () => Dataset.FromArrays(new float[12], [65536, 65536], new int[2]));
        Refused("labels", "Expected 2 labels", () => Dataset.FromArrays(new float[12], [2, 3], new int[3]));
        Refused("labels", "Label 1 is -1", () => Dataset.FromArrays(new float[12], [2, 3], [0, -1]));
        Refused("targets", "multiple of 2 target values", () => Dataset.FromArrays(new float[12], [2, 3], new float[3]));
        Refused("targets", "but got 0", () => Dataset.FromArrays(new float[12], [2, 3], new float[0]));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(5, int.MaxValue)]
    [InlineData(0, -1)]
    public void Ranges_outside_the_data_are_refused(int first, int count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Inputs(first, count).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ten.Slice(first, count));
    }

    private static void Refused(string parameter, string text, Func<Dataset> make)
    {
        ArgumentException e = Assert.ThrowsAny<ArgumentException>(make);
        Assert.Equal(parameter, e.ParamName);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
    }
}
