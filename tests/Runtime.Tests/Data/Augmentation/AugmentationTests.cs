namespace NetCompiler.Runtime.Tests.Data.Augmentation;

/// <summary>Images of three rows and four columns, 1 to 12, moved by hand.</summary>
public sealed class AugmentationTests
{
    private static readonly float[] Image =
    [
        1, 2, 3, 4,
        5, 6, 7, 8,
        9, 10, 11, 12,
    ];

    [Fact]
    public void Translation_moves_down_and_right_by_whole_pixels()
    {
        // A third of the height and a quarter of the width: one pixel each.
        Assert.Equal(
            [1, 1, 2, 3, 1, 1, 2, 3, 5, 5, 6, 7],
            Rounded(One().RandomTranslation((1 / 3f, 1 / 3f), (0.25f, 0.25f))));
        Assert.Equal(
            [6, 7, 8, 8, 10, 11, 12, 12, 10, 11, 12, 12],
            Rounded(One().RandomTranslation((-1 / 3f, -1 / 3f), (-0.25f, -0.25f))));
    }

    [Theory]
    [InlineData(FillMode.Reflect, new float[] { 2, 1, 1, 2, 6, 5, 5, 6, 10, 9, 9, 10 })]
    [InlineData(FillMode.Constant, new float[] { 99, 99, 1, 2, 99, 99, 5, 6, 99, 99, 9, 10 })]
    [InlineData(FillMode.Wrap, new float[] { 3, 4, 1, 2, 7, 8, 5, 6, 11, 12, 9, 10 })]
    [InlineData(FillMode.Nearest, new float[] { 1, 1, 1, 2, 5, 5, 5, 6, 9, 9, 9, 10 })]
    public void Each_fill_mode_continues_the_image_in_its_way(FillMode fill, float[] expected) =>
        Assert.Equal(expected, Rounded(One().RandomTranslation((0, 0), (0.5f, 0.5f), fill, fillValue: 99)));

