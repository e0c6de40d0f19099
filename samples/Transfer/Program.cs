using System.CommandLine;
using System.Globalization;
using Digits;
using NetCompiler;
using Transfer;

// What was learned of the digits 0 to 4 serves to read 5 to 9 from 50 examples each.
const int FirstOther = 5, ExamplesEach = 50, DrawnToTrain = 6000, DrawnToTest = 2000;

var data = new Option<string?>("--data") { Description =
    "Folder with the four MNIST files, gzipped or not; without it the program draws its own digits." };
var seed = new Option<int>("--seed") { Description = "Decides what is drawn, the first weights and the examples.", DefaultValueFactory = _ => 1 };
var root = new RootCommand("Learns five digits, and then five others from few examples.") { data, seed };
root.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Run(string? folder, int seed)
{
    (Dataset train, Dataset test) = folder is not null ? MnistFiles.Read(folder)
        : (DigitSet.Draw(DrawnToTrain, 2 * seed).ToDataset(), DigitSet.Draw(DrawnToTest, (2 * seed) + 1).ToDataset());

    Console.WriteLine("Digits 0 to 4:");
    var original = new DigitClassifier(seed);
    original.Fit(Of(train, label => label < FirstOther), new FitOptions { Epochs = 3, Seed = seed, Metrics = [new Accuracy()] });
    using var weights = new MemoryStream();
    original.Save(weights);
    weights.Position = 0;

    Console.WriteLine("Digits 5 to 9, by a new head alone:");
    var network = new OtherDigits(seed);
    network.LoadWeights(weights, WeightMatch.Partial);
    network.Freeze("conv2d*");
    Dataset examples = Relabelled(Few(Of(train, label => label >= FirstOther).Shuffled(seed)));
    network.Fit(examples, new FitOptions { Epochs = 60, BatchSize = 25, Seed = seed, Metrics = [new Accuracy()] });

    Evaluation result = network.Evaluate(
        Relabelled(Of(test, label => label >= FirstOther)), new EvaluateOptions { Metrics = [new Accuracy()] });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result["accuracy"]:0.0000}"));
}

static float Label(Dataset data, int sample) => data.Targets(sample, 1)[0];

static Dataset Of(Dataset data, Predicate<float> isMeant) =>
    data.Subset([.. Enumerable.Range(0, data.Count).Where(sample => isMeant(Label(data, sample)))]);

static Dataset Few(Dataset data) => data.Subset(
    [.. Enumerable.Range(0, data.Count).GroupBy(sample => Label(data, sample)).SelectMany(samples => samples.Take(ExamplesEach))]);

static Dataset Relabelled(Dataset data) => Dataset.FromArrays(
    data.Inputs(0, data.Count).ToArray(), data.InputShape.ToArray(),
    [.. Enumerable.Range(0, data.Count).Select(sample => (int)Label(data, sample) - FirstOther)]);
