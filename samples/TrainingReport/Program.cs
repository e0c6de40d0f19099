using System.CommandLine;
using Digits;
using NetCompiler;
using NetCompiler.Reports;

const int TrainCount = 2000, TestCount = 1000;

var html = new Option<string>("--html") { Description = "The page to write.", DefaultValueFactory = _ => "report.html" };
var png = new Option<string?>("--png") { Description = "Folder to write the drawings to, as PNG files." };
var csv = new Option<string?>("--csv") { Description = "File to write the history to." };
var logs = new Option<string?>("--logs") { Description = "Folder to write TensorBoard's files to." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training digits.", DefaultValueFactory = _ => 6 };
var root = new RootCommand("Trains a small network to read digits and writes a report of it.") { html, png, csv, logs, epochs };
root.SetAction(parsed =>
{
    Dataset train = DigitSet.Draw(TrainCount, seed: 2).ToDataset(), test = DigitSet.Draw(TestCount, seed: 3).ToDataset();
    var network = new DigitClassifier(seed: 1);
    var norms = new NormsRecorder();
    List<Callback> callbacks = [norms];
    if (parsed.GetValue(logs) is { } folder)
    {
        callbacks.Add(new TensorBoard(folder) { HistogramFrequency = 1 });
    }

    History history = network.Fit(train, new FitOptions
    {
        Epochs = parsed.GetValue(epochs),
        ValidationSplit = 0.1,
        Metrics = [new Accuracy()],
        Callbacks = callbacks,
    });

    TrainingReport report = TrainingReport.Create(network, history, new ReportOptions
    {
        Title = "Reading digits",
        Test = test,
        ClassNames = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        Norms = norms,
    });
    report.SaveHtml(parsed.GetRequiredValue(html));
    Console.WriteLine($"Wrote {Path.GetFullPath(parsed.GetRequiredValue(html))}");
    if (parsed.GetValue(png) is { } drawings)
    {
        Console.WriteLine($"Wrote {report.SavePng(drawings).Count} drawings to {Path.GetFullPath(drawings)}");
    }

    if (parsed.GetValue(csv) is { } file)
    {
        history.SaveCsv(file);
    }
});
return root.Parse(args).Invoke();
