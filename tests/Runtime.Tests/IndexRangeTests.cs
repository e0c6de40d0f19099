namespace NetCompiler.Runtime.Tests;

/// <summary>Targets and inputs that are whole numbers within a range, in lengths that straddle a vector.</summary>
public sealed class IndexRangeTests
{
    public static TheoryData<float> WrongNumbers => [-1, 5, 1.5f, -0.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e9f];

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void EachWrongNumberIsNamedWhereverItStands(float wrong)
    {
        var range = new IndexRange(0, 1, 5, "the loss");
        for (int length = 1; length <= 35; length++)
        {
            for (int place = 0; place < length; place++)
            {
                float[] values = Numbers(length);
                IndexRange.Check([range], values, 1, "Net", "target");
                values[place] = wrong;
                ArgumentException error = Assert.Throws<ArgumentException>(() => IndexRange.Check([range], values, 1, "Net", "target"));
                Assert.StartsWith(
                    FormattableString.Invariant($"'Net' expects whole numbers from 0 to 4 for the loss; target {place} is {wrong}."), error.Message);
            }
        }
    }

    [Fact]
    public void OnlyTheRangesPlacesAreLookedAt()
    {
        // Samples of 20 floats, of which the third to the fourteenth are numbers.
        var range = new IndexRange(2, 12, 5, "tokens");
        for (int place = 0; place < 60; place++)
        {
            float[] values = Numbers(60);
            values[place] = 7;
            bool inside = place % 20 is >= 2 and < 14;
            Exception? error = Record.Exception(() => IndexRange.Check([range], values, 20, "Net", "input"));
            Assert.Equal(inside, error is not null);
            if (inside)
            {
                Assert.Contains(FormattableString.Invariant($"for tokens; input {place} is 7."), error!.Message);
            }
        }
    }

    [Fact]
    public void TheIgnoredNumberIsAllowed()
    {
        var range = new IndexRange(0, 1, 5, "the loss") { Ignored = -1 };
        for (int length = 1; length <= 20; length++)
        {
            float[] values = Numbers(length);
            Array.Fill(values, -1, 0, (length + 1) / 2);
            IndexRange.Check([range], values, 1, "Net", "target");
            values[^1] = -2;
            Assert.Throws<ArgumentException>(() => IndexRange.Check([range], values, 1, "Net", "target"));
        }
    }

    private static float[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(place => (float)(place % 5))];
}
