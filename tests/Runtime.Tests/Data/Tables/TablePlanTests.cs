namespace NetCompiler.Runtime.Tests.Data.Tables;

/// <summary>What columns become.</summary>
public sealed class TablePlanTests
{
    [Theory]
    [InlineData(NumberScale.None, new[] { 1f, 2, 3, 10 })]
    [InlineData(NumberScale.Standard, new[] { -0.84852815f, -0.56568545f, -0.28284273f, 1.6970563f })]
    [InlineData(NumberScale.MinMax, new[] { 0f, 1 / 9f, 2 / 9f, 1 })]
    [InlineData(NumberScale.Robust, new[] { -0.5f, -0.16666667f, 0.16666667f, 2.5f })]
    public void Numbers_are_scaled_as_the_training_part_says(NumberScale scale, float[] expected)
    {
        TablePlan plan = Adapted(Column("1", "2", "3", "10"), new NumberColumn("x") { Scale = scale });
        Assert.Equal(expected, plan.ToInputs(Column("1", "2", "3", "10")));
        Assert.Equal(expected[3], plan.ToInputs(Column("10"))[0]);
    }

    [Fact]
    public void A_number_that_never_changes_becomes_0() =>
        Assert.Equal([0f, 1f], Adapted(Column("5", "5"), new NumberColumn("x")).ToInputs(Column("5", "6")));

