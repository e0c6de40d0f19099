using NetCompiler.Runtime.Tests.Data;

namespace NetCompiler.Runtime.Tests.Text;

public sealed class SequencesTests
{
    private static readonly int[][] Three = [[1], [2, 3], [4, 5, 6]];

    /// <summary>The examples of Keras' documentation of pad_sequences.</summary>
    [Fact]
    public void Sequences_are_padded_and_cut_as_by_Keras()
    {
        Assert.Equal([0, 0, 1, 0, 2, 3, 4, 5, 6], Sequences.Pad(Three));
        Assert.Equal([-1, -1, 1, -1, 2, 3, 4, 5, 6], Sequences.Pad(Three, value: -1));
        Assert.Equal([1, 0, 0, 2, 3, 0, 4, 5, 6], Sequences.Pad(Three, padding: SequenceSide.Post));
        Assert.Equal([0, 1, 2, 3, 5, 6], Sequences.Pad(Three, maxLength: 2));
        Assert.Equal([0, 1, 2, 3, 4, 5], Sequences.Pad(Three, maxLength: 2, truncating: SequenceSide.Post));
        Assert.Equal([0], Sequences.Pad([[]]));
    }

    [Fact]
    public void What_is_no_setting_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sequences.Pad([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sequences.Pad(Three, maxLength: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sequences.Pad(Three, padding: (SequenceSide)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sequences.Pad(Three, truncating: (SequenceSide)2));
        Assert.Throws<ArgumentException>(() => Sequences.Pad([[1], null!]));
        Dataset data = SourceReading.Numbered(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.PadSequences(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.PadSequences(3, (SequenceSide)2));
        Assert.Throws<ArgumentException>(() => Dataset.FromArrays(new float[6], [2, 3], new float[1]).PadSequences(int.MaxValue));
        Dataset single = Dataset.FromArrays(new float[3], [], new float[3]);
        Assert.Throws<ArgumentException>(() => single.PadSequences(3));
        Assert.Throws<ArgumentException>(() => single.BucketByLength(3));
        Assert.Equal(3, single.BucketByLength(2, length: (_, _) => 1).ReadAll(SourceReading.InOrder).Inputs.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.BucketByLength(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.BucketByLength(1, 0));
        Assert.Throws<ArgumentException>(() => data.BucketByLength(int.MaxValue, 2));
        using ISampleReader reader = data.BucketByLength(2, length: (_, _) => -1).Read(SourceReading.InOrder);
        Assert.Throws<InvalidOperationException>(() => reader.Read(new float[2], new float[1], 1));
    }

    [Theory]
    [InlineData(5, SequenceSide.Pre, SequenceSide.Pre, new float[] { 0, 0, 7, 0, 8 })]
    [InlineData(5, SequenceSide.Post, SequenceSide.Pre, new float[] { 7, 0, 8, 0, 0 })]
    [InlineData(2, SequenceSide.Post, SequenceSide.Pre, new float[] { 0, 8 })]
    [InlineData(2, SequenceSide.Pre, SequenceSide.Post, new float[] { 7, 0 })]
    public void A_stage_takes_padding_off_and_puts_it_where_it_is_wanted(int length, SequenceSide padding, SequenceSide truncating, float[] row)
    {
        foreach (float[] input in new float[][] { [0, 7, 0, 8], [7, 0, 8, 0], [0, 7, 0, 8, 0, 0] })
        {
            IDataSource source = Dataset.FromArrays(input, [input.Length], new float[] { 5 }).PadSequences(length, padding, truncating);
            Assert.Equal([length], source.InputShape.ToArray());
            (float[] inputs, float[] targets) = source.ReadAll(SourceReading.InOrder);
            Assert.Equal(row, inputs);
            Assert.Equal([5], targets);
        }
    }

    [Fact]
    public void Steps_of_several_floats_stay_whole()
    {
        IDataSource source = Dataset.FromArrays([-1, -1, 3, -1, -1, -1, 5, 6, -1, -1], [5, 2], new float[1])
            .PadSequences(4, SequenceSide.Post, value: -1);
        Assert.Equal([4, 2], source.InputShape.ToArray());
        Assert.Equal([3, -1, -1, -1, 5, 6, -1, -1], source.ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal(new float[4], Dataset.FromArrays(new float[3], [3], new float[1]).PadSequences(4).ReadAll(SourceReading.InOrder).Inputs);
    }
}
