using System.Globalization;

namespace NetCompiler.Runtime.Tests.Data;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_a_header_and_takes_the_last_column_as_target()
    {
        Dataset data = Read("a,b,y\n1,2,3\n4,5.5,-6e1\n");
        Assert.Equal((2, 2, 1), (data.Count, data.InputFloats, data.TargetFloats));
        Assert.Equal([1f, 2f, 4f, 5.5f], data.Inputs(0, 2).ToArray());
        Assert.Equal([3f, -60f], data.Targets(0, 2).ToArray());
    }

    [Fact]
    public void Does_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "\u2212" } };
            Assert.Equal([-1.5f], Read("x;y\n-1.5;0\n", new CsvOptions { Delimiter = ';' }).Inputs(0, 1).ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Chooses_columns_by_name_and_by_number()
    {
        var options = new CsvOptions { TargetColumns = ["y", "0"], IgnoredColumns = ["id"] };
        Dataset data = Read("z,id,x,y\n1,one,2,3\n", options);
        Assert.Equal([2f], data.Inputs(0, 1).ToArray());
        Assert.Equal([3f, 1f], data.Targets(0, 1).ToArray());

        var numbered = new CsvOptions { HasHeader = false, TargetColumns = ["-2"] };
        Assert.Equal([2f], Read("1,2,3", numbered).Targets(0, 1).ToArray());
    }

    [Fact]
    public void Turns_words_into_labels()
    {
        var options = new CsvOptions { ClassNames = ["no", "yes"] };
        Assert.Equal([1f, 0f], Read("x,y\n1,yes\n2, no \n", options).Targets(0, 2).ToArray());
        Refused("line 3, column 2 (y): expected one of no, yes, but found 'maybe'", "x,y\n1,yes\n2,maybe\n", options);
    }

    [Fact]
    public void Reads_quotes_line_ends_and_empty_lines()
    {
        var options = new CsvOptions { IgnoredColumns = ["text, of \"any\" kind"] };
        Dataset data = Read("\"x\",\"text, of \"\"any\"\" kind\",y\r\n\r\n1,\"two\nlines, a comma\",2\r\n3,,4\r\n\r\n", options);
        Assert.Equal([1f, 3f], data.Inputs(0, 2).ToArray());
        Refused("line 4, column 1", "x,t,y\n1,\"a\nb\",2\n?,c,3\n", new CsvOptions { IgnoredColumns = ["t"] });
    }

    [Fact]
    public void Fills_empty_input_fields_only_when_told_to()
    {
        Refused("line 2, column 1 (x): expected a finite number, but found ''", "x,y\n,1\n");
        Assert.Equal([-1f], Read("x,y\n,1\n", new CsvOptions { MissingValue = -1 }).Inputs(0, 1).ToArray());
        Refused("line 2, column 2 (y)", "x,y\n1,\n", new CsvOptions { MissingValue = -1 });
    }

    [Fact]
    public void Gives_inputs_the_shape_asked_for()
    {
        var options = new CsvOptions { HasHeader = false, InputShape = [2, 2, 1] };
        Assert.Equal([2, 2, 1], Read("1,2,3,4,0", options).InputShape.ToArray());
        Assert.Throws<ArgumentException>(() => Read("1,2,3,0", options));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("x,y\n", "after the header")]
    [InlineData("x,y\n1,2,3\n", "line 2: expected 2 fields, but found 3")]
    [InlineData("x,y\n1,2\n\n3\n", "line 4: expected 2 fields, but found 1")]
    [InlineData("x,y\n1,2\n1.2.3,4\n", "line 3, column 1 (x): expected a finite number, but found '1.2.3'")]
    [InlineData("x,y\nNaN,4\n", "line 2, column 1 (x)")]
    [InlineData("x,y\n1e99,4\n", "line 2, column 1 (x)")]
    [InlineData("x,y\n1,\"2\n", "line 2, column 2: expected a closing quote")]
    public void Errors_name_line_and_column(string text, string expected) => Refused(expected, text);

    [Fact]
    public void A_quote_never_closed_does_not_swallow_memory() =>
        Refused("at most 1048576 characters", "x,y\n1,\"" + new string('a', 2 << 20), limitMemory: false);

    [Fact]
    public void Columns_that_are_not_there_are_named()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Read("x,y\n1,2\n", new CsvOptions { TargetColumns = ["z"] }));
        Assert.Contains("no column 'z'; its 2 columns are x, y", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Read("x,y\n1,2\n", new CsvOptions { TargetColumns = ["y", "1"] }));
        Assert.Throws<ArgumentException>(() => Read("y\n1\n"));
    }

    private Dataset Read(string text, CsvOptions? options = null) => Dataset.FromCsv(folder.Write("data.csv", text), options);

    private void Refused(string expected, string text, CsvOptions? options = null, bool limitMemory = true)
    {
        string path = folder.Write("data.csv", text);
        ModelFileException e = limitMemory
            ? DamagedFile.AssertRefused(path, () => Dataset.FromCsv(path, options))
            : Assert.Throws<ModelFileException>(() => Dataset.FromCsv(path, options));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
