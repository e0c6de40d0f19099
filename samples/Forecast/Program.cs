using System.CommandLine;
using System.Globalization;
using Forecast;
using NetCompiler;

const int TestDays = 730;

var data = new Option<string?>("--data") { Description =
    "A file with a date and a number on each line, behind a line of names; without it the program makes up ten years." };
var plot = new Option<string?>("--plot") { Description = "A PNG file to draw forecast and truth to." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the days to learn from.", DefaultValueFactory = _ => 30 };
var seed = new Option<int>("--seed") { Description = "Decides the first weights and the order of training.", DefaultValueFactory = _ => 1 };
var root = new RootCommand($"Learns to foresee the next day of a series; the last {TestDays} days are forecast.") { data, plot, epochs, seed };
root.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(plot), parsed.GetValue(epochs), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Run(string? path, string? drawing, int epochs, int seed)
{
    DailySeries series = path is null ? DailySeries.Drawn(1, TestDays) : DailySeries.Read(path, TestDays);
    Dataset train = series.ToDataset(test: false), test = series.ToDataset(test: true);
    var model = new Forecaster(seed);
    Console.WriteLine(model.Summary());
    Console.WriteLine($"{series.Count} days");
    const int BatchSize = 32;
    long steps = (long)epochs * ((train.Count + BatchSize - 1) / BatchSize);
    model.Fit(train, new FitOptions
    {
        Epochs = epochs,
        BatchSize = BatchSize,
        Seed = seed,
        Optimizer = new Adam(new CosineDecay(3e-3f, steps)),
        Callbacks = [new LambdaCallback { EpochEnd = Report }],
    });

    double[] truth = series.Truth, forecast = new double[TestDays];
    float[] input = new float[model.InputFloats], target = new float[1], output = new float[1];
    for (int day = 0; day < TestDays; day++)
    {
        test.CopySample(day, input, target);
        model.Predict(input, output);
        forecast[day] = series.Unscaled(output[0]);
    }

    if (drawing is not null)
    {
        Drawing.Save(truth, forecast, drawing);
        Console.WriteLine($"Wrote {Path.GetFullPath(drawing)}");
    }

    // Of the first day nobody here knows the day before.
    Print("RMSE of the day before", Error(truth[1..], truth[..^1]));
    Print("test RMSE", Error(truth, forecast));
}

static double Error(double[] truth, double[] forecast) => Math.Sqrt(truth.Zip(forecast, (a, b) => (a - b) * (a - b)).Average());

static void Print(string what, double error) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {error:0.00}"));

static void Report(TrainingContext context) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {context.Epoch + 1}: loss {context.Logs["loss"]:0.000}"));
