using System.Globalization;
using NetCompiler.Endurance;
using NetCompiler.Tests.Shared;

namespace NetCompiler.Runtime.Tests.Data;

public sealed class CsvSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_the_samples_of_the_data_set()
    {
        // Lines of every length around the reader's blocks, some fields quoted.
        string text = "x,\"y, quoted\",kind\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i * 0.37},{(i % 3 == 0 ? $"\"{i}\"" : new string('0', i % 90) + i)},{(i % 2 == 0 ? "even" : "odd")}"
                + $"{(i % 5 == 0 ? "\r\n" : "\n")}")));
        string path = _folder.Write("data.csv", text);
        var options = new CsvOptions { ClassNames = ["even", "odd"], InputShape = [2, 1] };
        IDataSource source = DataSource.FromCsv(path, options);
        Assert.Null(source.Count);
        Dataset data = Dataset.FromCsv(path, options);
        Assert.Equal(5000, data.Count);
        Assert.Equal([3 * 0.37f, 3f], data.Inputs(3, 1).ToArray());
        SourceReading.AssertSame(data, source, shuffled: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Skipping_equals_reading_on(bool header)
    {
        string path = _folder.Write("data.csv", (header ? "a,b\n" : "") + string.Concat(Enumerable.Range(0, 9).Select(i => $"{i},{-i}\n\n")));
        SourceReading.AssertSkips(DataSource.FromCsv(path, new CsvOptions { HasHeader = header }), SourceReading.InOrder);
    }

    [Fact]
    public void Is_shuffled_by_a_stage_only()
    {
        IDataSource source = DataSource.FromCsv(_folder.Write("data.csv", "x,y,t\n" + string
            .Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i}.5,{-i}\n"))));
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => source.Read(SourceReading.Shuffled()));
        Assert.Contains("DataSource.Shuffle", e.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 30), source.Shuffle(8).Numbers(SourceReading.Shuffled()).Order());
    }

    [Fact]
    public void The_first_line_is_checked_on_opening_and_the_others_on_reading()
    {
        string path = _folder.Write("data.csv", "x,y\n?,2\n");
        Assert.Contains("line 2, column 1 (x)", DamagedFile.AssertRefused(path, () => DataSource.FromCsv(path)).Message, StringComparison.Ordinal);
        _folder.Write("data.csv", "x,y\n");
        Assert.Contains("after the header", DamagedFile.AssertRefused(path, () => DataSource.FromCsv(path)).Message, StringComparison.Ordinal);

        _folder.Write("data.csv", "x,y\n1,2\n3,4\n5\n");
        using ISampleReader reader = DataSource.FromCsv(path).Read(SourceReading.InOrder);
        var input = new float[2];
        Assert.Equal(2, reader.Read(input, new float[2], 2));
        Assert.Equal([1f, 3f], input);
        Assert.Contains("line 4: expected 2 fields", Assert.Throws<ModelFileException>(() => reader.Read(input, new float[2], 2)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Cut at a line's end, so that every line is whole.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    [InlineData(-100)]
    public void A_file_that_is_cut_or_continued_is_noticed(int keptLines)
    {
        string[] lines = [.. Enumerable.Range(0, 20_000).Select(i => $"{i},0.25\n")];
        string path = _folder.Write("data.csv", string.Concat(lines.Prepend("x,y\n")));
        IDataSource source = DataSource.FromCsv(path);
        using ISampleReader reader = source.Read(SourceReading.InOrder);
        var values = new float[100];
        Assert.Equal(100, reader.Read(values, values, 100));
        _folder.Write("data.csv", string.Concat((keptLines < 0 ? lines.Concat(lines) : lines.Take(keptLines)).Prepend("x,y\n")));
        Assert.Contains("it was changed meanwhile", Assert.Throws<ModelFileException>(() =>
        {
            while (reader.Read(values, values, 100) > 0)
            {
            }
        }).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => source.Read(SourceReading.InOrder));

        // Passing over samples is reading them, and a source is read again after it was put right.
        _folder.Write("data.csv", string.Concat(lines.Prepend("x,y\n")));
        using ISampleReader skipped = source.Shuffle(10).Prefetch().Read(SourceReading.InOrder);
        _folder.Write("data.csv", "x,y\n");
        Assert.Throws<ModelFileException>(() => skipped.Skip(30_000));
    }

    [Fact]
    public void A_run_does_not_go_on_with_a_shorter_file()
    {
        string text = "x,y,t,u\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},0,0,0\n"));
        string path = _folder.Write("data.csv", text), state = _folder["state"];
        var options = new CsvOptions { TargetColumns = ["t", "u"] };
        var network = new EqualWeights();
        network.Fit(DataSource.FromCsv(path, options).Prefetch(), Options(null, context => context.SaveState(state)));
        _folder.Write("data.csv", text[..(text.Length / 2)] + "0,0\n");
        ModelFileException e = Assert.Throws<ModelFileException>(() =>
            network.Fit(DataSource.FromCsv(path, options).Prefetch(), Options(state, _ => { })));
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture,
            $"a data file whose length in bytes is {new FileInfo(path).Length}, but found {text.Length}."), e.Message, StringComparison.Ordinal);

        static FitOptions Options(string? from, Action<TrainingContext> act) => new()
        {
            BatchSize = 4,
            Shuffle = false,
            Verbose = false,
            ResumeFrom = from,
            Callbacks = [new LambdaCallback { BatchEnd = act }],
        };
    }

    [Fact]
    public void Allocates_nothing_for_a_batch()
    {
        string path = _folder.Write("data.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},0.25\n")));
        using ISampleReader reader = DataSource.FromCsv(path).Read(SourceReading.InOrder);
        var inputs = new float[100];
        var targets = new float[100];
        reader.Read(inputs, targets, 100);
        int read = 0;
        Assert.Equal(0, Allocations.Least(400, () => read += reader.Read(inputs, targets, 100)));
        Assert.Equal(40_000, read);
    }
}
