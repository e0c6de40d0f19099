using static NetCompiler.Runtime.Tests.Data.SourceReading;

namespace NetCompiler.Runtime.Tests.Data;

/// <summary>What no source, stage or reader can follow is refused where it is said, by its name.</summary>
public sealed class DataArgumentTests
{
    private static Dataset Images => Dataset.FromArrays(new float[24], [3, 4, 1], [0, 1]);

    public static TheoryData<string, Action> Wrong { get; } = new()
    {
        { "source", () => DataSource.Rescaling(null!, 1) },
        { "scale", () => Images.Rescaling(float.NaN) },
        { "offset", () => Images.Rescaling(1, float.PositiveInfinity) },
        { "classes", () => Images.OneHot(1) },
        { "source", () => Numbered(2).OneHot(3).OneHot(3) },
        { "stddev", () => Images.GaussianNoise(float.NaN) },
        { "mode", () => Images.RandomFlip((FlipMode)3) },
        { "mode", () => Images.RandomFlip((FlipMode)(-1)) },
        { "heightFactor", () => Images.RandomTranslation(-0.1f, 0) },
        { "heightFactor", () => Images.RandomTranslation(1.5f, 0) },
        { "widthFactor", () => Images.RandomTranslation(0, float.NaN) },
        { "heightFactor", () => Images.RandomTranslation((-1e30f, 1e30f), (0, 0)) },
        { "widthFactor", () => Images.RandomTranslation((0, 0), (0.2f, 0.1f)) },
        { "widthFactor", () => Images.RandomTranslation((0, 0), (float.NaN, 0)) },
        { "fillMode", () => Images.RandomTranslation(0, 0, (FillMode)4) },
        { "fillValue", () => Images.RandomTranslation(0, 0, FillMode.Constant, float.NaN) },
        { "factor", () => Images.RandomRotation(float.PositiveInfinity) },
        { "factor", () => Images.RandomRotation((-2, 0)) },
        { "fillMode", () => Images.RandomRotation(0, (FillMode)(-1)) },
        { "fillValue", () => Images.RandomRotation(0, FillMode.Constant, float.NegativeInfinity) },
        { "alpha", () => Images.MixUp(float.NaN) },
        { "group", () => Images.MixUp(0.2f, 1) },
        { "bufferSize", () => Images.Shuffle(0) },
        { "batches", () => Images.Prefetch(0) },
        { "batches", () => Images.Prefetch(int.MaxValue) },
        { "count", () => Images.Take(0) },
        { "count", () => Images.Skip(-1) },
        { "count", () => Images.Skip(2) },
        { "times", () => Images.Repeat(0) },
        { "times", () => Images.Repeat(int.MaxValue).Repeat(int.MaxValue).Repeat(2) },
        { "map", () => Images.Map(null!) },
        { "inputShape", () => Images.Map([0], 1, (_, _, _, _, _) => { }) },
        { "inputShape", () => Images.Map([1 << 20, 1 << 20], 1, (_, _, _, _, _) => { }) },
        { "targetFloats", () => Images.Map([1], 0, (_, _, _, _, _) => { }) },
        { "convert", () => Images.Map([1], 1, null!) },
        { "inputShape", () => Dataset.FromArrays(new float[2], [2, -1], new float[1]) },
        { "inputShape", () => Dataset.FromArrays(new float[2], null!, new float[1]) },
        { "inputs", () => Dataset.FromArrays(new float[3], [2], new float[1]) },
        { "targets", () => Dataset.FromArrays(new float[4], [2], new float[3]) },
        { "labels", () => Dataset.FromArrays(new float[4], [2], [0, -1]) },
        { "first", () => Images.Inputs(1, 2) },
        { "first", () => Images.Targets(-1, 1) },
        { "count", () => Images.Slice(0, 0) },
        { "fraction", () => Images.Split(double.NaN) },
        { "first", () => Images.CopySample(2, new float[12], new float[1]) },
        { "input", () => Images.CopySample(0, new float[11], new float[1]) },
        { "target", () => Images.CopySample(0, new float[12], []) },
        { "path", () => DataSource.FromCsv(null!) },
        { "path", () => Dataset.FromIdx(null!, "labels") },
        { "classCount", () => DataSource.FromIdx("images", "labels", 0) },
        { "inputs", () => DataSource.FromSafeTensors("file", null!, "y") },
    };

