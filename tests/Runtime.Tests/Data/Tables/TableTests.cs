namespace NetCompiler.Runtime.Tests.Data.Tables;

public sealed class TableTests : IDisposable
{
    private static readonly Table Small = Table.FromRows(["n", "word"], [["1", "a"], ["2", "b"], ["", "c"], ["4", "d"], ["5", "e"]]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Holds_fields_by_row_and_column()
    {
        var table = Table.Read(folder.Write("a.csv", "n,\"a, b\"\n 1 ,\"x\ny\"\n\n2.5,\n"));
        Assert.Equal(["n", "a, b"], table.ColumnNames);
        Assert.Equal(("1", "x\ny", "2.5", ""), (table[0, "n"], table[0, "a, b"], table[1, "0"], table[1, "-1"]));
        Assert.Equal([1, 2.5], table.Numbers("n"));
        ModelFileException e = Assert.Throws<ModelFileException>(() => table.Numbers("a, b"));
        Assert.Contains("line 2, column 2 (a, b): expected a finite number, but found 'x\ny'", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[2, "n"]);
        Assert.Contains("no column 'm'", Assert.Throws<ArgumentException>(() => table[0, "m"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("x,y\n", "after the header")]
    [InlineData("x,y\n1,2,3\n", "line 2: expected 2 fields, but found 3")]
    [InlineData("x,y\n1,\"2\n", "line 2, column 2: expected a closing quote")]
    public void A_damaged_file_is_refused(string text, string expected)
    {
        string path = folder.Write("a.csv", text);
        Assert.Contains(expected, DamagedFile.AssertRefused(path, () => Table.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_twice_is_refused()
    {
        string path = folder.Write("a.csv", "x,x\n1,2\n");
        ModelFileException e = Assert.Throws<ModelFileException>(() => Table.Read(path, new CsvFormat { HasHeader = true }));
        Assert.Contains("'x' is there twice", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_make_a_table()
    {
        Assert.Equal([1, 2, double.NaN, 4, 5], Small.Numbers("n"));
        Assert.Equal("5 rows of 2 columns (n, word)", Small.ToString());
        Assert.Throws<ArgumentException>(() => Table.FromRows(["a"], []));
        Assert.Throws<ArgumentException>(() => Table.FromRows(["a"], [["1", "2"]]));
        Assert.Throws<ArgumentException>(() => Table.FromRows(["a"], [[null!]]));
        Assert.Throws<ArgumentException>(() => Table.FromRows(["a", "a"], [["1", "2"]]));
        ArgumentException e = Assert.Throws<ArgumentException>(() => Small.Numbers("word"));
        Assert.StartsWith("Row 0, column 'word': expected a finite number, but found 'a'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_and_orders_are_views()
    {
        (Table first, Table last) = Small.Split(0.4);
        Assert.Equal("abc|de", $"{Words(first)}|{Words(last)}");
        Assert.Equal("bcd", Words(Small.Slice(1, 3)));
        Assert.Equal("eea", Words(Small.Subset([4, 4, 0])));
        Assert.Equal("ec", Words(Small.Subset([4, 3, 2]).Subset([0, 2])));
        Assert.Equal("d", Words(Small.Subset([4, 3, 2]).Slice(1, 1)));
        string shuffled = Words(Small.Shuffled(3));
        Assert.Equal("abcde", string.Concat(shuffled.Order()));
        Assert.Equal(shuffled, Words(Small.Shuffled(3)));
        Assert.NotEqual(shuffled, Words(Small.Shuffled(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.Split(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.Slice(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.Subset([5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.Subset([]));
    }

    private static string Words(Table table) => string.Concat(Enumerable.Range(0, table.Count).Select(row => table[row, "word"]));
}