    [Fact]
    public void Missing_numbers_are_filled_only_when_told_to()
    {
        Table table = Column("1", "", "2", "9");
        ArgumentException e = Assert.Throws<ArgumentException>(() => Adapted(table, new NumberColumn("x")));
        Assert.Contains("Row 1, column 'x': expected a finite number, but found ''. NumberColumn.Fill", e.Message, StringComparison.Ordinal);
        Assert.Equal(4, Filled(NumberFill.Mean));
        Assert.Equal(2, Filled(NumberFill.Median));
        Assert.Equal(-1, Filled(NumberFill.Constant(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberFill.Constant(double.NaN));

        float Filled(NumberFill fill) =>
            Adapted(table, new NumberColumn("x") { Scale = NumberScale.None, Fill = fill }).ToInputs(table)[1];
    }

    [Fact]
    public void Categories_are_numbered_as_StringLookup_numbers_them()
    {
        // The most frequent first, equals from the end of the alphabet: Keras' StringLookup().adapt(["b", "a", "c", "c"]) has [UNK], c, b, a.
        Table table = Column("b", "a", "c", "c");
        TablePlan plan = Adapted(table, new CategoryColumn("x") { Encoding = CategoryEncoding.Index });
        Assert.Equal([2f, 3, 1, 1], plan.ToInputs(table));
        Assert.Equal([0f, 0], plan.ToInputs(Column("z", "")));
        TablePlan oneHot = Adapted(table, new CategoryColumn("x"));
        Assert.Equal(["x=[UNK]", "x=c", "x=b", "x=a"], oneHot.InputNames);
        Assert.Equal([0f, 0, 0, 1, 1, 0, 0, 0], oneHot.ToInputs(Column("a", "z")));
    }

    [Fact]
    public void Categories_without_a_place_for_others_refuse_them()
    {
        TablePlan plan = Adapted(Column("b", "a"), new CategoryColumn("x") { HasUnknown = false });
        Assert.Equal(["x=b", "x=a"], plan.InputNames);
        ArgumentException e = Assert.Throws<ArgumentException>(() => plan.ToInputs(Column("a", "z")));
        Assert.Contains("Row 1, column 'x': expected one of b, a, but found 'z'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_may_be_limited_and_given()
    {
        Assert.Equal(["x=[UNK]", "x=c"], Adapted(Column("b", "a", "c", "c"), new CategoryColumn("x") { MaxTokens = 2 }).InputNames);
        Assert.Equal(["x=[UNK]", "x=low", "x=high"], Adapted(Column("high"), new CategoryColumn("x") { Vocabulary = ["low", "high"] }).InputNames);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryColumn("x") { MaxTokens = 1 });
        Assert.Throws<ArgumentException>(() => new CategoryColumn("x") { Vocabulary = [] });
        Assert.Throws<ArgumentException>(() => new CategoryColumn(""));
    }

    [Fact]
    public void Dates_become_their_parts()
    {
        const DateParts All = (DateParts)511;
        Table table = Column("2026-03-31T08:30:15+09:00", "1970-01-01");
        TablePlan plan = Adapted(table, new DateColumn("x") { Parts = All, Scale = NumberScale.None });
        Assert.Equal(["x.Year", "x.Month", "x.Day", "x.Weekday", "x.DayOfYear", "x.Hour", "x.Minute", "x.Second", "x.Days"], plan.InputNames);
        float[] inputs = plan.ToInputs(table);
        Assert.Equal([2026f, 3, 31, 1, 90, 8, 30, 15, 20543.354f], inputs[..9]);
        Assert.Equal([1970f, 1, 1, 3, 1, 0, 0, 0, 0], inputs[9..]);
    }

    [Fact]
    public void Dates_of_another_format_are_read_by_it()
    {
        Table table = Column("31.03.2026", "");
        var column = new DateColumn("x") { Parts = DateParts.Month, Format = "dd.MM.yyyy", Fill = NumberFill.Constant(0), Scale = NumberScale.None };
        Assert.Equal([3f, 0], Adapted(table, column).ToInputs(table));
        ArgumentException e = Assert.Throws<ArgumentException>(() => Adapted(table, new DateColumn("x")));
        Assert.Contains("expected a date with the year first, but found '31.03.2026'. DateColumn.Format", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Adapted(Column("2026-03-31", ""), new DateColumn("x")));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DateColumn("x") { Parts = 0 });
    }

    [Fact]
    public void Columns_describe_themselves()
    {
        var table = Table.FromRows(["n", "word", "nothing", "y"], [["1", "a", "", "0"], ["3", "b", "", "1"]]);
        var plan = new TablePlan(new NumberTarget("y"));
        plan.Adapt(table);
        Assert.Equal(["n", "word=[UNK]", "word=b", "word=a"], plan.InputNames);
        Assert.Equal([-1f, 0, 0, 1, 1, 0, 1, 0], plan.ToInputs(table));
        Assert.Equal((4, 2), (plan.InputFloats, plan.ToDataset(table).Count));
        Assert.Null(plan.ClassNames);
    }

    [Fact]
    public void Text_and_a_number_that_is_none_are_refused_where_nothing_describes_them()
    {
        Table text = Column([.. Enumerable.Range(0, 40).Select(i => $"text {i}")]);
        ArgumentException e = Assert.Throws<ArgumentException>(() => Adapted(text));
        Assert.Contains("Row 0, column 'x': expected at most 32 different words in the column", e.Message, StringComparison.Ordinal);
        Table damaged = Column([.. Enumerable.Range(0, 40).Select(i => i == 7 ? "1,5" : $"{i}.5")]);
        e = Assert.Throws<ArgumentException>(() => Adapted(damaged));
        Assert.Contains("Row 7, column 'x': expected a finite number, as in most rows, but found '1,5'.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_in_alphabetical_order_and_numbers_by_value()
    {
        Assert.Equal(["no", "yes"], Classes("yes", "no"));
        Assert.Equal(["1", "2", "10"], Classes("10", "1", "2"));
        var plan = new TablePlan(new ClassTarget("y") { ClassNames = ["yes", "no"] });
        Table table = Targets("no", "yes");
        plan.Adapt(table);
        Assert.Equal([1f, 0], plan.ToDataset(table).Targets(0, 2).ToArray());
        ArgumentException e = Assert.Throws<ArgumentException>(() => plan.ToDataset(Targets("maybe")));
        Assert.Contains("expected one of yes, no, but found 'maybe'", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Classes("a", ""));
    }

    [Fact]
    public void Targets_may_be_scaled()
    {
        var plan = new TablePlan(new NumberTarget("-1") { Scale = NumberScale.MinMax });
        Table table = Targets("100", "300");
        plan.Adapt(table);
        Assert.Equal([0f, 1], plan.ToDataset(table).Targets(0, 2).ToArray());
        Assert.Throws<ArgumentException>(() => plan.ToDataset(Targets("")));
    }

    [Fact]
    public void Only_the_training_part_teaches_and_columns_are_found_by_name()
    {
        var plan = new TablePlan(new NumberTarget("y"));
        plan.Adapt(Table.FromRows(["y", "a", "b"], [["0", "1", "10"], ["0", "3", "30"]]));
        Assert.Equal([1f, -1], plan.ToInputs(Table.FromRows(["b", "extra", "a"], [["10", "?", "3"]])));
        ArgumentException e = Assert.Throws<ArgumentException>(() => plan.ToInputs(Table.FromRows(["a"], [["1"]])));
        Assert.Contains("no column 'b'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_cannot_be_is_refused()
    {
        Table table = Targets("1", "2");
        Assert.Throws<InvalidOperationException>(() => new TablePlan(new NumberTarget("y")).ToInputs(table));
        Assert.Throws<ArgumentException>(() => new TablePlan(new NumberTarget("z")).Adapt(table));
        Assert.Throws<ArgumentException>(() => new TablePlan(new NumberTarget("y"), new NumberColumn("y")).Adapt(table));
        Assert.Throws<ArgumentException>(() => new TablePlan(new NumberTarget("y"), new NumberColumn("x"), new NumberColumn("0")).Adapt(table));
        Assert.Throws<ArgumentException>(() => new TablePlan(new NumberTarget("y"), new DroppedColumn("x")).Adapt(table));
        Assert.Throws<ArgumentException>(() => new TablePlan(new NumberTarget("y"), [null!]));
        Assert.Throws<ArgumentNullException>(() => new TablePlan(null!));
    }

    private static string[] Classes(params string[] targets)
    {
        var plan = new TablePlan(new ClassTarget("y"));
        plan.Adapt(Targets(targets));
        return [.. plan.ClassNames!];
    }

    private static Table Targets(params string[] targets) => Table.FromRows(["x", "y"], [.. targets.Select((target, i) => new[] { $"{i}", target })]);

    private static Table Column(params string[] fields) => Table.FromRows(["x", "y"], [.. fields.Select(field => new[] { field, "0" })]);

    private static TablePlan Adapted(Table table, params TableColumn[] columns)
    {
        var plan = new TablePlan(new NumberTarget("y"), columns);
        plan.Adapt(table);
        return plan;
    }
}
