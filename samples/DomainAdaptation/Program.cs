using System.CommandLine;
using System.Globalization;
using Digits;
using DomainAdaptation;
using NetCompiler;

var data = new Option<string?>("--data") { Description =
    "Folder with the four MNIST files, gzipped or not; without it the program draws its own digits." };
var full = new Option<bool>("--full") { Description = "Trains longer: 40 epochs." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the digits of both domains.", DefaultValueFactory =
    result => result.GetValue(full) ? 40 : 12 };
var seed = new Option<int>("--seed") { Description = "Decides what is drawn, the first weights and the order of training.", DefaultValueFactory = _ =>
    1 };
var root = new RootCommand("Trains on labelled digits to read noisy, inverted ones whose labels it never sees.") { data, epochs, full, seed };
root.SetAction(parsed => Compare(parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void Compare(string? folder, int epochs, int seed)
{
    const int Count = 6000;
    (Dataset source, Dataset test) = folder is null
        ? (DigitSet.Draw(Count, 2 * seed).ToDataset(), DigitSet.Draw(1000, (2 * seed) + 1).ToDataset())
        : MnistFiles.Read(folder) is var (train, other) ? (First(train, Count), First(other, 2000)) : default;
    Dataset mixed = Domains.Mixed(source, Domains.Disturbed(source, seed)), target = Domains.Disturbed(test, seed + 1);
    Console.WriteLine("Without the reversal:");
    double plain = Train(new PlainReader(seed), mixed, target, epochs, seed);
    Console.WriteLine("With it:");
    double adapted = Train(new AdaptingReader(seed), mixed, target, epochs, seed);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"target accuracy without the reversal: {plain:0.0000}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"target accuracy with the reversal: {adapted:0.0000}"));
}

static Dataset First(Dataset data, int count) =>
    Dataset.FromArrays(data.Inputs(0, count).ToArray(), [28, 28, 1], data.Targets(0, count).ToArray());

static double Train(TrainableNetwork model, Dataset mixed, Dataset target, int epochs, int seed)
{
    model.Fit(mixed, new FitOptions { Epochs = epochs, BatchSize = 64, Seed = seed, Optimizer = new Adam(1e-3f) });
    var outputs = new float[target.Count * model.OutputFloats];
    model.Predict(target.Inputs(0, target.Count), outputs);
    int right = 0;
    for (int i = 0; i < target.Count; i++)
    {
        ReadOnlySpan<float> digit = outputs.AsSpan(i * model.OutputFloats, 10);
        right += digit.IndexOf(digit.ToArray().Max()) == (int)target.Targets(i, 1)[0] ? 1 : 0;
    }

    return right / (double)target.Count;
}
