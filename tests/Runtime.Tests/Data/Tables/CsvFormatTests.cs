namespace NetCompiler.Runtime.Tests.Data.Tables;

/// <summary>What is guessed of a file, and what is said where its format is at fault.</summary>
public sealed class CsvFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", false, 2)]
    [InlineData("length,width,species\n4.9,3.0,setosa\n", true, 1)]
    [InlineData(",width,species\n0,3.0,setosa\n", true, 1)]
    [InlineData("a,,b\n1,2,3\n", false, 2)]
    [InlineData("p,x,p\ne,x,s\n", false, 2)]
    [InlineData("2024-05-01,a\n2024-05-02,b\n", false, 2)]
    [InlineData("NaN,a\n1,b\n", false, 2)]
    public void Guesses_whether_the_first_line_names_columns(string text, bool hasHeader, int rows)
    {
        var table = Table.Read(folder.Write("a.csv", text));
        Assert.Equal((hasHeader, rows), (table.HasHeader, table.Count));
        Assert.Contains(hasHeader ? ", a header, as it seems" : ", no header, as it seems", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_header_loses_no_sample()
    {
        string path = folder.Write("iris.csv", "5.1,3.5,1\n4.9,3.0,0\n4.7,3.2,1\n");
        Assert.Equal(3, Dataset.FromCsv(path).Count);
        Assert.Equal(2, Dataset.FromCsv(path, new CsvOptions { HasHeader = true }).Count);
    }

    [Fact]
    public void What_is_told_is_not_guessed()
    {
        string path = folder.Write("a.csv", "2019,2020\n1,2\n");
        var told = Table.Read(path, new CsvFormat { HasHeader = true });
        Assert.Equal(["2019", "2020"], told.ColumnNames);
        Assert.EndsWith(", a header", told.ToString(), StringComparison.Ordinal);
        var named = Table.Read(path, new CsvFormat { HasHeader = true, ColumnNames = ["a", "b"] });
        Assert.Equal((1, "2"), (named.Count, named[0, "b"]));
        Assert.Throws<ModelFileException>(() => Table.Read(path, new CsvFormat { ColumnNames = ["a"] }));
    }

    [Theory]
    [InlineData("a;b\n1;2\n", "semicolons: where these separate the fields, set Delimiter = ';'")]
    [InlineData("1\t2\n3\t4\n", "tabs: where these separate the fields, set Delimiter = '\\t'")]
    public void A_line_that_is_not_cut_names_the_delimiter(string text, string expected)
    {
        string path = folder.Write("a.csv", text);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(() => Table.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(() => Dataset.FromCsv(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n", "expected a finite number, but found '1,5'. Where numbers have a decimal comma, set DecimalSeparator = ','.")]
    [InlineData("a;b\n1;NA\n", "Fields that say that nothing is known are listed by MissingWords.")]
    [InlineData("a;b\n1|5;2\n", "set Delimiter = '|'")]
    public void A_field_that_is_no_number_says_what_may_be_at_fault(string text, string expected)
    {
        var options = new CsvOptions { Delimiter = ';' };
        ModelFileException e = Assert.Throws<ModelFileException>(() => Dataset.FromCsv(folder.Write("a.csv", text), options));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("Line 1 was taken for the columns' names", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_decimal_commas_and_words_for_nothing()
    {
        string path = folder.Write("a.csv", "a;b\n1,5;2\nNA;-3,25e1\n");
        var options = new CsvOptions { Delimiter = ';', DecimalSeparator = ',', MissingWords = ["", "NA"], MissingValue = 7 };
        Dataset data = Dataset.FromCsv(path, options);
        Assert.Equal([1.5f, 7f], data.Inputs(0, 2).ToArray());
        Assert.Equal([2f, -32.5f], data.Targets(0, 2).ToArray());
        Assert.Equal([2, -32.5], Table.Read(path, options).Numbers("b"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CsvFormat { DecimalSeparator = ';' });
        Assert.Throws<ArgumentException>(() => new CsvFormat { ColumnNames = ["a", "a"] });
        Assert.Throws<ArgumentNullException>(() => new CsvFormat { MissingWords = null! });
    }
}
