namespace NetCompiler.Execution.Tests.Data;

/// <summary>Tables, plans and networks together: what is saved with the weights predicts a row.</summary>
public sealed class TableNetworkTests : IDisposable
{
    private static readonly string[] Names = ["size", "kind", "note", "answer"];

    private readonly Runtime.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_file_predicts_a_row()
    {
        Table table = Classes(60);
        TablePlan plan = Adapted(new ClassTarget("answer"), table);
        var network = new TableClassifier(seed: 1);
        network.Fit(plan.ToDataset(table), new FitOptions { Epochs = 60, BatchSize = 8, Optimizer = new Adam(0.02f), Verbose = false });
        network.Save(_folder["a.safetensors"], plan);

        var loaded = TableClassifier.Load(_folder["a.safetensors"]);
        var loadedPlan = TablePlan.Load(_folder["a.safetensors"]);
        Assert.Equal(plan.InputNames, loadedPlan.InputNames);
        Assert.Equal(["large", "middle", "small"], loadedPlan.ClassNames);
        Assert.Equal(plan.ToInputs(table), loadedPlan.ToInputs(table));
        Assert.All(loadedPlan.Predict(loaded, table).Select((prediction, row) => (prediction.ClassName, table[row, "answer"])),
            pair => Assert.Equal(pair.Item2, pair.ClassName));

        TablePrediction one = loadedPlan.Predict(loaded, new Dictionary<string, object?> { ["size"] = 9.5, ["kind"] = "b" });
        Assert.Equal(("large", 0.0, 3), (one.ClassName, one.Value, one.Probabilities.Count));
        Assert.Equal(1, one.Probabilities.Sum(), 1e-5);
        Assert.StartsWith("large (", one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_was_learned_is_in_the_file()
    {
        var table = Table.FromRows(["n", "c", "i", "d", "y"], [["1", "x", "p", "01.02.2026", "7"], ["4", "y", "q", "02.02.2026", "9"]]);
        var plan = new TablePlan(new NumberTarget("y") { Scale = NumberScale.Standard }, new NumberColumn("n") { Fill = NumberFill.Mean },
            new CategoryColumn("c") { HasUnknown = false }, new DroppedColumn("i"),
            new DateColumn("d") { Parts = DateParts.Day, Format = "dd.MM.yyyy", Fill = NumberFill.Median });
        plan.Adapt(table);
        Assert.Equal(["n", "c=y", "c=x", "d.Day"], plan.InputNames);
        Assert.Equal(4, plan.InputFloats);
        plan = new TablePlan(new NumberTarget("y") { Scale = NumberScale.Standard }, new NumberColumn("n") { Fill = NumberFill.Mean },
            new CategoryColumn("c") { Encoding = CategoryEncoding.Index }, new DroppedColumn("i"),
            new DateColumn("d") { Parts = DateParts.Day, Format = "dd.MM.yyyy", Fill = NumberFill.Median });
        plan.Adapt(table);
        var network = new TableRegression(seed: 3);
        network.Save(_folder["a.safetensors"], plan);
        var loaded = TablePlan.Load(_folder["a.safetensors"]);
        Assert.Equal(plan.ToDataset(table).Targets(0, 2).ToArray(), loaded.ToDataset(table).Targets(0, 2).ToArray());

        var row = new Dictionary<string, object?> { ["n"] = null, ["c"] = "z", ["d"] = "" };
        Assert.Equal(plan.Predict(network, row).Value, loaded.Predict(TableRegression.Load(_folder["a.safetensors"]), row).Value);
        Assert.Throws<InvalidOperationException>(() => loaded.Adapt(table));
        loaded.Predict(network, new Dictionary<string, object?> { ["n"] = 2.5f, ["c"] = "x", ["d"] = "01.02.2026", ["i"] = 3, ["y"] = null });
    }

    [Fact]
    public void Numbers_are_predicted_in_the_unit_of_the_table()
    {
        Table table = Rows([.. Enumerable.Range(0, 40).Select(i => (i / 4.0, "ab"[i % 2], $"{1000 + (500 * i / 4.0)}"))]);
        TablePlan plan = Adapted(new NumberTarget("answer") { Scale = NumberScale.Standard }, table);
        var network = new TableRegression(seed: 1);
        network.Fit(plan.ToDataset(table), new FitOptions { Epochs = 200, BatchSize = 8, Optimizer = new Adam(0.02f), Verbose = false });
        TablePrediction prediction = plan.Predict(network, new Dictionary<string, object?> { ["size"] = 4, ["kind"] = 'a' });
        Assert.Equal(3000, prediction.Value, 20.0);
        Assert.Null(prediction.ClassName);
        Assert.Empty(prediction.Probabilities);
    }

    [Fact]
    public void One_output_says_yes_or_no()
    {
        Table table = Rows([.. Enumerable.Range(0, 40).Select(i => (i / 4.0, i == 39 ? 'b' : 'a', i < 20 ? "no" : "yes"))]);
        TablePlan plan = Adapted(new ClassTarget("answer"), table);
        var network = new TableBinary(seed: 1);
        network.Fit(plan.ToDataset(table), new FitOptions { Epochs = 100, BatchSize = 8, Optimizer = new Adam(0.1f), Verbose = false });
        TablePrediction no = plan.Predict(network, new Dictionary<string, object?> { ["size"] = 0, ["kind"] = "a" });
        Assert.Equal(("no", 2), (no.ClassName, no.Probabilities.Count));
        Assert.InRange(no.Probabilities[0], 0.9f, 1f);
        Assert.Equal("yes", plan.Predict(network, table)[^1].ClassName);
    }

    [Fact]
    public void Probabilities_are_taken_as_they_are()
    {
        Table table = Classes(12);
        TablePlan plan = Adapted(new ClassTarget("answer"), table);
        var network = new TableProbabilities(seed: 2);
        var outputs = new float[3];
        network.Predict(plan.ToInputs(table.Slice(0, 1)), outputs);
        Assert.Equal(outputs, plan.Predict(network, table)[0].Probabilities);
    }

    [Fact]
    public void A_plan_of_another_network_is_refused()
    {
        Table table = Classes(12);
        TablePlan plan = Adapted(new ClassTarget("answer"), table);
        string path = _folder["a.safetensors"];
        Refused("'Wine' has an input of 13 floats, but the plan makes 3: size, kind=b, kind=a.", () => new Wine().Save(path, plan));
        Refused("'TableRegression' has 1 outputs, but the plan expects 3: one for each of the classes large, middle, small.",
            () => plan.Predict(new TableRegression(), table));
        Refused("expected another ending", () => new TableClassifier().Save(_folder["a.npz"], plan));
        Refused("a column 'sise'", () => plan.Predict(new TableClassifier(), new Dictionary<string, object?> { ["sise"] = 1 }));
        Refused("no column 'kind'", () => plan.Predict(new TableClassifier(), new Dictionary<string, object?> { ["size"] = 1 }));
        Assert.Throws<InvalidOperationException>(() => new TableClassifier().Save(path, new TablePlan(new ClassTarget("answer"))));
        Assert.Empty(_folder.FileNames);
    }

    [Fact]
    public void A_file_without_a_plan_or_with_a_damaged_one_is_refused()
    {
        TablePlan plan = Adapted(new ClassTarget("answer"), Classes(12));
        string path = _folder["a.safetensors"];
        var network = new TableClassifier();
        network.Save(path);
        Assert.Contains("it has none", Assert.Throws<ModelFileException>(() => TablePlan.Load(path)).Message, StringComparison.Ordinal);
        network.Save(path, plan);
        byte[] bytes = File.ReadAllBytes(path);
        int place = bytes.AsSpan().IndexOf("middle"u8);
        bytes[place] = (byte)'n';
        File.WriteAllBytes(path, bytes);
        Assert.Contains("checksum", Assert.Throws<ModelFileException>(() => TablePlan.Load(path)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string expected, Action act) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);

    /// <summary>Sizes from 0 to 10 in three classes.</summary>
    private static Table Classes(int rows) => Rows([.. Enumerable.Range(0, rows).Select(i =>
        (10.0 * i / rows, "ab"[i % 2], (3 * i / rows) switch { 0 => "small", 1 => "middle", _ => "large" }))]);

    private static Table Rows(params (double Size, char Kind, string Answer)[] rows) => Table.FromRows(
        Names, rows.Select((row, i) => new[] { FormattableString.Invariant($"{row.Size}"), $"{row.Kind}", $"note {i}", row.Answer }));

    private static TablePlan Adapted(TableTarget target, Table table)
    {
        var plan = new TablePlan(target, new CategoryColumn("kind") { HasUnknown = false }, new DroppedColumn("note"));
        plan.Adapt(table);
        return plan;
    }
}
