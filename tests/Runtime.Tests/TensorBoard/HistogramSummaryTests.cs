using NetCompiler.Tests.TensorBoard;

namespace NetCompiler.Runtime.Tests.TensorBoard;

public sealed class HistogramSummaryTests
{
    [Fact]
    public void Thirty_buckets_hold_every_value()
    {
        // 0 to 60 by halves: four in each bucket of width 2, and the largest in the last.
        float[] values = [.. Enumerable.Range(0, 121).Select(i => i / 2f)];
        ILookup<uint, object> histogram = Write(values);
        Assert.Equal([0.0, 60.0, 121.0, 3630.0], new uint[] { 1, 2, 3, 4 }.Select(field => (double)histogram[field].Single()));
        Assert.Equal(values.Sum(value => (double)value * value), histogram[5].Single());
        Assert.Equal(Enumerable.Range(1, 30).Select(i => 2.0 * i), histogram.Doubles(6));
        Assert.Equal([.. Enumerable.Repeat(4.0, 29), 5.0], histogram.Doubles(7));
    }

    [Fact]
    public void A_constant_has_one_bucket()
    {
        ILookup<uint, object> histogram = Write([-2, -2, -2]);
        Assert.Equal((-2.0, -2.0, 3.0), (histogram[1].Single(), histogram[2].Single(), histogram[3].Single()));
        Assert.Equal([-2.0], histogram.Doubles(6));
        Assert.Equal([3.0], histogram.Doubles(7));
    }

    [Fact]
    public void What_is_no_finite_number_is_left_out()
    {
        ILookup<uint, object> histogram = Write([float.NaN, 1, float.PositiveInfinity, 3, float.NegativeInfinity]);
        Assert.Equal((1.0, 3.0, 2.0, 4.0), (histogram[1].Single(), histogram[2].Single(), histogram[3].Single(), histogram[4].Single()));
        Assert.Equal(2, histogram.Doubles(7).Sum());
    }

    [Theory]
    [InlineData(new float[0])]
    [InlineData(new[] { float.NaN })]
    public void Of_nothing_it_is_empty(float[] values)
    {
        ILookup<uint, object> histogram = Write(values);
        Assert.Equal(0.0, histogram[3].Single());
        Assert.Equal([0.0], histogram.Doubles(7));
    }

    [Fact]
    public void The_whole_range_of_floats_fits() =>
        Assert.Equal(2, Write([float.MinValue, float.MaxValue]).Doubles(7).Sum());

    private static ILookup<uint, object> Write(float[] values) => EventReader.ReadFields(HistogramSummary.Write(values).Bytes.ToArray());
}
