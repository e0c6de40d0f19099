using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Data;

/// <summary>Public tables, each from its file to the prediction of a row by a saved file, as the guide shows it.</summary>
public sealed class PublicTableTests : IDisposable
{
    private readonly Runtime.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Iris_is_told_apart()
    {
        if (Find("iris.csv") is not { } path)
        {
            return;
        }

        var format = new CsvFormat { ColumnNames = ["sepal length", "sepal width", "petal length", "petal width", "species"] };
        (Table train, Table test) = Table.Read(path, format).Split(0.2, seed: 1);
        var plan = new TablePlan(new ClassTarget("species"));
        plan.Adapt(train);
        var network = new Iris(seed: 1);
        network.Fit(plan.ToDataset(train), new FitOptions { Epochs = 100, BatchSize = 16, Optimizer = new Adam(0.01f), Verbose = false });
        network.Save(_folder["iris.safetensors"], plan);

        var saved = Iris.Load(_folder["iris.safetensors"]);
        TablePrediction flower = TablePlan.Load(_folder["iris.safetensors"]).Predict(saved, new Dictionary<string, object?>
        {
            ["sepal length"] = 5.1, ["sepal width"] = 3.5, ["petal length"] = 1.4, ["petal width"] = 0.2,
        });
        Assert.Equal("Iris-setosa", flower.ClassName);
        Assert.Equal(150, train.Count + test.Count);
        Assert.InRange(Accuracy(plan, saved, test, "species"), 0.95, 1);
    }

    [Fact]
    public void Wine_is_told_apart()
    {
        if (Find("wine.csv") is not { } path)
        {
            return;
        }

        (Table train, Table test) = Table.Read(path).Split(0.2, seed: 1);
        var plan = new TablePlan(new ClassTarget("-1"));
        plan.Adapt(train);
        var network = new Wine(seed: 1);
        network.Fit(plan.ToDataset(train), new FitOptions { Epochs = 100, BatchSize = 16, Optimizer = new Adam(0.01f), Verbose = false });
        network.Save(_folder["wine.safetensors"], plan);

        var saved = Wine.Load(_folder["wine.safetensors"]);
        TablePrediction[] wines = TablePlan.Load(_folder["wine.safetensors"]).Predict(saved, test.Slice(0, 1));
        Assert.Equal(test[0, "-1"], wines[0].ClassName);
        Assert.Equal(178, train.Count + test.Count);
        Assert.InRange(Accuracy(plan, saved, test, "-1"), 0.95, 1);
    }

    [Fact]
    public void Houses_are_valued()
    {
        if (Find("california-housing.csv") is not { } path)
        {
            return;
        }

        (Table train, Table test) = Table.Read(path).Split(0.2, seed: 1);
        var plan = new TablePlan(new NumberTarget("median_house_value") { Scale = NumberScale.Standard }) { Fill = NumberFill.Median };
        plan.Adapt(train);
        var network = new Housing(seed: 1);
        var optimizer = new AdamW(new CosineDecay(2e-3f, decaySteps: 60 * 258));
        network.Fit(plan.ToDataset(train), new FitOptions { Epochs = 60, BatchSize = 64, Optimizer = optimizer, Verbose = false });
        network.Save(_folder["housing.safetensors"], plan);

        var saved = Housing.Load(_folder["housing.safetensors"]);
        double value = TablePlan.Load(_folder["housing.safetensors"]).Predict(saved, new Dictionary<string, object?>
        {
            ["longitude"] = -122.23, ["latitude"] = 37.88, ["housing_median_age"] = 41, ["total_rooms"] = 880, ["total_bedrooms"] = null,
            ["population"] = 322, ["households"] = 126, ["median_income"] = 8.3252, ["ocean_proximity"] = "NEAR BAY",
        }).Value;
        Assert.InRange(value, 350_000, 550_000);
        IEnumerable<double> errors = plan.Predict(saved, test).Zip(test.Numbers("median_house_value"), (house, right) => house.Value - right);
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 40_000, 52_000);
    }

    private static double Accuracy(TablePlan plan, CompiledNetwork network, Table test, string target) =>
        plan.Predict(network, test).Where((prediction, row) => prediction.ClassName == test[row, target]).Count() / (double)test.Count;

    private static string? Find(string file)
    {
        string? folder = Repository.Shared("data/tabular");
        if (folder is null)
        {
            Console.WriteLine("Skipped: ../shared/data/tabular is not there.");
        }

        return folder is null ? null : Path.Combine(folder, file);
    }
}
