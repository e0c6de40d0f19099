namespace NetCompiler.Runtime.Tests.Text;

/// <summary>Labels from scores.</summary>
public sealed class CtcDecodingTests
{
    [Theory]
    [InlineData(new int[0], 0, new int[0])]
    [InlineData(new[] { 0, 0 }, 0, new int[0])]
    [InlineData(new[] { 1, 1, 0, 1, 2, 2, 0 }, 0, new[] { 1, 1, 2 })]
    [InlineData(new[] { 1, 1, 0, 1, 2, 2, 0 }, 2, new[] { 1, 0, 1, 0 })]
    [InlineData(new[] { 0, 0, 2, 0 }, 2, new[] { 0, 0 })]
    public void A_path_is_read_without_repeats_and_blanks(int[] path, int blank, int[] labels) =>
        Assert.Equal(labels, CtcDecoding.Collapse(path, blank));

    [Fact]
    public void The_best_path_takes_the_first_largest_score_of_each_step()
    {
        float[] scores = [0.1f, 0.7f, 0.2f, 0.1f, 0.5f, 0.4f, 0.5f, 0.2f, 0.3f, 0.2f, 0.4f, 0.4f, 0, 0, 1];
        Assert.Equal([1, 1, 2], CtcDecoding.BestPath(scores, 3));
        Assert.Equal([1, 0, 1], CtcDecoding.BestPath(scores, 3, blank: 2));
    }

    [Fact]
    public void What_are_no_steps_is_refused()
    {
        var length = Assert.Throws<ArgumentException>(() => CtcDecoding.BestPath(new float[7], 3));
        Assert.StartsWith("Expected 3 scores for each step; got 7 in all.", length.Message);
        var number = Assert.Throws<ArgumentException>(() => CtcDecoding.BestPath([0, 1, float.NaN, 0], 2));
        Assert.StartsWith("The score of class 0 in step 1 is NaN.", number.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => CtcDecoding.BestPath(new float[4], 2, blank: 2));
    }
}
