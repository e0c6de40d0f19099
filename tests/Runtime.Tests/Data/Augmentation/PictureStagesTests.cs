namespace NetCompiler.Runtime.Tests.Data.Augmentation;

/// <summary>Pictures of four rows and four columns, 0 to 15 sixteenths, cut and lit by hand.</summary>
public sealed class PictureStagesTests
{
    private const int Size = 4, Pixels = Size * Size;

    [Fact]
    public void Zoom_goes_around_the_centre()
    {
        // Twice as far from the centre: the pixels at -1.5, -0.5, 0.5, 1.5 come from -3, -1, 1, 3, the outer ones from beyond the edge.
        float[] far = One(Picture(1).RandomZoom((1, 1), null, FillMode.Constant, fillValue: 9));
        Assert.Equal(9, far[0]);
        Assert.Equal(2.5f / Pixels, far[5], 1e-6f);
        // Half as far: -0.75, -0.25, 0.25, 0.75 from the centre at 1.5.
        float[] near = One(Picture(1).RandomZoom((-0.5f, -0.5f)));
        Assert.Equal(((Size * 0.75f) + 0.75f) / Pixels, near[0], 1e-6f);
        // Across only.
        float[] wide = One(Picture(1).RandomZoom((0, 0), (-0.5f, -0.5f)));
        Assert.Equal(((Size * 1) + 0.75f) / Pixels, wide[4], 1e-6f);
    }

    [Fact]
    public void Crops_are_anywhere_and_whole()
    {
        IDataSource crops = Picture(200).RandomCrop(2, 3);
        Assert.Equal([2, 3, 1], crops.InputShape.ToArray());
        (float[] inputs, _) = crops.ReadAll(SourceReading.InOrder);
        var corners = new HashSet<float>();
        foreach (float[] crop in inputs.Chunk(6))
        {
            corners.Add(crop[0] * Pixels);
            Assert.Equal([.. new[] { 0, 1, 2, 4, 5, 6 }.Select(step => crop[0] + (step / 16f))], crop);
        }

        // Three rows and two columns to begin at.
        Assert.Equal([0, 1, 4, 5, 8, 9], corners.Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture(1).RandomCrop(5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture(1).RandomCrop(1, 0));
    }

    [Fact]
    public void Brightness_is_added_within_bounds()
    {
        (float[] inputs, _) = Picture(200).RandomBrightness(0.5f).ReadAll(SourceReading.InOrder);
        float[] added = [.. inputs.Chunk(Pixels).Select(picture => picture[8] - (8f / Pixels))];
        Assert.All(added, value => Assert.InRange(value, -0.5f, 0.5f));
        Assert.True(added.Min() < -0.4f && added.Max() > 0.4f);
        Assert.All(inputs, value => Assert.InRange(value, 0, 1));
        Assert.Contains(inputs, value => value == 1);
    }

    [Fact]
    public void Contrast_keeps_the_mean_of_each_channel()
    {
        // Two channels of constant distance from their means, 0.4 and 0.6.
        float[] picture = [.. Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? 0.4f : 0.6f) + (i < 4 ? 0.1f : -0.1f))];
        Dataset data = Dataset.FromArrays([.. Enumerable.Repeat(picture, 100).SelectMany(p => p)], [2, 2, 2], new float[100]);
        (float[] inputs, _) = data.RandomContrast(0.5f).ReadAll(SourceReading.InOrder);
        var seen = new List<float>();
        foreach (float[] changed in inputs.Chunk(8))
        {
            Assert.Equal(0.4f, (changed[0] + changed[4]) / 2, 1e-5f);
            Assert.Equal(0.6f, (changed[1] + changed[5]) / 2, 1e-5f);
            Assert.Equal(changed[0] - changed[4], changed[1] - changed[5], 1e-5f);
            seen.Add((changed[0] - changed[4]) / 0.2f);
        }

        Assert.All(seen, times => Assert.InRange(times, 0.499f, 1.501f));
        Assert.True(seen.Min() < 0.7f && seen.Max() > 1.3f);
    }

    [Fact]
    public void Factors_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture(1).RandomZoom(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture(1).RandomBrightness(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture(1).RandomContrast(float.NaN));
        Assert.Throws<ArgumentException>(() => SourceReading.Numbered(2).RandomContrast(0.1f));
    }

    private static Dataset Picture(int count) => Dataset.FromArrays(
        [.. Enumerable.Range(0, count * Pixels).Select(i => i % Pixels / (float)Pixels)], [Size, Size, 1], new float[count]);

    private static float[] One(IDataSource source) => source.ReadAll(SourceReading.InOrder).Inputs;
}
