using NetCompiler.Runtime.Tests;
using NetCompiler.Runtime.Tests.Data;
using Parquet;
using Parquet.Schema;

namespace NetCompiler.Data.Parquet.Tests;

public sealed class ParquetSourceTests : IDisposable
{
    private static readonly DataField[] Numbers = [new DataField<float>("x"), new DataField<double>("half"), new DataField<int>("y")];

    /// <summary>More than this for a file of some hundred bytes would be memory that the file only promised.</summary>
    private const long MemoryLimit = 32 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(20)]
    [InlineData(7, 1, 12)]
    [InlineData(0, 5, 0, 15, 0)]
    public async Task Gives_the_rows_of_all_groups(params int[] groups)
    {
        ParquetSource source = ParquetSource.Open(await WriteNumbered(groups));
        Assert.Equal(20, source.Count);
        SourceReading.AssertSame(SourceReading.Numbered(20), source, shuffled: false);
    }

    [Fact]
    public async Task A_shuffled_pass_goes_by_groups_in_any_order_with_rows_in_any_order()
    {
        ParquetSource source = ParquetSource.Open(await WriteNumbered(10, 10, 10, 10));
        int[] order = source.Numbers(SourceReading.Shuffled());
        Assert.Equal(Enumerable.Range(0, 40), order.Order());
        int[][] groups = [.. order.Chunk(10)];
        Assert.All(groups, group => Assert.Single(group.Select(row => row / 10).Distinct()));
        Assert.All(groups, group => Assert.NotEqual(group.Order(), group));
        Assert.NotEqual(groups[0].Select(row => row % 10), groups[1].Select(row => row % 10));

        Assert.Equal(order, source.Numbers(SourceReading.Shuffled()));
        Assert.NotEqual(order, source.Numbers(SourceReading.Shuffled(5, 3)));
        Assert.NotEqual(order, source.Numbers(SourceReading.Shuffled(6, 2)));
        Assert.Contains(Enumerable.Range(0, 20), epoch => source.Numbers(SourceReading.Shuffled(1, epoch))[0] / 10 != 0);
    }

    [Fact]
    public async Task Skipping_equals_reading_on()
    {
        ParquetSource source = ParquetSource.Open(await WriteNumbered(4, 0, 1, 6));
        SourceReading.AssertSkips(source, SourceReading.InOrder);
        SourceReading.AssertSkips(source, SourceReading.Shuffled());
        SourceReading.AssertSkips(source.Shuffle(5).Prefetch(2), SourceReading.Shuffled());
    }

    [Fact]
    public async Task Converts_every_numeric_type()
    {
        string path = _folder["types.parquet"];
        await Write<bool, sbyte>(path, [true, false], [-3, 4]);
        Assert.Equal([1f, 0f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal([-3f, 4f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Targets);
        await Write<byte, short>(path, [200, 1], [-300, 4]);
        Assert.Equal([200f, 1f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal([-300f, 4f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Targets);
        await Write<ushort, uint>(path, [60000, 1], [4000000000, 4]);
        Assert.Equal([60000f, 1f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal([4000000000f, 4f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Targets);
        await Write<long, ulong>(path, [-(1L << 40), 1], [1UL << 63, 4]);
        Assert.Equal([-1099511627776f, 1f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal([9223372036854775808f, 4f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Targets);
        await Write<decimal, double>(path, [1.5m, -2], [0.1, 4]);
        Assert.Equal([1.5f, -2f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Inputs);
        Assert.Equal([0.1f, 4f], ParquetSource.Open(path).ReadAll(SourceReading.InOrder).Targets);
    }

    [Fact]
    public async Task Chooses_columns_words_and_shapes()
    {
        string path = _folder["iris.parquet"];
        var fields = new DataField[] { new("kind", typeof(string)), new DataField<float>("a"), new DataField<int>("id"), new DataField<float>("b") };
        await Write(path, fields, async group =>
        {
            await group.WriteAsync(fields[0], new[] { "no", "yes", "no" });
            await group.WriteAsync<float>(fields[1], new[] { 1f, 2f, 3f });
            await group.WriteAsync<int>(fields[2], new[] { 7, 8, 9 });
            await group.WriteAsync<float>(fields[3], new[] { 4f, 5f, 6f });
        });

        var options = new ParquetSourceOptions { TargetColumns = ["kind"], IgnoredColumns = ["2"], ClassNames = ["no", "yes"], InputShape = [1, 2] };
        ParquetSource source = ParquetSource.Open(path, options);
        Assert.Equal([1, 2], source.InputShape.ToArray());
        (float[] inputs, float[] targets) = source.ReadAll(SourceReading.InOrder);
        Assert.Equal([1f, 4, 2, 5, 3, 6], inputs);
        Assert.Equal([0f, 1, 0], targets);

        Refused(path, "column 'kind': expected numbers or booleans, but it holds strings", () => ParquetSource.Open(path));
        Refused(path, "column 'a': expected strings", () =>
            ParquetSource.Open(path, new ParquetSourceOptions { TargetColumns = ["a"], ClassNames = ["no"], IgnoredColumns = ["kind"] }));
        ParquetSource unknown = ParquetSource.Open(path, new ParquetSourceOptions { TargetColumns = ["kind"], ClassNames = ["yes"] });
        Refused(path, "row group 0, row 0, column 'kind': expected one of yes, but found 'no'", () => unknown.ReadAll(SourceReading.InOrder));
        Assert.Contains("no column 'z'", Assert.Throws<ArgumentException>(() =>
            ParquetSource.Open(path, new ParquetSourceOptions { TargetColumns = ["z"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fills_nulls_of_inputs_only_when_told_to()
    {
        string path = _folder["nulls.parquet"];
        await Write<float, int>(path, [1, null], [1, 2]);
        Refused(path, "row group 0, row 1, column 'x': expected a value, but found null", () =>
            ParquetSource.Open(path).ReadAll(SourceReading.InOrder));
        Assert.Equal([1f, -1f], ParquetSource.Open(path, new ParquetSourceOptions { MissingValue = -1 }).ReadAll(SourceReading.InOrder).Inputs);
        await Write<float, int>(path, [1, 2], [1, null]);
        Refused(path, "column 'y': expected a value", () =>
            ParquetSource.Open(path, new ParquetSourceOptions { MissingValue = -1 }).ReadAll(SourceReading.InOrder));
        await Write<float, int>(path, [1, float.NaN], [1, 2]);
        Refused(path, "expected a finite number, but found NaN", () => ParquetSource.Open(path).ReadAll(SourceReading.InOrder));
    }

    public static TheoryData<string, Action> WrongOptions { get; } = new()
    {
        { nameof(ParquetSourceOptions.TargetColumns), () => _ = new ParquetSourceOptions { TargetColumns = null! } },
        { nameof(ParquetSourceOptions.IgnoredColumns), () => _ = new ParquetSourceOptions { IgnoredColumns = ["a", null!] } },
        { nameof(ParquetSourceOptions.ClassNames), () => _ = new ParquetSourceOptions { ClassNames = ["a", "a"] } },
        { nameof(ParquetSourceOptions.MissingValue), () => _ = new ParquetSourceOptions { MissingValue = float.PositiveInfinity } },
        { nameof(ParquetSourceOptions.InputShape), () => _ = new ParquetSourceOptions { InputShape = [-1] } },
    };

    [Theory, MemberData(nameof(WrongOptions))]
    public void Options_that_cannot_be_followed_are_refused(string name, Action set) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(set).ParamName);

    [Fact]
    public async Task A_reader_needs_room_for_what_it_is_asked_for()
    {
        using ISampleReader reader = ParquetSource.Open(await WriteNumbered(6, 4)).Read(SourceReading.InOrder);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(new float[8], new float[8], 0)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => reader.Read(new float[8], [], 1)).ParamName);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => reader.Skip(-1)).ParamName);
    }

    [Fact]
    public async Task Damaged_files_are_refused()
    {
        string path = await WriteNumbered(6, 4);
        byte[] whole = await File.ReadAllBytesAsync(path);
        for (int length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length]);
            Assert.Equal(path, Assert.Throws<ModelFileException>(() => ParquetSource.Open(path)).Path);
        }

        // Any byte may be wrong: the file is refused, or gives as many finite samples as it says.
        int refused = 0;
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] changed = (byte[])whole.Clone();
            changed[position] ^= 0x41;
            await File.WriteAllBytesAsync(path, changed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ParquetSource source = ParquetSource.Open(path);
                Assert.Equal(source.Count, source.ReadAll(SourceReading.InOrder).Targets.Length / source.TargetFloats);
            }
            catch (Exception e) when (e is ModelFileException or ArgumentException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        }

        Assert.InRange(refused, whole.Length / 4, whole.Length);
        await File.WriteAllTextAsync(path, "a,b\n1,2\n");
        Refused(path, "expected a Parquet file", () => ParquetSource.Open(path));
        Assert.Throws<FileNotFoundException>(() => ParquetSource.Open(_folder["nothing"]));
    }

    [Fact]
    public async Task Files_without_rows_are_refused()
    {
        string path = await WriteNumbered();
        Refused(path, "at least one row", () => ParquetSource.Open(path));
    }

    private static void Refused(string path, string expected, Action read)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(read);
        Assert.Equal(path, e.Path);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    private static async Task Write(string path, DataField[] fields, Func<ParquetRowGroupWriter, Task> write)
    {
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await write(group);
        group.CompleteValidate();
    }

    /// <summary>Two columns, which may have nulls.</summary>
    private static Task Write<TX, TY>(string path, TX?[] x, TY?[] y)
        where TX : struct
        where TY : struct
    {
        DataField[] fields = [new DataField("x", typeof(TX), isNullable: x.Contains(null)),
            new DataField("y", typeof(TY), isNullable: y.Contains(null))];
        return Write(path, fields, async group =>
        {
            await WriteColumn(group, fields[0], x);
            await WriteColumn(group, fields[1], y);
        });
    }

    private static async Task WriteColumn<T>(ParquetRowGroupWriter group, DataField field, T?[] values)
        where T : struct
    {
        if (field.IsNullable)
        {
            await group.WriteAsync<T>(field, (ReadOnlyMemory<T?>)values);
        }
        else
        {
            await group.WriteAsync<T>(field, (ReadOnlyMemory<T>)Array.ConvertAll(values, value => value!.Value));
        }
    }

    /// <summary>The samples of <see cref="SourceReading.Numbered"/> in groups of these sizes.</summary>
    private async Task<string> WriteNumbered(params int[] groups)
    {
        string path = _folder["numbers.parquet"];
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Numbers), file);
        int first = 0;
        foreach (int rows in groups)
        {
            int[] numbers = [.. Enumerable.Range(first, rows)];
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<float>(Numbers[0], Array.ConvertAll(numbers, i => (float)i));
            await group.WriteAsync<double>(Numbers[1], Array.ConvertAll(numbers, i => i + 0.5));
            await group.WriteAsync<int>(Numbers[2], Array.ConvertAll(numbers, i => -i));
            first += rows;
        }

        return path;
    }
}