    public static TheoryData<string, Action> WrongOptions { get; } = new()
    {
        { nameof(CsvOptions.Delimiter), () => _ = new CsvOptions { Delimiter = '"' } },
        { nameof(CsvOptions.Delimiter), () => _ = new CsvOptions { Delimiter = '\n' } },
        { nameof(CsvOptions.TargetColumns), () => _ = new CsvOptions { TargetColumns = null! } },
        { nameof(CsvOptions.TargetColumns), () => _ = new CsvOptions { TargetColumns = ["a", null!] } },
        { nameof(CsvOptions.IgnoredColumns), () => _ = new CsvOptions { IgnoredColumns = [null!] } },
        { nameof(CsvOptions.ClassNames), () => _ = new CsvOptions { ClassNames = [] } },
        { nameof(CsvOptions.ClassNames), () => _ = new CsvOptions { ClassNames = ["a", "b", "a"] } },
        { nameof(CsvOptions.ClassNames), () => _ = new CsvOptions { ClassNames = ["a", null!] } },
        { nameof(CsvOptions.MissingValue), () => _ = new CsvOptions { MissingValue = float.NegativeInfinity } },
        { nameof(CsvOptions.InputShape), () => _ = new CsvOptions { InputShape = [2, 0] } },
        { nameof(CsvOptions.InputShape), () => _ = new CsvOptions { InputShape = [1 << 20, 1 << 20] } },
    };

    /// <summary>One of each kind of reader; stages hand on what they check to others, but none reads before it has looked.</summary>
    public static TheoryData<string, IDataSource> Sources { get; } = new()
    {
        { "data set", Numbered(5) },
        { "stream", Stream(Numbered(5)).Take(4) },
        { "shuffled", Numbered(5).Shuffle(3) },
        { "changed", Numbered(5).Rescaling(2) },
        { "mixed", Numbered(5).MixUp(0.2f, 2) },
        { "repeated", Numbered(5).Repeat(2) },
        { "read ahead", Numbered(5).Prefetch() },
    };

    [Theory, MemberData(nameof(Wrong)), MemberData(nameof(WrongOptions))]
    public void What_cannot_be_followed_is_refused(string name, Action call) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);

    [Theory, MemberData(nameof(Sources))]
    public void A_reader_needs_room_for_what_it_is_asked_for(string kind, IDataSource source)
    {
        Assert.NotEmpty(kind);
        foreach (bool shuffles in new[] { false, kind is not "stream" })
        {
            using ISampleReader reader = source.Read(new DataPass(1, 0, shuffles));
            Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read([], [], 0)).ParamName);
            Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(new float[4], new float[2], -1)).ParamName);
            Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => reader.Read(new float[3], new float[2], 2)).ParamName);
            Assert.Equal("targets", Assert.Throws<ArgumentException>(() => reader.Read(new float[4], new float[1], 2)).ParamName);
            Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => reader.Skip(-1)).ParamName);

            // And nothing was read meanwhile.
            Assert.Equal(source.ReadAll(new DataPass(1, 0, shuffles)).Inputs, reader.ReadAll(source).Inputs);
        }
    }

    [Fact]
    public void A_missing_value_may_be_marked_by_NaN() => Assert.Equal(float.NaN, new CsvOptions { MissingValue = float.NaN }.MissingValue);

    [Fact]
    public void A_shape_of_many_axes_makes_no_long_message()
    {
        int[] shape = new int[100_000];
        Assert.InRange(Assert.Throws<ArgumentException>(() => Dataset.FromArrays(new float[1], shape, new float[1])).Message.Length, 1, 4000);
    }
}