    [Theory]
    [InlineData(FillMode.Reflect, "a b c c b a a b c c b a a")]
    [InlineData(FillMode.Wrap, "a b c a b c a b c a b c a")]
    [InlineData(FillMode.Nearest, "a a a a a a a b c c c c c")]
    [InlineData(FillMode.Constant, "k k k k k k a b c k k k k")]
    public void Fill_modes_go_on_beyond_the_next_image(FillMode fill, string expected)
    {
        // Places -6 to 6 of the row a b c.
        string found = string.Join(' ', Enumerable.Range(-6, 13)
            .Select(place => AffineSampling.Place(place, 3, fill) is int i and >= 0 ? "abc"[i] : 'k'));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Between_pixels_the_values_are_interpolated()
    {
        // Half a pixel to the right, and half a pixel down.
        Assert.Equal(
            [1, 1.5f, 2.5f, 3.5f, 5, 5.5f, 6.5f, 7.5f, 9, 9.5f, 10.5f, 11.5f],
            Rounded(One().RandomTranslation((0, 0), (0.125f, 0.125f))));
        Assert.Equal(
            [1, 2, 3, 4, 3, 4, 5, 6, 7, 8, 9, 10],
            Rounded(One().RandomTranslation((1 / 6f, 1 / 6f), (0, 0))));
        Assert.Equal(0.5f, Rounded(One().RandomTranslation((0, 0), (0.125f, 0.125f), FillMode.Constant))[0]);
    }

    [Fact]
    public void Rotation_turns_counter_clockwise_around_the_centre()
    {
        float[] square = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        IDataSource source = Dataset.FromArrays(square, [3, 3, 1], [0]);
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], Rounded(source.RandomRotation((0.25f, 0.25f))));
        Assert.Equal([7, 4, 1, 8, 5, 2, 9, 6, 3], Rounded(source.RandomRotation((-0.25f, -0.25f))));
        Assert.Equal([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], Rounded(One().RandomRotation((0.5f, 0.5f))));
    }

    [Fact]
    public void Rotation_by_an_eighth_interpolates_the_corners()
    {
        // The pixel beside the centre comes from sqrt(1/2) away in both directions, where the spot has the share (1 - sqrt(1/2))^2; the corners from
        // sqrt(2) away in one.
        float[] spot = [0, 0, 0, 0, 1, 0, 0, 0, 0];
        float[] turned = Read(Dataset.FromArrays(spot, [3, 3, 1], [0]).RandomRotation((0.125f, 0.125f), FillMode.Constant)).Inputs;
        double near = 1 - Math.Sqrt(0.5);
        double[] expected = [0, near * near, 0, near * near, 1, near * near, 0, near * near, 0];
        Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(expected[i], turned[i], 1e-6));
    }

    [Fact]
    public void Flips_turn_rows_and_columns_around()
    {
        float[] horizontal = [4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9], vertical = [9, 10, 11, 12, 5, 6, 7, 8, 1, 2, 3, 4];
        float[] both = [.. horizontal[8..], .. horizontal[4..8], .. horizontal[..4]];
        AssertHalves([Image, horizontal], FlipMode.Horizontal);
        AssertHalves([Image, vertical], FlipMode.Vertical);
        AssertHalves([Image, horizontal, vertical, both], FlipMode.HorizontalAndVertical);
    }

    [Fact]
    public void Channels_stay_together()
    {
        float[] image = [1, -1, 2, -2, 3, -3, 4, -4];
        IDataSource source = Dataset.FromArrays(image, [2, 2, 2], [0]);
        Assert.Equal([3, -3, 4, -4, 1, -1, 2, -2], Rounded(source.RandomTranslation((0.5f, 0.5f), (0, 0), FillMode.Wrap)));
        float[][] flips = Passes(source.RandomFlip(FlipMode.Horizontal), 30);
        Assert.All(flips, flipped => Assert.True(flipped.SequenceEqual(image) || flipped.SequenceEqual([2, -2, 1, -1, 4, -4, 3, -3f])));
    }

    [Fact]
    public void Factors_are_uniform_between_their_bounds()
    {
        // The pixel at the right edge of a ramp tells the shift.
        float[] ramp = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        IDataSource source = Dataset.FromArrays(ramp, [1, 100, 1], [0]).RandomTranslation(0f, 0.2f);
        double[] shifts = [.. Passes(source, 2000).Select(image => 50.0 - image[50])];
        Assert.InRange(shifts.Min(), -20, -19.5);
        Assert.InRange(shifts.Max(), 19.5, 20);
        Assert.InRange(shifts.Average(), -1.3, 1.3);
        Assert.InRange(shifts.Average(x => x * x), (400 / 3.0) - 14, (400 / 3.0) + 14);
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for_and_leaves_targets()
    {
        IDataSource source = Dataset.FromArrays(Enumerable.Repeat(5f, 20_000).ToArray(), [100],
            Enumerable.Repeat(3, 200).ToArray()).GaussianNoise(0.5f);
        (float[] inputs, float[] targets) = Read(source);
        Assert.InRange(inputs.Average(), 5 - 0.018, 5 + 0.018);
        Assert.InRange(inputs.Average(x => Math.Pow(x - 5, 2)), 0.25 - 0.013, 0.25 + 0.013);
        Assert.All(targets, target => Assert.Equal(3, target));
        SourceReading.AssertSkips(Dataset.FromArrays(new float[14], [2], new int[7]).GaussianNoise(1), SourceReading.Shuffled());
    }

    [Fact]
    public void Rescaling_multiplies_and_adds() =>
        Assert.Equal(Image.Select(value => (value / 2) - 1), Read(One().Rescaling(0.5f, -1)).Inputs);

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Dataset flat = SourceReading.Numbered(3);
        ArgumentException e = Assert.Throws<ArgumentException>(() => flat.RandomFlip());
        Assert.Contains("(height, width, channels), but got (2)", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => flat.RandomRotation(0.1f));
        Assert.Throws<ArgumentException>(() => flat.RandomTranslation(0.1f, 0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => One().RandomRotation(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => One().RandomRotation((0.2f, 0.1f)));
        Assert.Throws<ArgumentOutOfRangeException>(() => One().RandomTranslation(float.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => One().GaussianNoise(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => One().MixUp(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => One().MixUp(group: 1));
    }

    private static Dataset One() => Dataset.FromArrays(Image, [3, 4, 1], [0]);

    private static (float[] Inputs, float[] Targets) Read(IDataSource source) => source.ReadAll(SourceReading.InOrder);

    private static float[] Rounded(IDataSource source) => [.. Read(source).Inputs.Select(value => MathF.Round(value, 4))];

    private static float[][] Passes(IDataSource source, int count) =>
        [.. Enumerable.Range(0, count).Select(epoch => source.ReadAll(new DataPass(4, epoch, false)).Inputs)];

    /// <summary>Each of the images comes about as often, and no other.</summary>
    private static void AssertHalves(float[][] images, FlipMode mode)
    {
        const int Count = 400;
        float[][] passes = Passes(One().RandomFlip(mode), Count);
        int[] counts = [.. images.Select(image => passes.Count(pass => pass.SequenceEqual(image)))];
        Assert.Equal(Count, counts.Sum());
        Assert.All(counts, count => Assert.InRange(count, (Count / images.Length) - 50, (Count / images.Length) + 50));
    }
}
